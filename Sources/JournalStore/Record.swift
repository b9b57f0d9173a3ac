import Foundation
import IncidentCore
import Timekeeping

/// The part of an event that is hashed, as it is read from the column `record`; ``RecordText`` writes it.
///
/// The coding keys are the journal's format: never rename one.
struct Record: Decodable {
  /// What stands before an incident's first event.
  static let noPrevious = String(repeating: "0", count: 64)

  private enum CodingKeys: String, CodingKey {
    case incident
    case sequence
    case occurredAt = "occurred_at"
    case recordedAt = "recorded_at"
    case actor
    case source
    case visibility
    case fact
    case facts
    case sealed
    case previous
  }

  private var incident: IncidentID
  /// The number of the last event.
  private(set) var sequence: Int
  private var occurredAt: Instant
  private var recordedAt: Instant
  private var actor: Actor
  private var source: EventSource
  private var visibility: Visibility
  private var facts: [Fact]
  /// Whether it is a list of facts, so that names of sealed values have numbers.
  private var isShared: Bool
  /// The salted digest of each sealed value, by its name.
  private(set) var sealed: [String: String]
  /// The hash of the row before, or ``noPrevious``.
  private var previous: String

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    incident = try container.decode(IncidentID.self, forKey: .incident)
    sequence = try container.decode(Int.self, forKey: .sequence)
    occurredAt = try container.decode(Instant.self, forKey: .occurredAt)
    recordedAt = try container.decode(Instant.self, forKey: .recordedAt)
    actor = try container.decode(Actor.self, forKey: .actor)
    source = try container.decode(EventSource.self, forKey: .source)
    visibility = try container.decode(Visibility.self, forKey: .visibility)
    let list = try container.decodeIfPresent([Fact].self, forKey: .facts)
    isShared = list != nil
    facts = try list ?? [container.decode(Fact.self, forKey: .fact)]
    sealed = try container.decode([String: String].self, forKey: .sealed)
    previous = try container.decode(String.self, forKey: .previous)
  }

  /// The events, with what is left of their sealed values.
  func events(values: [String: String]) -> [Event] {
    let owned = isShared ? SharedValues(names: sealed.keys, values: values) : nil
    return facts.enumerated().map { place, fact in
      let number = sequence - facts.count + 1 + place
      return Event(
        incident: incident,
        sequence: number,
        occurredAt: occurredAt,
        recordedAt: recordedAt,
        actor: actor,
        source: source,
        visibility: visibility,
        fact: fact,
        sealed: owned?.values(of: number) ?? values
      )
    }
  }
}

/// A value that may be erased, beside the digest that stays.
struct SealedValue {
  var name: String
  /// 32 hexadecimal digits.
  var salt: String
  var value: String

  /// SHA-256 of the salt's text followed by the value's bytes.
  var digest: String { Self.digest(salt: salt, value: value.utf8) }

  static func digest(salt: String, value: some Sequence<UInt8>) -> String {
    Hex.sha256(Array(salt.utf8), Array(value))
  }
}
