import BareBaselines
import Foundation
import IncidentCore
import JournalStore
import Ports
import RunbookModel
import Timekeeping

extension Bench {
  /// One durable append, against a bare insert of a row of the same size with the same pragmas.
  func appendRows() throws -> [Comparison] {
    let journal = try openJournal("append")
    let incident = IncidentID("20261123-aaaa")
    try journal.append([Self.finished(1)], to: incident, after: 0)
    let record = try journal.query("SELECT record FROM events").first ?? ""
    let bare = try BareDatabase(path: folder.appending(path: "append-bare.sqlite").path)
    let hash = String(repeating: "0", count: 64)
    var sequence = 1
    return [
      Comparison(
        name: "append",
        work: "one durable event",
        bare: "a SQLite insert with the same pragmas",
        limit: 1.3,
        // One at a time, so that whatever else the machine does disturbs few of them.
        rounds: 2001,
        runOurs: {
          try journal.append([Self.finished(sequence)], to: incident, after: sequence)
          sequence += 1
        },
        runBare: { try bare.insert(record: record, hash: hash) }
      )
    ]
  }

  /// Reading one incident from a long journal, against the same from a short one.
  func longJournalRows() throws -> [Comparison] {
    let short = try filledJournal("short", events: 10_000)
    let long = try filledJournal("long", events: 1_000_000)
    return [
      Comparison(
        name: "long-journal",
        work: "the events of one incident among 1,000,000",
        bare: "among 10,000",
        limit: 1.3,
        rounds: 31,
        runOurs: { try Self.readOne(of: long) },
        runBare: { try Self.readOne(of: short) }
      )
    ]
  }

  /// Opens the journal of that name in our folder, or at that path.
  func openJournal(_ name: String) throws -> SQLiteJournal {
    try SQLiteJournal(
      path: name.contains("/") ? name : folder.appending(path: "\(name).sqlite").path,
      clock: { Self.now },
      salt: { Self.salt() }
    )
  }

  /// A journal of incidents with 200 events each.
  private func filledJournal(_ name: String, events: Int) throws -> SQLiteJournal {
    let journal = try openJournal(name)
    for number in 0..<events / 200 {
      let drafts = (0..<200).map { Self.finished($0) }
      try journal.append(drafts, to: Self.incident(number), after: 0)
    }
    return journal
  }

  private static func readOne(of journal: SQLiteJournal) throws {
    let events = try journal.events(of: incident(17), after: 0, limit: 1000)
    precondition(events.count == 200, "the incident has all its events")
  }

  private static func incident(_ number: Int) -> IncidentID {
    IncidentID("20261123-\(String(100_000 + number))")
  }

  private static func finished(_ attempt: Int) -> DraftEvent {
    let result = CommandResult(
      end: .exited(0),
      duration: .seconds(2),
      stdoutSHA256: String(repeating: "e3", count: 32),
      outputBytes: 4096
    )
    return DraftEvent(
      occurredAt: Instant(milliseconds: 1_790_000_000_000 + Int64(attempt)),
      actor: Actor(name: "li", terminal: "pts/3"),
      source: .engine,
      fact: .commandFinished(StepID("restart-the-portal"), attempt: attempt, result)
    )
  }
}
