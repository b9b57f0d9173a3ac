import Foundation
import GRDB
import IncidentCore
import Ports
import Timekeeping

extension SQLiteJournal {
  /// The last event's place and hash; `nil` when there is no such incident.
  static func last(of incident: IncidentID, in database: Database) throws -> Anchor? {
    let last = try database.numberAndText(
      "SELECT sequence, hash FROM events WHERE incident = ? ORDER BY sequence DESC LIMIT 1",
      [.text(incident.text)]
    )
    return last.map { Anchor(incident: incident, sequence: $0.number, hash: $0.text) }
  }

  /// Writes `drafts` behind `head`, all with one time of writing.
  func insert(
    _ drafts: [DraftEvent],
    behind head: Anchor?,
    of incident: IncidentID,
    in database: Database
  ) throws -> [Event] {
    guard !drafts.isEmpty else { return [] }
    let recordedAt = now()
    var previous = head?.hash ?? Record.noPrevious
    var events: [Event] = []
    for draft in drafts {
      let sequence = (head?.sequence ?? 0) + events.count + 1
      let event = draft.event(in: incident, sequence: sequence, recordedAt: recordedAt)
      previous = try insert(event, previous: previous, in: database)
      events.append(event)
    }
    return events
  }

  private func insert(
    _ event: Event,
    previous: String,
    in database: Database
  ) throws -> String {
    let values = event.sealed.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { SealedValue(name: $0.key, salt: Hex.text(salt()), value: $0.value) }
    let bytes = try RecordText(
      event,
      sealed: values.map { ($0.name, $0.digest) },
      previous: previous
    ).bytes
    let hash = Hex.sha256(line: bytes)
    try database.carryOut(
      "INSERT INTO events (incident, sequence, kind, record, hash) VALUES (?, ?, ?, ?, ?)",
      [
        .text(event.incident.text), .integer(event.sequence), .text(event.fact.kind), .utf8(bytes),
        .text(hash),
      ]
    )
    for value in values {
      try database.carryOut(
        "INSERT INTO sealed (incident, sequence, name, salt, value) VALUES (?, ?, ?, ?, ?)",
        [
          .text(event.incident.text), .integer(event.sequence), .text(value.name),
          .text(value.salt), .blob(Array(value.value.utf8)),
        ]
      )
    }
    try summarise(event, in: database)
    try index(event, in: database)
    return hash
  }

  /// Keeps the small table that a list of all incidents is read from.
  private func summarise(_ event: Event, in database: Database) throws {
    if event.sequence == 1 {
      try database.cachedStatement(
        sql: "INSERT INTO incidents (incident, opened) VALUES (?, ?)"
      ).execute(arguments: [event.incident.text, event.recordedAt.milliseconds])
    }
    if case .runFinished(let outcome, reason: _) = event.fact {
      try database.cachedStatement(sql: "UPDATE incidents SET outcome = ? WHERE incident = ?")
        .execute(arguments: [outcome.rawValue, event.incident.text])
    }
    if case .milestoneReached(.resolved) = event.fact {
      try database.cachedStatement(sql: "UPDATE incidents SET resolved = 1 WHERE incident = ?")
        .execute(arguments: [event.incident.text])
    }
  }
}
