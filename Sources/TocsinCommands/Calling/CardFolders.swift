import Findings
import NotifierCards

#if canImport(Glibc)
import Glibc
#endif

/// Where the cards of notifiers are looked for, the first that has one wins.
struct CardFolders {
  let paths: [String]

  /// The longest card that is read, in bytes.
  static let sizeLimit = 1 << 20

  /// The folders for a configuration at that path: beside it, in the journal's home, and where the
  /// program was installed or built.
  init(configuration: String, home: String) {
    var paths = [
      FilePath.resolve("notifiers", besides: configuration), FilePath.join(home, "notifiers"),
    ]
    if let named = Environment.value(of: "TOCSIN_NOTIFIERS"), !named.isEmpty {
      paths.insert(named, at: 0)
    }
    if let program = Self.program {
      let folder = FilePath.folder(of: program)
      paths.append(FilePath.normal(FilePath.join(folder, "../share/tocsin/notifiers")))
      // A program that was built and not installed stands in .build/TRIPLE/KIND.
      paths.append(FilePath.normal(FilePath.join(folder, "../../../notifiers")))
    }
    self.paths = paths
  }

  /// The card of that name, with the place where it was found; `nil` when there is none.
  func card(named name: String) -> (path: String, source: SourceText, reading: CardReading)? {
    for folder in paths {
      let path = FilePath.join(folder, "\(name).yaml")
      guard let bytes = try? DiskFile.bytes(at: path, limit: Self.sizeLimit) else { continue }
      return (path, SourceText(bytes: bytes), NotifierCard.read(bytes, fileName: name))
    }
    return nil
  }

  /// Those of the folders that there are.
  var existing: [String] { paths.filter { DiskFile.exists($0) } }

  /// The path of the running program.
  private static var program: String? {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard count > 0 else { return nil }
    return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
