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
  mutating func add(_ line: some Sequence<UInt8>) -> Bool {
    let bytes = Array(line)
    length += bytes.count
    guard length <= Self.limit else { return false }
    // Behind the head come trailers, which nobody may pass off as headers.
    if isComplete, finalStatus != nil { return true }
    let text = String(decoding: bytes, as: UTF8.self)
    let trimmed = text.drop { $0 == " " || $0 == "\t" }
    let content = Self.withoutEnd(trimmed)
    if text.hasPrefix("HTTP/") {
      status = Self.status(in: text)
      headers = []
      isComplete = false
    } else if content.isEmpty {
      isComplete = true
    } else if trimmed.startIndex != text.startIndex, let last = headers.indices.last {
      // An old way of writing a long value on several lines.
      headers[last].value += " \(content)"
    } else if let colon = content.firstIndex(of: ":") {
      let value = content[content.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
      headers.append(.init(String(content[..<colon]), String(value)))
    }
    return true
  }

  private static func status(in line: String) -> Int? {
    let words = line.split(separator: " ", maxSplits: 2)
    guard words.count > 1 else { return nil }
    return Int(words[1].prefix(3))
  }

  private static func withoutEnd(_ text: Substring) -> Substring {
    var text = text
    while let last = text.last, last.isNewline || last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
