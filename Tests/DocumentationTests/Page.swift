import Foundation
import Testing

/// A page of this repository that people read.
struct Page: CustomTestStringConvertible, Sendable {
  /// The path from the package's folder.
  let path: String

  /// The README in each language, the pages of `docs` and that of the runbooks.
  static let all: [Page] = {
    let folder = Desk.package.appending(path: "docs").path
    let docs = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let paths =
      ["README.md", "README.zh.md", "runbooks/README.md"]
      + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    return paths.map(Page.init)
  }()

  var testDescription: String { path }

  /// What stands in it.
  func text() throws -> String {
    try String(contentsOf: Desk.package.appending(path: path), encoding: .utf8)
  }

  /// Its code blocks.
  func fences() throws -> [Fence] { Fence.all(in: try text()) }

  /// The lines outside of code blocks, with their numbers from 1.
  func prose() throws -> [(line: Int, text: String)] {
    let lines = try text().components(separatedBy: "\n")
    let inside = try fences().map { $0.line...($0.line + $0.lines.count + 1) }
    return lines.enumerated().compactMap { index, line in
      inside.contains { $0.contains(index + 1) } ? nil : (index + 1, line)
    }
  }

  /// The texts between backticks in `text`.
  static func spans(of text: String) -> [String] {
    text.matches(of: /`([^`]+)`/).map { String($0.1) }
  }

  /// The first line that begins with `start`, with those that follow up to an empty one.
  func paragraph(_ start: String) throws -> String {
    let lines = try text().components(separatedBy: "\n")
    let first = try #require(lines.firstIndex { $0.hasPrefix(start) }, "no line begins \(start)")
    return lines[first...].prefix { !$0.isEmpty }.joined(separator: " ")
  }

  /// The cells of the first table below the line `heading`, the head left out.
  func table(below heading: String) throws -> [[String]] {
    let lines = try text().components(separatedBy: "\n")
    let start = try #require(lines.lastIndex(of: heading), "\(path) has no heading \(heading)")
    let rows = lines[start...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    return rows.dropFirst(2).map(Self.cells)
  }

  /// The tables outside of code blocks, each with its rows' cells; the second row is the rule.
  func tables() throws -> [[[String]]] {
    try prose().split { !$0.text.hasPrefix("|") }.map { rows in rows.map { Self.cells(of: $0.text) }
    }
  }

  private static func cells(of row: String) -> [String] {
    // `\|` is a bar inside of a cell.
    row.replacing("\\|", with: "\u{1}").split(separator: "|").map {
      $0.trimmingCharacters(in: .whitespaces).replacing("\u{1}", with: "|")
    }
  }
}
