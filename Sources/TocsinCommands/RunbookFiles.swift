import Crypto
import Findings
import Phrases
import Ports
import RunbookModel
import RunbookReader

/// A runbook with the runbooks that it calls, read from the disk.
struct RunbookFiles {
  /// Why nothing could be read.
  struct Failure: Error {
    /// The file.
    var path: String
    /// What the system said; `nil` when the file is too large.
    var reason: DiskFile.Failure?

    /// What to tell the user.
    func text(_ language: Language) -> String {
      guard let reason else {
        let limit = "\(RunbookReader.sizeLimit / 1_048_576)"
        return CheckPhrases.tooLarge.text(language, ["path": path, "limit": limit])
      }
      let arguments = ["path": path, "reason": reason.reason(language)]
      return CheckPhrases.unreadable.text(language, arguments)
    }
  }

  /// The runbook at the path alone; `nil` when the file cannot be read as one.
  let runbook: Runbook?
  /// The graph; `nil` when an error leaves nothing to run.
  let graph: StepGraph?
  /// What the reader and the linker found, by file.
  let findings: [FileFindings]
  /// How many files were read.
  let fileCount: Int

  /// The findings that are errors.
  var errors: [FileFindings] {
    findings.compactMap { file in
      let errors = file.findings.filter { $0.level == .error }
      return errors.isEmpty
        ? nil : FileFindings(path: file.path, findings: errors, source: file.source)
    }
  }

  /// The texts of the files, the runbook first.
  let sources: [Ports.SourceText]

  /// Reads the runbook at `path` and follows its calls.
  init(at path: String) throws(Failure) {
    var texts: [String: [UInt8]] = [:]
    let root = try Self.load(path, &texts)
    let linking = RunbookLinker.link(root) { try? Self.load($0, &texts) }
    runbook = root.reading.runbook
    graph = linking.graph
    fileCount = linking.sources.count
    findings = linking.sources.map { source in
      let path = source.reading.path
      let located = linking.findings.filter { $0.path == FilePath.normal(path) }.map(\.finding)
      return FileFindings(
        path: path,
        findings: source.reading.findings + located,
        source: Findings.SourceText(bytes: texts[path] ?? [])
      )
    }
    sources = linking.sources.map { source in
      Ports.SourceText(
        path: source.reading.path,
        sha256: source.sha256,
        text: String(decoding: texts[source.reading.path] ?? [], as: UTF8.self)
      )
    }
  }

  private static func load(
    _ path: String,
    _ texts: inout [String: [UInt8]]
  ) throws(Failure) -> RunbookLinker.Source {
    let file = try read(path)
    texts[path] = file.bytes
    return RunbookLinker.Source(
      reading: RunbookReader.read(file.bytes, path: path),
      sha256: file.sha256
    )
  }

  private static func read(_ path: String) throws(Failure) -> (bytes: [UInt8], sha256: String) {
    let bytes: [UInt8]
    do throws(DiskFile.Failure) {
      bytes = try DiskFile.bytes(at: path, limit: RunbookReader.sizeLimit)
    } catch {
      throw Failure(path: path, reason: error)
    }
    guard bytes.count <= RunbookReader.sizeLimit else { throw Failure(path: path, reason: nil) }
    return (bytes, SHA256.hash(data: bytes).hexadecimal)
  }
}

extension SHA256.Digest {
  /// The digest in lower-case hexadecimal digits.
  fileprivate var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in self { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }
}
