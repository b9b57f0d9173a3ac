import NotifierCards

/// The lines before the body of an HTTP answer, as they come in.
struct ReplyHead {
  /// How much is kept, in bytes; what sends more is no gateway.
  static let limit = 64 * 1024

  /// The last status; below 200 the real answer is still to come.
  private(set) var status: Int?
  /// The headers below the last status line, names as they came.
  private(set) var headers: [WireRequest.Header] = []
  private var isComplete = false
  private var length = 0

  /// The status of the answer proper.
  var finalStatus: Int? { status.flatMap { $0 >= 200 ? $0 : nil } }

  /// Takes in the next line.
  ///
  /// - Returns: whether more may come.
  mutating func add(_ line: some BidirectionalCollection<UInt8>) -> Bool {
    length += line.count
    guard length <= Self.limit else { return false }
    // Behind the head come trailers, which nobody may pass off as headers.
    if isComplete, finalStatus != nil { return true }
    let content = Self.trimmed(line[...])
    if line.starts(with: "HTTP/".utf8) {
      status = Self.status(in: line)
      headers = []
      isComplete = false
    } else if content.isEmpty {
      isComplete = true
    } else if content.startIndex != line.startIndex, let last = headers.indices.last {
      // An old way of writing a long value on several lines.
      headers[last].value += " \(String(decoding: content, as: UTF8.self))"
    } else if let colon = content.firstIndex(of: UInt8(ascii: ":")) {
      let value = content[content.index(after: colon)...].drop(while: Self.isSpace)
      headers.append(
        WireRequest.Header(
          String(decoding: content[..<colon], as: UTF8.self),
          String(decoding: value, as: UTF8.self)
        )
      )
    }
    return true
  }

  private static func status(in line: some Collection<UInt8>) -> Int? {
    let words = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
    guard words.count > 1 else { return nil }
    return Int(String(decoding: words[1].prefix(3), as: UTF8.self))
  }

  /// A line without spaces in front, and without its end and spaces before that.
  private static func trimmed<Line: BidirectionalCollection<UInt8>>(
    _ line: Line
  ) -> Line.SubSequence {
    var rest = line.drop(while: isSpace)
    // The controls from 0x0A to 0x0D end lines.
    while let last = rest.last, isSpace(last) || (0x0A...0x0D).contains(last) { rest.removeLast() }
    return rest
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
}
