import IncidentCore

/// What a check needs of a record, readable even when its fact is a newer version's.
struct RecordFrame: Decodable {
  private enum CodingKeys: CodingKey {
    case incident
    case sequence
    case sealed
    case previous
    case fact
    case facts
  }

  var incident: IncidentID
  /// The number of the last event.
  var sequence: Int
  var sealed: [String: String]
  var previous: String
  /// The facts of the events, of which there is at least one.
  var facts: [FactFrame]

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    incident = try container.decode(IncidentID.self, forKey: .incident)
    sequence = try container.decode(Int.self, forKey: .sequence)
    sealed = try container.decode([String: String].self, forKey: .sealed)
    previous = try container.decode(String.self, forKey: .previous)
    facts =
      try container.decodeIfPresent([FactFrame].self, forKey: .facts)
      ?? [container.decode(FactFrame.self, forKey: .fact)]
    guard !facts.isEmpty else {
      throw DecodingError.dataCorruptedError(
        forKey: .facts,
        in: container,
        debugDescription: "no fact"
      )
    }
  }
}

/// The name of a fact, and the fact itself when it points to something else in the journal.
struct FactFrame: Decodable {
  private struct Name: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue _: Int) { nil }
  }

  /// The fact's name in the journal.
  var kind: String
  /// The opening or the end of a command, which name a step graph and an output.
  var fact: Fact?

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Name.self)
    guard let name = container.allKeys.first, container.allKeys.count == 1 else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "not one fact")
      )
    }
    kind = name.stringValue
    if kind == "incident.opened" || kind == "command.finished" { fact = try? Fact(from: decoder) }
  }
}
