import GRDB
import IncidentCore
public import Ports
public import Timekeeping

/// When which incident has to be looked at again: rebuilt from the events whenever one is looked at.
extension SQLiteJournal {
  /// The incidents that are to be looked at by `time`, the one that is due first before the others.
  public func agenda(
    until time: Instant,
    limit: Int
  ) throws(JournalFault) -> [AgendaEntry] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT incident, due FROM agenda WHERE due <= ? ORDER BY due, incident LIMIT ?"
      )
      return try Row.fetchAll(statement, arguments: [time.milliseconds, limit]).map {
        AgendaEntry(incident: IncidentID($0[0]), due: Instant(milliseconds: $0[1]))
      }
    }
  }

  /// When the next incident is to be looked at.
  public func nextAgenda() throws(JournalFault) -> Instant? {
    try read { database in
      let statement = try database.cachedStatement(sql: "SELECT min(due) FROM agenda")
      return try Int64.fetchOne(statement).map { Instant(milliseconds: $0) }
    }
  }

  /// The sum of what was tallied under a name on those days.
  public func tally(_ name: String, days: ClosedRange<Int>) throws(JournalFault) -> Int {
    try read { database in
      let statement = try database.cachedStatement(
        sql: "SELECT coalesce(sum(count), 0) FROM tallies WHERE name = ? AND day BETWEEN ? AND ?"
      )
      let arguments: StatementArguments = [name, days.lowerBound, days.upperBound]
      return try Int.fetchOne(statement, arguments: arguments) ?? 0
    }
  }

  static func count(_ tallies: [Tally], in database: Database) throws {
    for tally in tallies {
      try database.cachedStatement(
        sql: """
          INSERT INTO tallies (name, day, count) VALUES (?, ?, ?)
          ON CONFLICT (name, day) DO UPDATE SET count = iif(?, 0, count) + excluded.count
          """
      ).execute(arguments: [tally.name, tally.day, tally.change, tally.isTotal])
    }
  }

  static func note(
    _ agenda: JournalPiece.Agenda,
    of incident: IncidentID,
    in database: Database
  ) throws {
    switch agenda {
    case .unchanged: return
    case .due(nil):
      try database.carryOut("DELETE FROM agenda WHERE incident = ?", [.text(incident.text)])
    case .due(let time?):
      try database.carryOut(
        """
        INSERT INTO agenda (incident, due) VALUES (?, ?)
        ON CONFLICT (incident) DO UPDATE SET due = excluded.due WHERE due <> excluded.due
        """,
        [.text(incident.text), .integer(Int(time.milliseconds))]
      )
    }
  }
}
