import BareBaselines
import Foundation

/// The rows of the table, with the folder that they work in.
struct Bench {
  /// The rows to measure; all when empty.
  let wanted: Set<String>
  /// A folder of our own beside the program: on a disk, not in memory.
  let folder: URL
  /// Where the programs lie that are measured from outside.
  let programs: URL
  let armed = Armed()

  init(arguments: [String], folder name: String) throws {
    wanted = Set(arguments)
    programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    folder = programs.appending(path: name)
    if FileManager.default.fileExists(atPath: folder.path) {
      try FileManager.default.removeItem(at: folder)
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  /// Measures the wanted rows and prints them as they come.
  func run() async throws {
    var missed = 0
    print(Line.head)
    for (names, make) in rows where names.contains(where: isWanted) {
      for comparison in try make() {
        let line = try await comparison.measured()
        print(line.text)
        if !line.isWithin { missed += 1 }
      }
    }
    for line in try await otherLines() {
      print(line)
      if line.hasSuffix("MISSED") { missed += 1 }
    }
    try FileManager.default.removeItem(at: folder)
    if armed.isFilled {
      try FileManager.default.removeItem(at: programs.appending(path: "bench-timers"))
    }
    print(missed == 0 ? "all within their limits" : "\(missed) missed")
    if missed > 0 { exit(1) }
  }

  /// The rows by their names; what a row needs is made only when it is measured.
  private var rows: [(names: [String], make: () throws -> [Comparison])] {
    [
      (["read"], readRows),
      (["long-file"], longRunbookRows),
      (["check"], checkRows),
      (["append"], appendRows),
      (["long-journal"], longJournalRows),
      (["run"], runRows),
      (["start"], startRows),
      (["send"], sendingRows),
      (["call"], callingRows),
      (["takeover"], takeoverRows),
    ]
  }

  /// The lines that are no comparisons.
  private func otherLines() async throws -> [String] {
    var lines: [String] = []
    if isWanted("memory") { lines.append(try measureMemory()) }
    if isWanted("timers") { lines.append(try measureTimers()) }
    if isWanted("deadline") { lines += try await measureDeadlines() }
    if isWanted("prove") { lines += try measureProof() }
    if isWanted("rehearse") { lines.append(try measureRehearsal()) }
    return lines
  }

  private func isWanted(_ row: String) -> Bool { wanted.isEmpty || wanted.contains(row) }
}
