import Foundation
import GRDB
public import IncidentCore
public import Ports
public import RunbookModel
import Synchronization

extension SQLiteJournal {
  /// Keeps a step graph under the SHA-256 of its canonical JSON, which is returned.
  public func keep(_ graph: StepGraph, sources: [SourceText]) throws(JournalFault) -> String {
    let (sha256, json) = try KeptGraph.canonical(graph, path: path)
    try write { database in
      try Self.insert(graph: json, sha256: sha256, sources: sources, in: database)
    }
    return sha256
  }

  /// The step graph with that SHA-256.
  ///
  /// Many incidents follow one runbook; they share what was read for the first.
  public func graph(sha256: String) throws(JournalFault) -> StepGraph {
    if let known = graphs.withLock({ $0[sha256] }) { return known }
    let graph = try readGraph(sha256: sha256)
    graphs.withLock { graphs in
      if graphs.count >= Self.graphLimit { graphs = [:] }
      graphs[sha256] = graph
    }
    return graph
  }

  /// How many step graphs are kept in memory.
  private static let graphLimit = 32

  private func readGraph(sha256: String) throws(JournalFault) -> StepGraph {
    try read { database in
      guard
        let json = try Data.fetchOne(
          database,
          sql: "SELECT json FROM graphs WHERE sha256 = ?",
          arguments: [sha256]
        )
      else { throw JournalFault.unknownGraph(sha256: sha256) }
      return try KeptGraph.decode(json, sha256: sha256)
    }
  }

  /// The texts that a step graph was read from, in the order of their paths.
  public func sources(ofGraph sha256: String) throws(JournalFault) -> [SourceText] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT graph_sources.path, sources.sha256, sources.text
          FROM graph_sources JOIN sources ON sources.sha256 = graph_sources.source
          WHERE graph_sources.graph = ? ORDER BY graph_sources.path, sources.sha256
          """,
        arguments: [sha256]
      ).map {
        SourceText(path: $0[0], sha256: $0[1], text: String(decoding: $0[2] as Data, as: UTF8.self))
      }
    }
  }

  /// Keeps a piece of a command's output.
  public func appendOutput(
    _ chunk: OutputChunk,
    to incident: IncidentID
  ) throws(JournalFault) {
    try write { database in try Self.insert(chunk, of: incident, in: database) }
  }

  /// What was kept of an attempt's output, in the order it was written; erased pieces are left out.
  public func output(
    of incident: IncidentID,
    attempt: Int
  ) throws(JournalFault) -> [OutputChunk] {
    try read { database in
      let statement = try database.cachedStatement(
        sql: """
          SELECT stream, bytes FROM outputs
          WHERE incident = ? AND attempt = ? AND bytes IS NOT NULL ORDER BY number
          """
      )
      return try Row.fetchAll(statement, arguments: [incident.text, attempt]).map { row in
        guard let stream = OutputChunk.Stream(rawValue: row[0]) else {
          throw JournalFault.corrupt(
            detail: "\(self.path): no output is called \(row[0] as String)"
          )
        }
        return OutputChunk(attempt: attempt, stream: stream, bytes: [UInt8](row[1] as Data))
      }
    }
  }

  static func insert(
    graph json: String,
    sha256: String,
    sources: [SourceText],
    in database: Database
  ) throws {
    try database.cachedStatement(sql: "INSERT INTO graphs (sha256, json) VALUES (?, ?)")
      .execute(arguments: [sha256, json])
    for source in sources {
      try database.cachedStatement(sql: "INSERT INTO sources (sha256, text) VALUES (?, ?)")
        .execute(arguments: [source.sha256, Data(source.text.utf8)])
      try database.cachedStatement(
        sql: "INSERT OR IGNORE INTO graph_sources (graph, path, source) VALUES (?, ?, ?)"
      ).execute(arguments: [sha256, source.path, source.sha256])
    }
  }

  static func insert(
    _ chunk: OutputChunk,
    of incident: IncidentID,
    in database: Database
  ) throws {
    try database.cachedStatement(
      sql: """
        INSERT INTO outputs (incident, attempt, number, stream, bytes)
        SELECT ?1, ?2, 1 + coalesce(max(number), 0), ?3, ?4
        FROM outputs WHERE incident = ?1 AND attempt = ?2
        """
    ).execute(arguments: [
      incident.text, chunk.attempt, chunk.stream.rawValue, Data(chunk.bytes),
    ])
  }
}

/// A step graph as the journal keeps it.
enum KeptGraph {
  /// The canonical JSON of `graph` and its SHA-256.
  static func canonical(
    _ graph: StepGraph,
    path: String
  ) throws(JournalFault) -> (sha256: String, json: String) {
    do {
      let json = try CanonicalJSON.text(of: graph)
      return (Hex.sha256(json.utf8), json)
    } catch {
      throw JournalFault(error, path: path)
    }
  }

  /// The step graph, if the JSON is what it was when it was kept.
  static func decode(_ json: Data, sha256: String) throws(JournalFault) -> StepGraph {
    guard Hex.sha256(json) == sha256 else {
      throw .corrupt(detail: "step graph \(sha256) was changed")
    }
    do {
      return try JSONDecoder().decode(StepGraph.self, from: json)
    } catch {
      throw .storage(
        detail: """
          step graph \(sha256) says something that this version does not know; a newer Tocsin \
          wrote it: read it with that version (\(error))
          """
      )
    }
  }
}
