import Findings
import RunbookModel
import RunbookReader
import Timekeeping

/// Reads and checks many files at once.
struct FolderCheck {
  /// A file that was read.
  private struct ReadFile: Sendable {
    var path: String
    var bytes: [UInt8]
    var reading: Reading?
    var failure: DiskFile.Failure?
  }

  /// What there is to say, a value for each file with findings, in the order of the paths.
  private(set) var files: [FileFindings] = []
  /// The files that cannot be read.
  private(set) var failures: [(path: String, reason: DiskFile.Failure)] = []

  /// Checks the files at `paths` as of `now`, `width` of them at a time.
  init(_ paths: [String], now: Instant, width: Int) async {
    let files = await Self.inParallel(paths, width: width) { path in Self.read(path) }
    failures = files.compactMap { file in file.failure.map { (file.path, $0) } }
    var anchors: [String: Int] = [:]
    for (index, file) in files.enumerated() where file.reading != nil {
      anchors[FilePath.normal(file.path)] = index
    }
    let known = anchors
    self.files = await Self.inParallel(files, width: width) { file in
      Self.check(file, now: now) { path in
        if let index = known[path] { return files[index].reading }
        return Self.read(path).reading
      }
    }
    .filter { !$0.findings.isEmpty }
  }

  private static func read(_ path: String) -> ReadFile {
    do throws(DiskFile.Failure) {
      let bytes = try DiskFile.bytes(at: path, limit: RunbookReader.sizeLimit)
      let reading = RunbookReader.read(bytes, path: path)
      return ReadFile(path: path, bytes: bytes, reading: reading, failure: nil)
    } catch {
      return ReadFile(path: path, bytes: [], reading: nil, failure: error)
    }
  }

  private static func check(
    _ file: ReadFile,
    now: Instant,
    other: @escaping @Sendable (String) -> Reading?
  ) -> FileFindings {
    let source = SourceText(bytes: file.bytes)
    guard let reading = file.reading else {
      return FileFindings(path: file.path, findings: [], source: source)
    }
    var findings = reading.findings
    if let runbook = reading.runbook {
      let path = file.path
      let surroundings = RunbookChecks.Surroundings(
        now: now,
        exists: { DiskFile.exists(FilePath.resolve($0, besides: path)) },
        anchors: { link in
          other(FilePath.resolve(link, besides: path)).map { reading in
            Set(reading.outline.headings.map(\.slug))
          }
        }
      )
      findings += RunbookChecks(surroundings)
        .findings(about: runbook, outline: reading.outline, source: source)
    }
    return FileFindings(path: file.path, findings: findings, source: source)
  }

  /// The results of `work` for each element, in their order.
  private static func inParallel<Element: Sendable, Result: Sendable>(
    _ elements: [Element],
    width: Int,
    _ work: @escaping @Sendable (Element) -> Result
  ) async -> [Result] {
    // Small chunks keep all of the processors busy when files differ in size.
    let chunk = max(1, min(64, elements.count / max(1, width * 4)))
    let starts = Array(stride(from: 0, to: elements.count, by: chunk))
    guard starts.count > 1, width > 1 else { return elements.map(work) }
    return await withTaskGroup(of: (Int, [Result]).self) { group in
      var results: [Int: [Result]] = [:]
      var open = starts[...]
      for _ in 0..<min(width, starts.count) {
        addNext(&open, of: elements, chunk, to: &group, work)
      }
      while let (start, part) = await group.next() {
        results[start] = part
        addNext(&open, of: elements, chunk, to: &group, work)
      }
      return starts.flatMap { results[$0] ?? [] }
    }
  }

  private static func addNext<Element: Sendable, Result: Sendable>(
    _ open: inout ArraySlice<Int>,
    of elements: [Element],
    _ chunk: Int,
    to group: inout TaskGroup<(Int, [Result])>,
    _ work: @escaping @Sendable (Element) -> Result
  ) {
    guard let start = open.popFirst() else { return }
    let part = elements[start..<min(start + chunk, elements.count)]
    group.addTask { (start, part.map(work)) }
  }
}
