import GRDB
public import IncidentCore
public import Ports

extension SQLiteJournal {
  /// The last event's place and hash, to be kept outside of the journal.
  public func head(of incident: IncidentID) throws(JournalFault) -> Anchor {
    try read { database in
      guard let head = try Self.last(of: incident, in: database) else {
        throw JournalFault.unknownIncident(incident)
      }
      return head
    }
  }

  /// Computes every hash and digest anew and compares them, with the anchors too.
  ///
  /// - Returns: one result for `incident`, or one for each incident, in the order of their ids, and
  ///   for each that only an anchor knows.
  public func verify(
    _ incident: IncidentID?,
    anchors: [Anchor] = []
  ) throws(JournalFault) -> [VerificationResult] {
    try read { database in
      let anchored = Dictionary(grouping: anchors, by: \.incident)
      var incidents: [IncidentID]
      if let incident {
        incidents = [incident]
        if anchored[incident] == nil, try Self.last(of: incident, in: database) == nil {
          throw JournalFault.unknownIncident(incident)
        }
      } else {
        incidents = try Self.incidents(in: database)
        incidents = Set(incidents).union(anchored.keys).sorted()
      }
      return try incidents.map {
        var verifier = Verifier(incident: $0, anchors: anchored[$0] ?? [], database: database)
        try verifier.run()
        return verifier.result
      }
    }
  }

  /// The incidents that have events, whatever the table of incidents says.
  private static func incidents(in database: Database) throws -> [IncidentID] {
    let statement = try database.cachedStatement(
      sql: "SELECT incident FROM events WHERE incident > ? ORDER BY incident LIMIT 1"
    )
    var incidents: [IncidentID] = []
    var last = ""
    while let next = try String.fetchOne(statement, arguments: [last]) {
      incidents.append(IncidentID(next))
      last = next
    }
    return incidents
  }
}
