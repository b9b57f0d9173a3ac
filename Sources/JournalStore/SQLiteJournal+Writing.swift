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
    var sequence = head?.sequence ?? 0
    let events = drafts.map { draft in
      sequence += 1
      return draft.event(in: incident, sequence: sequence, recordedAt: recordedAt)
    }
    var previous = head?.hash ?? Record.noPrevious
    for row in EventRow.rows(of: events) {
      previous = try insert(row, of: incident, previous: previous, in: database)
    }
    for event in events {
      try summarise(event, in: database)
      try index(event, in: database)
    }
    return events
  }

  /// Writes a row.
  ///
  /// - Returns: its hash.
  private func insert(
    _ row: EventRow,
    of incident: IncidentID,
    previous: String,
    in database: Database
  ) throws -> String {
    guard let event = row.events.last else { return previous }
    let values = row.values(salt: salt)
    let bytes = try RecordText(row, sealed: values, previous: previous).bytes
    let hash = Hex.sha256(line: bytes)
    try database.carryOut(
      """
      INSERT INTO events (incident, sequence, kind, record, hash, count) VALUES (?, ?, ?, ?, ?, ?)
      """,
      [
        .text(incident.text), .integer(event.sequence), .text(event.fact.kind), .utf8(bytes),
        .text(hash), .integer(row.events.count),
      ]
    )
    for value in values {
      try database.carryOut(
        "INSERT INTO sealed (incident, sequence, name, salt, value) VALUES (?, ?, ?, ?, ?)",
        [
          .text(incident.text), .integer(event.sequence), .text(value.name), .text(value.salt),
          .blob(Array(value.value.utf8)),
        ]
      )
    }
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
