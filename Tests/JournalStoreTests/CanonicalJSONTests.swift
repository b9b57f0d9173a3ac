import Foundation
import JournalStore
import Testing

struct CanonicalJSONTests {
  @Test func `keys are sorted by their bytes and nothing is put between`() throws {
    let value = ["b": [1, -2], "a": [], "é": [3], "Z": [9_007_199_254_740_993]]

    let text = try CanonicalJSON.text(of: value)

    #expect(text == #"{"Z":[9007199254740993],"a":[],"b":[1,-2],"é":[3]}"#)
  }

  @Test func `only quotes, backslashes and controls are escaped`() throws {
    let value = ["\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}", "处置\u{2028}🔥"]

    let text = try CanonicalJSON.text(of: value)

    let escaped = #""\"\\/\b\t\n\f\r\u0000\u001f\u007f""#
    #expect(text == "[\(escaped),\"处置\u{2028}🔥\"]")
  }

  @Test func `nothing and booleans are words`() throws {
    #expect(try CanonicalJSON.text(of: [true, nil, false]) == "[true,null,false]")
  }

  @Test func `a number with a fraction is refused`() {
    #expect(throws: EncodingError.self) { try CanonicalJSON.text(of: [1.5]) }
  }
}

/// The canonical form beside Foundation's encoder, where both must say the same.
struct CanonicalComparisonTests {
  @Test(arguments: [UInt64](0..<200))
  func `values of every shape are written as JSONEncoder writes them`(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let shape = Shape.random(&random, depth: 5)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]

    let text = try CanonicalJSON.text(of: shape)

    #expect(text == String(decoding: try encoder.encode(shape), as: UTF8.self))
  }
}

/// A value that encodes itself through every kind of container.
private indirect enum Shape: Encodable {
  case null
  case boolean(Bool)
  case number(Int)
  case natural(UInt64)
  case text(String)
  case list([Shape], isNested: Bool)
  case members([String: Shape], isNested: Bool)

  private struct Key: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }

    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue _: Int) { nil }
  }

  private static let texts = [
    "", "a", "the portal is down", "\"quoted\" \\ / \n\t\r", "处置流程：切换主库", "🔥\u{2028}é",
    String(repeating: "long ", count: 40),
  ]

  static func random(_ random: inout SplitMix, depth: Int) -> Shape {
    switch random.below(depth == 0 ? 5 : 9) {
    case 0: return .null
    case 1: return .boolean(random.below(2) == 0)
    case 2: return .number(random.below(2_000_000) - 1_000_000)
    case 3: return .natural(UInt64.max - UInt64(random.below(10)))
    case 4: return .text(texts[random.below(texts.count)])
    case 5, 6:
      let items = (0..<random.below(6)).map { _ in Shape.random(&random, depth: depth - 1) }
      return .list(items, isNested: random.below(2) == 0)
    default:
      var members: [String: Shape] = [:]
      for _ in 0..<random.below(12) {
        let letters = (0..<3).map { _ in UInt8(ascii: "a") + UInt8(random.below(26)) }
        members[String(decoding: letters, as: UTF8.self)] = .random(&random, depth: depth - 1)
      }
      return .members(members, isNested: random.below(2) == 0)
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .boolean(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .number(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .natural(let value):
      var container = encoder.singleValueContainer()
      try container.encode(value)
    case .text(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    case .list(let items, isNested: false): try items.encode(to: encoder)
    case .list(let items, isNested: true):
      var container = encoder.container(keyedBy: Key.self)
      var nested = container.nestedUnkeyedContainer(forKey: Key("items"))
      for item in items { try nested.encode(item) }
      try container.encode(nested.count, forKey: Key("count"))
    case .members(let members, isNested: false): try members.encode(to: encoder)
    case .members(let members, isNested: true):
      var list = encoder.unkeyedContainer()
      var container = list.nestedContainer(keyedBy: Key.self)
      for (key, value) in members {
        if case .null = value {
          try container.encodeNil(forKey: Key(key))
        } else {
          try container.encode(value, forKey: Key(key))
        }
      }
      try list.encode(true)
    }
  }
}

/// A generator of numbers that are the same at every run (SplitMix64).
private struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((value ^ (value >> 31)) % UInt64(bound))
  }
}
