/// A length of time in whole milliseconds.
public struct TimeSpan: Hashable, Comparable, Sendable {
  /// The length in milliseconds.
  public let milliseconds: Int64

  /// A length of that many milliseconds.
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// A length of that many seconds.
  public static func seconds(_ count: Int64) -> TimeSpan {
    TimeSpan(milliseconds: count * 1000)
  }

  /// A length of that many minutes.
  public static func minutes(_ count: Int64) -> TimeSpan {
    seconds(count * 60)
  }

  /// No time at all.
  public static let zero = TimeSpan(milliseconds: 0)

  /// Whether `left` is shorter than `right`.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool {
    left.milliseconds < right.milliseconds
  }

  /// Both lengths, one after the other.
  public static func + (left: TimeSpan, right: TimeSpan) -> TimeSpan {
    TimeSpan(milliseconds: left.milliseconds + right.milliseconds)
  }
}

extension TimeSpan: Codable {
  /// Reads a count of milliseconds.
  public init(from decoder: any Decoder) throws {
    try self.init(milliseconds: decoder.singleValueContainer().decode(Int64.self))
  }

  /// Writes a count of milliseconds.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(milliseconds)
  }
}

extension TimeSpan {
  /// Units as authors write them, longest first; the first spelling of each is the one printed.
  private static let units: [(milliseconds: Int64, spellings: [String])] = [
    (86_400_000, ["d", "day", "days", "天", "日"]),
    (3_600_000, ["h", "hour", "hours", "小时"]),
    (60_000, ["m", "min", "mins", "minute", "minutes", "分钟", "分"]),
    (1000, ["s", "sec", "secs", "second", "seconds", "秒钟", "秒"]),
    (1, ["ms", "毫秒"]),
  ]

  /// Reads a length as authors write it: `30s`, `1h30m`, `5 minutes`, `500ms`, `5 分钟`.
  ///
  /// Gives `nil` for anything else, for a bare number, and for a length over 366 days.
  public init?(text: String) {
    if let span = Self.simple(text) {
      self = span
      return
    }
    var rest = text.lowercased().filter { !$0.isWhitespace }[...]
    guard !rest.isEmpty else { return nil }
    var total: Int64 = 0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && $0.isNumber }
      rest = rest.dropFirst(digits.count)
      let unit = rest.prefix { !($0.isASCII && $0.isNumber) }
      rest = rest.dropFirst(unit.count)
      guard let count = Int64(digits), count <= 31_622_400_000,
        let scale = Self.units.first(where: { $0.spellings.contains(String(unit)) })?.milliseconds
      else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: scale)
      guard !overflow else { return nil }
      total += product
      guard total <= Self.longest.milliseconds else { return nil }
    }
    self.init(milliseconds: total)
  }

  /// Reads one number with one letter after it, such as `30s`, which is how nearly all are written.
  private static func simple(_ text: String) -> TimeSpan? {
    guard (2...6).contains(text.utf8.count) else { return nil }
    var count: Int64 = 0
    for byte in text.utf8.dropLast() {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      count = count * 10 + Int64(byte - UInt8(ascii: "0"))
    }
    let scale: Int64
    switch text.utf8.last {
    case UInt8(ascii: "s"): scale = 1000
    case UInt8(ascii: "m"): scale = 60_000
    case UInt8(ascii: "h"): scale = 3_600_000
    default: return nil
    }
    let length = TimeSpan(milliseconds: count * scale)
    return length <= longest ? length : nil
  }

  private static let longest = TimeSpan(milliseconds: 366 * 86_400_000)

  /// The length in the shortest form that ``init(text:)`` reads back: `1h30m`, `45s`, `0s`.
  public var text: String {
    guard milliseconds != 0 else { return "0s" }
    var rest = abs(milliseconds)
    var text = milliseconds < 0 ? "-" : ""
    for unit in Self.units where rest >= unit.milliseconds {
      text += "\(rest / unit.milliseconds)\(unit.spellings[0])"
      rest %= unit.milliseconds
    }
    return text
  }
}
