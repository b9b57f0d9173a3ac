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
    case sealed
    case previous
  }

  var incident: IncidentID
  var sequence: Int
  var occurredAt: Instant
  var recordedAt: Instant
  var actor: Actor
  var source: EventSource
  var visibility: Visibility
  var fact: Fact
  /// The salted digest of each sealed value, by its name.
  var sealed: [String: String]
  /// The hash of the event before, or ``noPrevious``.
  var previous: String

  /// The event, with what is left of its sealed values.
  func event(values: [String: String]) -> Event {
    Event(
      incident: incident,
      sequence: sequence,
      occurredAt: occurredAt,
      recordedAt: recordedAt,
      actor: actor,
      source: source,
      visibility: visibility,
      fact: fact,
      sealed: values
    )
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
    Hex.sha256(Array(salt.utf8) + value)
  }
}
