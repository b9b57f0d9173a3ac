import Findings
import Foundation
import RunbookModel
import RunbookReader
import Testing

/// A page of `docs` in English and in Chinese.
struct PagePair: CustomTestStringConvertible, Sendable {
  /// The file's name without `.md` and `.zh.md`.
  let name: String

  /// The pages that are there in English only, with the reason.
  static let englishOnly = [
    "architecture": "for those who change the program, whose code is in English",
    "benchmarks": "how the program is measured, for those who change it",
    "simulation": "how the engine is tested, for those who change it",
  ]

  static let all = Page.all.filter { $0.path.hasPrefix("docs/") && !$0.isChinese }
    .map { PagePair(name: String($0.path.dropFirst("docs/".count).dropLast(".md".count))) }
    .filter { englishOnly[$0.name] == nil }

  var testDescription: String { name }

  var english: Page { Page(path: "docs/\(name).md") }
  var chinese: Page { Page(path: "docs/\(name).zh.md") }

  /// Both pages, English first.
  var pages: [Page] { [english, chinese] }
}

struct DocumentationPairTests {
  /// The line in which a page leads to its other language.
  private static let languageLine = 3

  @Test func `every page for users is there in both languages, and no other`() {
    let names = Page.all.filter { $0.path.hasPrefix("docs/") && $0.isChinese }.map(\.path)
    let paths = Set(Page.all.map(\.path))

    #expect(names == PagePair.all.map(\.chinese.path))
    #expect(PagePair.all.count > 10)
    #expect(PagePair.englishOnly.keys.allSatisfy { paths.contains("docs/\($0).md") })
  }

  @Test(arguments: PagePair.all)
  func `both languages of a page have the same headings and fences in the same order`(
    pair: PagePair
  ) throws {
    let outlines = try pair.pages.map { try $0.outline() }

    #expect(outlines[0].headings.map(\.level) == outlines[1].headings.map(\.level))
    #expect(outlines[0].fences.map(\.info) == outlines[1].fences.map(\.info))
    #expect(outlines[0].headings.count > 1)
  }

  @Test(arguments: PagePair.all)
  func `both languages of a page have the same tables, with the same code before each row`(
    pair: PagePair
  ) throws {
    let tables = try pair.pages.map { try $0.tables() }

    let shapes = tables.map { $0.map { rows in rows.map(\.count) } }
    let codes = tables.map { $0.joined().map { Page.spans(of: $0[0]) } }
    let differing = zip(codes[0], codes[1]).filter { english, chinese in
      // What people type or read may be in their language: a reply, a message.
      english.count != chinese.count
        || zip(english, chinese).contains { $0 != $1 && !$1.contains(/\p{Han}/) }
    }
    #expect(shapes[0] == shapes[1])
    #expect(differing.map(\.1) == [])
  }

  @Test(arguments: PagePair.all)
  func `both languages of a page lead to the same places`(pair: PagePair) throws {
    let links = try pair.pages.map { page in
      try page.outline().links.filter { $0.position.line != Self.languageLine }
        .map { try place($0, on: page) }.sorted()
    }

    #expect(links[0] == links[1])
  }

  @Test(arguments: PagePair.all)
  func `a page leads to its other language below its title`(pair: PagePair) throws {
    let lines = try pair.pages.map {
      try $0.text().components(separatedBy: "\n")[Self.languageLine - 1]
    }

    #expect(lines == ["English · [简体中文](\(pair.name).zh.md)", "[English](\(pair.name).md) · 简体中文"])
  }

  @Test(arguments: Page.all.filter(\.isChinese))
  func `a Chinese page leads to the Chinese form of what it names`(page: Page) throws {
    let links = try page.outline().links.filter { $0.text != "English" }
    let paths = links.compactMap(\.filePath).map { page.path(of: $0) }

    let others = paths.filter {
      $0.hasSuffix(".md") && !$0.hasSuffix(".zh.md")
        && Page(path: $0.replacing(/\.md$/, with: ".zh.md")).isThere
    }

    #expect(others == [])
  }

  /// Where a link leads, the same for both languages: a page without its language and the number
  /// of a heading, or an address.
  private func place(_ link: DocumentOutline.Link, on page: Page) throws -> String {
    guard let anchor = link.anchor ?? link.fileAnchor else {
      return link.filePath.map { page.path(of: $0).replacing(".zh.md", with: ".md") }
        ?? link.destination
    }
    let target = Page(path: link.filePath.map { page.path(of: $0) } ?? page.path)
    let headings = try target.outline().headings
    let index = try #require(
      headings.firstIndex { $0.slug == anchor },
      "\(page.path):\(link.position.line): \(target.path) has no heading #\(anchor)"
    )
    return "\(target.path.replacing(".zh.md", with: ".md")) \(index)"
  }
}

extension Page {
  /// Whether it is in Chinese as its name says.
  fileprivate var isChinese: Bool { path.hasSuffix(".zh.md") }

  /// Whether there is such a file.
  fileprivate var isThere: Bool {
    FileManager.default.fileExists(atPath: Desk.package.appending(path: path).path)
  }

  /// The path from the package's folder that `path` means on this page.
  fileprivate func path(of path: String) -> String {
    var parts = self.path.split(separator: "/").dropLast()
    for part in path.split(separator: "/") where part != "." {
      if part == ".." { parts = parts.dropLast() } else { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }

  fileprivate func outline() throws -> DocumentOutline {
    RunbookReader.read(try text(), path: path).outline
  }
}
