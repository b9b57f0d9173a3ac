import Foundation
import GRDB
import IncidentCore
public import Ports
import Timekeeping

/// What finds an incident again when a receipt or a reply comes in.
extension SQLiteJournal {
  /// How many messages a provider's id may stand for; one, but for providers that begin anew.
  private static let mostMessages = 16

  /// The messages that a provider took under that id, at most a few.
  public func messages(providerID: String) throws(JournalFault) -> [MessageReference] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT incident, message FROM provider_ids WHERE provider = ?
          ORDER BY incident DESC, message LIMIT ?
          """
      )
      return try Row.fetchAll(statement, arguments: [providerID, Self.mostMessages]).map {
        MessageReference(incident: IncidentID($0[0]), message: MessageKey($0[1]))
      }
    }
  }

  /// The latest codes that a person got to answer with, at most `limit`, the newest first.
  public func answerCodes(
    of person: String,
    limit: Int
  ) throws(JournalFault) -> [AnswerCode] {
    try read { database in
      // The code itself may have to be erased one day, so it stands in one place only.
      let statement = try database.cachedStatement(
        sql: """
          SELECT codes.incident, sealed.value,
            incidents.resolved = 0 AND coalesce(incidents.outcome, '') <> 'completed'
          FROM answer_codes AS codes
          JOIN incidents ON incidents.incident = codes.incident
          LEFT JOIN sealed ON sealed.incident = codes.incident
            AND sealed.sequence = codes.sequence AND sealed.name = 'code'
          WHERE codes.person = ? ORDER BY codes.given DESC, codes.incident LIMIT ?
          """
      )
      return try Row.fetchAll(statement, arguments: [person, limit]).map { row in
        AnswerCode(
          incident: IncidentID(row[0]),
          code: (row[1] as Data?).map { String(decoding: $0, as: UTF8.self) } ?? "",
          isOpen: row[2]
        )
      }
    }
  }

  /// Keeps what answers are looked up by.
  func index(_ event: Event, in database: Database) throws {
    switch event.fact {
    case .messageSent(let key, attempt: _, let providerID?):
      try database.carryOut(
        "INSERT OR IGNORE INTO provider_ids (provider, incident, message) VALUES (?, ?, ?)",
        [.text(providerID), .text(event.incident.text), .text(key.text)]
      )
    case .answerCodeGiven(let person):
      try database.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO answer_codes (person, given, incident, sequence)
          VALUES (?, ?, ?, ?)
          """
      ).execute(arguments: [
        person, event.recordedAt.milliseconds, event.incident.text, event.sequence,
      ])
    default: return
    }
  }
}
