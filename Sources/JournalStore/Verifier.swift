import Crypto
import Foundation
import GRDB
import IncidentCore

/// Checks the events of one incident from the first on, until something is wrong.
struct Verifier {
  let database: Database
  let anchors: [Int: [Anchor]]
  private let decoder = JSONDecoder()
  private var previous = Record.noPrevious
  private(set) var result: VerificationResult

  init(incident: IncidentID, anchors: [Anchor], database: Database) {
    self.database = database
    self.anchors = Dictionary(grouping: anchors, by: \.sequence)
    result = VerificationResult(
      incident: incident,
      soundEvents: 0,
      head: nil,
      confirmed: [],
      soundValues: 0,
      erased: 0,
      flaw: nil
    )
  }

  /// Reads every event and, at the first flaw, stops.
  mutating func run() throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT sequence, kind, record, hash, count FROM events WHERE incident = ? ORDER BY sequence
        """
    )
    let cursor = try Row.fetchCursor(statement, arguments: [result.incident.text])
    while let row = try cursor.next() {
      if let flaw = try flaw(ofEvent: row) {
        result.flaw = flaw
        // Only what an outside anchor vouches for is left when hashes were computed anew.
        if case .rewritten = flaw { result.soundEvents = result.confirmed.last?.sequence ?? 0 }
        return
      }
    }
    let missing = anchors.keys.filter { $0 > result.soundEvents }.min()
    if let anchor = missing.flatMap({ anchors[$0]?.first }) { result.flaw = .cutOff(anchor) }
  }

  private mutating func flaw(ofEvent row: Row) throws -> Flaw? {
    let (sequence, kind, record, hash): (Int, String, Data, String) = (
      row[0], row[1], row[2], row[3]
    )
    let first = result.soundEvents + 1
    guard sequence - (row[4] as Int) + 1 == first else { return .removed(sequence: first) }
    guard Hex.sha256(line: record) == hash,
      let frame = try? decoder.decode(RecordFrame.self, from: record)
    else { return .changed(sequence: sequence) }
    guard frame.incident == result.incident, frame.sequence == sequence else {
      return .moved(sequence: sequence, from: "\(frame.incident) \(frame.sequence)")
    }
    guard frame.previous == previous else { return .unlinked(sequence: sequence) }
    guard frame.facts.count == row[4] as Int else { return .changed(sequence: sequence) }
    // Where an anchor's event was the last of a row, none ends now.
    for number in first..<sequence {
      if let broken = anchors[number]?.first { return .rewritten(broken) }
    }
    let vouching = anchors[sequence] ?? []
    if let broken = vouching.first(where: { $0.hash != hash }) { return .rewritten(broken) }
    guard frame.facts.allSatisfy({ $0.kind == kind }) else {
      return .kindChanged(sequence: sequence)
    }
    if let flaw = try flaw(ofValuesIn: frame) { return flaw }
    for (place, fact) in frame.facts.enumerated() {
      if let flaw = try flaw(ofWhat: fact, sequence: first + place) { return flaw }
    }
    previous = hash
    result.soundEvents = sequence
    result.head = Anchor(incident: result.incident, sequence: sequence, hash: hash)
    result.confirmed += vouching.prefix(1)
    return nil
  }

  private mutating func flaw(ofValuesIn frame: RecordFrame) throws -> Flaw? {
    let statement = try database.cachedStatement(
      sql: "SELECT name, salt, value FROM sealed WHERE incident = ? AND sequence = ? ORDER BY name"
    )
    let rows = try Row.fetchAll(statement, arguments: [frame.incident.text, frame.sequence])
    for row in rows {
      let (name, salt, value): (String, String?, Data?) = (row[0], row[1], row[2])
      guard let digest = frame.sealed[name] else {
        return .valueAdded(sequence: frame.sequence, name: name)
      }
      guard let value else {
        result.erased += 1
        continue
      }
      guard let salt, SealedValue.digest(salt: salt, value: value) == digest else {
        return .valueChanged(sequence: frame.sequence, name: name)
      }
      result.soundValues += 1
    }
    let present = Set(rows.map { $0[0] as String })
    return frame.sealed.keys.filter { !present.contains($0) }.min().map {
      .valueRemoved(sequence: frame.sequence, name: $0)
    }
  }

  /// Follows what a fact points to: the step graph of an opening, the output of a command.
  private mutating func flaw(ofWhat frame: FactFrame, sequence: Int) throws -> Flaw? {
    switch frame.fact {
    case .incidentOpened(let opening):
      return try isSound(graph: opening.graphSHA256)
        ? nil : .graphChanged(sha256: opening.graphSHA256)
    case .commandFinished(_, let attempt, let end):
      guard let digest = end.stdoutSHA256 else { return nil }
      return try isSound(outputOf: attempt, digest: digest)
        ? nil : .outputChanged(sequence: sequence, attempt: attempt)
    default:
      return nil
    }
  }

  private func isSound(graph sha256: String) throws -> Bool {
    let statement = try database.cachedStatement(sql: "SELECT json FROM graphs WHERE sha256 = ?")
    guard let json = try Data.fetchOne(statement, arguments: [sha256]),
      Hex.sha256(json) == sha256
    else { return false }
    let sources = try database.cachedStatement(
      sql: """
        SELECT sources.sha256, sources.text FROM graph_sources
        LEFT JOIN sources ON sources.sha256 = graph_sources.source WHERE graph_sources.graph = ?
        """
    )
    return try Row.fetchAll(sources, arguments: [sha256]).allSatisfy {
      let (name, text): (String?, Data?) = ($0[0], $0[1])
      return text.map { Hex.sha256($0) } == name
    }
  }

  private mutating func isSound(outputOf attempt: Int, digest: String) throws -> Bool {
    let statement = try database.cachedStatement(
      sql: """
        SELECT bytes FROM outputs
        WHERE incident = ? AND attempt = ? AND stream = 'stdout' ORDER BY number
        """
    )
    var hash = SHA256()
    let cursor = try Row.fetchCursor(statement, arguments: [result.incident.text, attempt])
    while let row = try cursor.next() {
      guard let bytes: Data = row[0] else {
        result.erased += 1
        return true
      }
      hash.update(data: bytes)
    }
    return Hex.text(hash.finalize()) == digest
  }
}
