import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// A folder for one test, a clock that ticks a second at every look, and salts that count.
final class Workbench: Sendable {
  static let start = Instant(milliseconds: 1_795_404_645_678)

  let folder: String
  private let ticks = Atomic<Int64>(0)
  private let salts = Atomic<UInt8>(0)

  init() throws {
    folder =
      FileManager.default.temporaryDirectory
      .appending(path: "journal-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Where the journal is.
  var path: String { "\(folder)/state/journal.db" }

  /// A new connection to the journal of this test.
  func journal(patience: TimeSpan = .seconds(5)) throws(JournalFault) -> SQLiteJournal {
    try SQLiteJournal(path: path, clock: clock, salt: salt, patience: patience)
  }

  /// A second later at every look.
  var clock: @Sendable () -> Instant {
    { Self.start + .seconds(self.ticks.wrappingAdd(1, ordering: .relaxed).newValue) }
  }

  /// Sixteen times the same byte, the next one at every look.
  var salt: @Sendable () -> [UInt8] {
    {
      let byte = self.salts.wrappingAdd(1, ordering: .relaxed).newValue
      return Array(repeating: byte, count: 16)
    }
  }

  /// A journal that goes on beside `journal`, with a second folder as refuge.
  func fallback(
    _ journal: Result<SQLiteJournal, JournalFault>,
    folders: [String]? = nil,
    goesOn: Bool = true
  ) -> FallbackJournal {
    FallbackJournal(
      journal,
      refuge: FallbackJournal.Refuge(path: path, folders: folders ?? ["\(folder)/refuge"]),
      clock: clock,
      salt: salt,
      goesOn: { _ in goesOn }
    )
  }

  /// What a program prints, its last newline taken off.
  func output(of program: String, _ arguments: [String]) throws -> String {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardOutput = pipe
    try process.run()
    let bytes = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
  }

  /// Whether these programs are on the machine.
  static func has(_ programs: String...) -> Bool {
    programs.allSatisfy { program in
      ["/usr/bin", "/bin", "/usr/local/bin"].contains {
        FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
      }
    }
  }
}

extension IncidentID {
  static let database: IncidentID = IncidentID("20261123-k7f2")
  static let network: IncidentID = IncidentID("20261124-q3xm")
}

extension DraftEvent {
  /// A note, the most common of all facts with a value that may be erased.
  static func note(_ text: String) -> DraftEvent {
    DraftEvent(
      occurredAt: Workbench.start,
      actor: Actor(name: "王芳", terminal: "pts/3"),
      source: .terminal,
      fact: .noteAdded(step: StepID("check-lag")),
      sealed: ["text": text]
    )
  }

  /// A fact of the engine with nothing to erase.
  static func fact(_ fact: Fact) -> DraftEvent {
    DraftEvent(occurredAt: Workbench.start, actor: .engine, source: .engine, fact: fact)
  }

  /// The opening of an incident that runs the step graph with that SHA-256.
  static func opening(graph sha256: String) -> DraftEvent {
    let opening = Opening(
      title: "PostgreSQL 主库切换",
      runbook: "pg-failover",
      graphSHA256: sha256,
      mode: .interactive,
      isDrill: true,
      severity: .sev1,
      inputs: ["replica"],
      language: .chinese,
      version: "1.0.0"
    )
    var draft = DraftEvent.fact(.incidentOpened(opening))
    draft.sealed = ["input.replica": "db2.example.org"]
    return draft
  }

  /// The successful end of a command whose standard output has that SHA-256.
  static func commandEnd(attempt: Int, stdoutSHA256: String) -> DraftEvent {
    let result = CommandResult(
      end: .exited(0),
      duration: .seconds(1),
      stdoutSHA256: stdoutSHA256,
      outputBytes: 6
    )
    return .fact(.commandFinished(StepID("check-lag"), attempt: attempt, result))
  }
}

extension StepGraph {
  /// A graph without steps, called `title`.
  static func empty(_ title: String) -> StepGraph {
    let runbook = Runbook(mode: .plain, id: "pg-failover", title: title)
    let frame = Frame(
      id: "",
      path: "pg.md",
      sha256: "",
      runbook: runbook,
      bindings: [],
      caller: nil
    )
    return StepGraph(frames: [frame], nodes: [])
  }
}
