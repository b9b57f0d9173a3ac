import Foundation

/// A JSON document of which a few fields are read.
struct JSONText {
  private let value: Any?

  init(_ bytes: ArraySlice<UInt8>) {
    value = try? JSONSerialization.jsonObject(with: Data(bytes))
  }

  /// The text or number below these keys, as text.
  func string(_ keys: String...) -> String? {
    switch at(keys) {
    case let text as String: text
    case let number as NSNumber: number.stringValue
    default: nil
    }
  }

  /// The texts of the list below these keys.
  func strings(_ keys: String...) -> [String] {
    (at(keys) as? [Any])?.compactMap { $0 as? String } ?? []
  }

  var text: String? { string("text") }
  var chatID: String? { string("chat_id") }
  var summary: String? { string("payload", "summary") }
  var routingKey: String? { string("routing_key") }
  var dedupKey: String? { string("dedup_key") }

  /// All texts that stand under a key `text`, wherever, in order.
  var texts: [String] { Self.texts(in: value) }

  private static func texts(in value: Any?) -> [String] {
    if let list = value as? [Any] { return list.flatMap { texts(in: $0) } }
    guard let members = value as? [String: Any] else { return [] }
    if let text = members["text"] as? String { return [text] }
    return members.keys.sorted().flatMap { texts(in: members[$0]) }
  }

  private func at(_ keys: [String]) -> Any? {
    keys.reduce(value) { value, key in (value as? [String: Any])?[key] }
  }
}
