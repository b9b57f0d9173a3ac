import Foundation
import Testing

/// A line of the journal as a stranger reads it: with `sqlite3` and a reader of JSON.
struct WrittenEvent {
  let incident: String
  let kind: String
  let isByPerson: Bool
  let fact: [String: Any]
  /// The texts that are sealed, by name.
  let sealed: [String: String]

  /// All events of the journal at `path`, in order.
  static func read(_ path: String) throws -> [WrittenEvent] {
    guard FileManager.default.fileExists(atPath: path) else { return [] }
    // The values are put in hexadecimal, because a text may hold whatever separates.
    let query = """
      SELECT hex(record), coalesce((SELECT group_concat(name || '=' || hex(value), ' ') FROM sealed
        WHERE sealed.incident = events.incident AND sealed.sequence = events.sequence), '')
      FROM events ORDER BY incident, events.sequence;
      """
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sqlite3", "-cmd", ".timeout 5000", path, query]
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let printed = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return try String(decoding: printed, as: UTF8.self).split(separator: "\n").map {
      try WrittenEvent(line: String($0))
    }
  }

  private init(line: String) throws {
    let parts = line.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
    let record = try #require(
      try JSONSerialization.jsonObject(with: Self.bytes(parts[0])) as? [String: Any]
    )
    let fact = try #require(record["fact"] as? [String: Any])
    kind = try #require(fact.keys.first)
    self.fact = fact[kind] as? [String: Any] ?? [:]
    incident = try #require(record["incident"] as? String)
    let actor = record["actor"] as? [String: Any]
    isByPerson = actor?["name"] as? String != "engine"
    var sealed: [String: String] = [:]
    for pair in parts[1].split(separator: " ") {
      let sides = pair.split(separator: "=", omittingEmptySubsequences: false)
      sealed[String(sides[0])] = String(decoding: Self.bytes(sides[1]), as: UTF8.self)
    }
    self.sealed = sealed
  }

  private static func bytes(_ digits: Substring) -> Data {
    let digits = Array(digits.utf8)
    return Data(
      stride(from: 0, to: digits.count - 1, by: 2).compactMap {
        UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
      }
    )
  }
}
