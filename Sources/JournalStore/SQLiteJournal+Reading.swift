import Foundation
import GRDB
public import IncidentCore
public import Ports
import Synchronization

extension SQLiteJournal {
  private static let decoder = JSONDecoder()

  /// The events of `incident` behind event number `sequence`, in order, at most `limit`.
  public func events(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int
  ) throws(JournalFault) -> [Event] {
    try read { database in
      let records = try records(of: incident, after: sequence, limit: limit, in: database)
      if records.isEmpty, try Self.last(of: incident, in: database) == nil {
        throw JournalFault.unknownIncident(incident)
      }
      let values = try Self.values(
        of: incident,
        from: sequence + 1,
        to: records.last?.sequence ?? 0,
        in: database
      )
      return records.map { $0.event(values: values[$0.sequence] ?? [:]) }
    }
  }

  /// All incidents, the latest first.
  public func incidents() throws(JournalFault) -> [IncidentSummary] {
    try incidents(limit: nil)
  }

  /// The latest incidents, at most `limit`; only those whose run goes on when `isRunning` is said.
  public func incidents(
    isRunning: Bool = false,
    limit: Int?
  ) throws(JournalFault) -> [IncidentSummary] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT incident, outcome, resolved FROM incidents
          \(isRunning ? "WHERE outcome IS NULL" : "")
          ORDER BY opened DESC, incident DESC LIMIT ?
          """,
        arguments: [limit ?? -1]
      )
      return try rows.map { row in try summary(of: row, in: database) }
    }
  }

  private func summary(of row: Row, in database: Database) throws -> IncidentSummary {
    let incident = IncidentID(row[0])
    guard let head = try Self.last(of: incident, in: database),
      let opening = try event(1, of: incident, in: database),
      let last = try event(head.sequence, of: incident, in: database)
    else { throw JournalFault.corrupt(detail: "incident \(incident) has lost its events") }
    return IncidentSummary(
      id: incident,
      opening: opening,
      last: last,
      outcome: (row[1] as String?).flatMap { RunOutcome(rawValue: $0) },
      isResolved: row[2]
    )
  }

  private func event(
    _ sequence: Int,
    of incident: IncidentID,
    in database: Database
  ) throws -> Event? {
    let records = try records(of: incident, after: sequence - 1, limit: 1, in: database)
    guard let record = records.first, record.sequence == sequence else { return nil }
    guard !record.sealed.isEmpty else { return record.event(values: [:]) }
    let values = try Self.values(of: incident, from: sequence, to: sequence, in: database)
    return record.event(values: values[sequence] ?? [:])
  }

  private func records(
    of incident: IncidentID,
    after sequence: Int,
    limit: Int,
    in database: Database
  ) throws -> [Record] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT sequence, kind, record, hash FROM events
        WHERE incident = ? AND sequence > ? ORDER BY sequence LIMIT ?
        """
    )
    var records: [Record] = []
    let cursor = try Row.fetchCursor(statement, arguments: [incident.text, sequence, limit])
    while let row = try cursor.next() {
      let (text, hash): (Data, String) = (row[2], row[3])
      if let known = known.withLock({ $0.record(text, hash: hash) }) {
        records.append(known)
        continue
      }
      do {
        let record = try Self.decoder.decode(Record.self, from: text)
        known.withLock { $0.keep(record, text, hash: hash) }
        records.append(record)
      } catch {
        throw Self.unreadable(row, of: incident, because: error)
      }
    }
    return records
  }

  /// A record that does not read is damaged or, when its hash is right, a newer version's.
  private static func unreadable(
    _ row: Row,
    of incident: IncidentID,
    because error: any Error
  ) -> JournalFault {
    let (sequence, kind, record, hash): (Int, String, Data, String) = (
      row[0], row[1], row[2], row[3]
    )
    guard Hex.sha256(line: record) == hash else {
      return .corrupt(detail: "event \(sequence) of \(incident) was changed: \(error)")
    }
    return .storage(
      detail: """
        event \(sequence) of \(incident) (\(kind)) says something that this version does not know; \
        a newer Tocsin wrote it: read it with that version
        """
    )
  }

  private static func values(
    of incident: IncidentID,
    from first: Int,
    to last: Int,
    in database: Database
  ) throws -> [Int: [String: String]] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT sequence, name, value FROM sealed
        WHERE incident = ? AND sequence BETWEEN ? AND ? AND value IS NOT NULL
        """
    )
    var values: [Int: [String: String]] = [:]
    let cursor = try Row.fetchCursor(statement, arguments: [incident.text, first, last])
    while let row = try cursor.next() {
      let value: Data = row[2]
      values[row[0], default: [:]][row[1]] = String(decoding: value, as: UTF8.self)
    }
    return values
  }
}
