import Foundation

/// The text of this package, below the folder that holds `Package.swift`.
enum SourceTree {
  /// The package's folder, from the place where this file was compiled.
  static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file of the package, in the order of their paths.
  static let swiftFiles = files { $0.hasSuffix(".swift") }.map(SwiftFile.init)

  /// Every file that people read or machines carry out, in the order of their paths.
  static let textFiles = files { path in
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let endings = [".swift", ".md", ".yaml", ".yml", ".json", ".sh", ".h", ".sql", ".mustache"]
    return endings.contains { name.hasSuffix($0) } || !name.contains(".") || path == ".ci/run"
  }

  /// The Swift files of the module that lies in `Sources/NAME`.
  static func module(_ name: String) -> [SwiftFile] {
    swiftFiles.filter { $0.path.hasPrefix("Sources/\(name)/") }
  }

  /// The text of the file at `path`, relative to the package's folder.
  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// The folders below `Sources` that are written in C.
  static func foldersOfC() throws -> [String] {
    try ["Sources", "Tests"].flatMap { place in
      let sources = root.appending(path: place)
      return try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted().filter {
        let folder = sources.appending(path: $0).path
        return try FileManager.default.contentsOfDirectory(atPath: folder).contains {
          $0.hasSuffix(".c")
        }
      }
    }
  }

  private static func files(where isWanted: (String) -> Bool) -> [String] {
    let places = [
      "Package.swift", "Makefile", "README.md", ".ci", "Sources", "Tests", "benchmarks", "docs",
      "examples", "runbooks", "scripts",
    ]
    var found: [String] = []
    for place in places {
      let url = root.appending(path: place)
      if !url.hasDirectoryPath, FileManager.default.fileExists(atPath: url.path), !isFolder(url) {
        found.append(place)
        continue
      }
      let entries = FileManager.default.enumerator(atPath: url.path)
      while let entry = entries?.nextObject() as? String {
        if !isFolder(url.appending(path: entry)) { found.append("\(place)/\(entry)") }
      }
    }
    return found.filter(isWanted).sorted()
  }

  private static func isFolder(_ url: URL) -> Bool {
    (try? url.resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
  }
}

/// A Swift file, as it stands and without its comments and texts.
struct SwiftFile: Sendable {
  /// The path from the package's folder.
  let path: String
  /// The lines as they stand.
  let lines: [String]
  /// The lines with comments and the content of text literals left out.
  let code: [String]
  /// The text literals.
  let literals: [SwiftScanner.Literal]

  /// The file at `path` of the package.
  init(_ path: String) {
    self.init(path, text: (try? SourceTree.text(path)) ?? "")
  }

  /// A file that holds `text`.
  init(_ path: String, text: String) {
    self.path = path
    let scanned = SwiftScanner.scan(text)
    lines = text.components(separatedBy: "\n")
    code = scanned.code.components(separatedBy: "\n")
    literals = scanned.literals
  }

  /// The modules it imports.
  var imports: [String] {
    code.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place + 1 < words.count else { return nil }
      let isDeclaration = words[..<place].allSatisfy {
        $0.hasPrefix("@") || ["public", "package", "internal", "private"].contains($0)
      }
      guard isDeclaration else { return nil }
      // `import struct Foundation.Date` names the module in its last word.
      return words.last?.split(separator: ".").first.map(String.init)
    }
  }

  /// The places (`path:line`) where a line of code has one of `words`.
  func places(of words: [String]) -> [String] {
    code.indices.compactMap { index in
      guard let word = words.first(where: { code[index].contains($0) }) else { return nil }
      return "\(path):\(index + 1): \(word)"
    }
  }

  /// Whether the line above `index` is a comment.
  func isExplained(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    return lines[index - 1].drop { $0 == " " }.hasPrefix("//")
  }
}
