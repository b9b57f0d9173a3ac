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
    let known = Dictionary(
      files.enumerated().map { (FilePath.normal($0.element.path), $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let other: @Sendable (String) -> Reading? = { path in
      known[path].map { files[$0].reading } ?? Self.read(path).reading
    }
    var findings = await Self.inParallel(files, width: width) { file in
      Self.check(file, now: now, other: other)
    }
    var outside: [String: [Finding]] = [:]
    for located in Self.followCalls(files, other: other) {
      if let index = known[located.path] {
        findings[index].append(located.finding)
      } else {
        outside[located.path, default: []].append(located.finding)
      }
    }
    for (file, found) in zip(files, findings) where !found.isEmpty {
      let source = SourceText(bytes: file.bytes)
      self.files.append(FileFindings(path: file.path, findings: found, source: source))
    }
    for (path, found) in outside.sorted(by: { $0.key < $1.key }) {
      let source = SourceText(bytes: Self.read(path).bytes)
      self.files.append(FileFindings(path: path, findings: found, source: source))
    }
  }

  /// What is wrong with the calls of the files, each thing once.
  private static func followCalls(
    _ files: [ReadFile],
    other: @Sendable (String) -> Reading?
  ) -> [RunbookLinker.LocatedFinding] {
    var findings: [RunbookLinker.LocatedFinding] = []
    var seen: Set<RunbookLinker.LocatedFinding> = []
    for file in files {
      guard let reading = file.reading, let runbook = reading.runbook, hasCalls(runbook.steps)
      else { continue }
      let root = RunbookLinker.Source(reading: reading, sha256: "")
      let linking = RunbookLinker.link(root) { path in
        other(path).map { RunbookLinker.Source(reading: $0, sha256: "") }
      }
      for finding in linking.findings where seen.insert(finding).inserted {
        findings.append(finding)
      }
    }
    return findings
  }

  private static func hasCalls(_ steps: [Step]) -> Bool {
    steps.contains { $0.call != nil || hasCalls($0.children) }
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
  ) -> [Finding] {
    guard let reading = file.reading, let runbook = reading.runbook
    else { return file.reading?.findings ?? [] }
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
    return reading.findings
      + RunbookChecks(surroundings).findings(
        about: runbook,
        outline: reading.outline,
        source: SourceText(bytes: file.bytes)
      )
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
