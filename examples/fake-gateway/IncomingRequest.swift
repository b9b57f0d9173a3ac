import Foundation

/// A request of HTTP as it came in.
struct IncomingRequest {
  let method: String
  /// The path, with the query behind it.
  let target: String
  /// The lines below the first, as bytes.
  let head: ArraySlice<UInt8>
  let body: ArraySlice<UInt8>
  /// Whether the connection is closed behind the answer.
  let isLast: Bool

  var path: Substring { target.prefix { $0 != "?" } }

  /// What stands behind the question mark, decoded, in order.
  var query: [(name: String, value: String)] {
    Self.pairs(in: target.dropFirst(path.count + 1))
  }

  /// The body as a form, decoded, in order.
  var form: [(name: String, value: String)] {
    Self.pairs(in: Substring(String(decoding: body, as: UTF8.self)))
  }

  func header(_ name: String) -> String? {
    for line in head.split(separator: 10) {
      let text = String(decoding: line, as: UTF8.self)
      guard let colon = text.firstIndex(of: ":"), text[..<colon].lowercased() == name else {
        continue
      }
      return text[text.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
    }
    return nil
  }

  private static func pairs(in text: Substring) -> [(name: String, value: String)] {
    text.split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let words = parts.map { part in
        let spaced = part.replacingOccurrences(of: "+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
      }
      return (words[0], words.count > 1 ? words[1] : "")
    }
  }
}

/// Finds requests in the bytes of a connection.
enum RequestParser {
  /// What stands at the beginning of some bytes.
  enum Finding {
    case request(IncomingRequest, length: Int)
    case incomplete
    case malformed
  }

  /// No head is longer.
  private static let longestHead = 64 * 1024
  /// No body is longer.
  private static let longestBody = 16 * 1024 * 1024

  static func first(in bytes: ArraySlice<UInt8>) -> Finding {
    guard let end = endOfHead(in: bytes) else {
      return bytes.count > longestHead ? .malformed : .incomplete
    }
    let head = bytes[bytes.startIndex..<end]
    guard let lineEnd = head.firstIndex(of: 10), lineEnd > head.startIndex else {
      return .malformed
    }
    let words = head[..<(lineEnd - 1)].split(separator: 32)
    guard words.count == 3, words[2].starts(with: Array("HTTP/1.".utf8)) else { return .malformed }
    let lines = head[(lineEnd + 1)...]
    var length = 0
    var isLast = words[2].dropFirst(7).first == UInt8(ascii: "0")
    for line in lines.split(separator: 10) {
      if let value = value(of: "content-length", in: line) {
        guard let number = Int(value), (0...longestBody).contains(number) else { return .malformed }
        length = number
      } else if let value = value(of: "connection", in: line) {
        isLast = value.lowercased() == "close"
      } else if value(of: "transfer-encoding", in: line) != nil {
        return .malformed
      }
    }
    guard bytes.endIndex - end >= length else { return .incomplete }
    let request = IncomingRequest(
      method: String(decoding: words[0], as: UTF8.self),
      target: String(decoding: words[1], as: UTF8.self),
      head: lines,
      body: bytes[end..<end + length],
      isLast: isLast
    )
    return .request(request, length: end + length - bytes.startIndex)
  }

  /// The index behind the empty line.
  private static func endOfHead(in bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex
    while let end = bytes[index...].firstIndex(of: 10) {
      if end >= bytes.startIndex + 3, bytes[end - 1] == 13, bytes[end - 2] == 10 { return end + 1 }
      index = end + 1
    }
    return nil
  }

  private static func value(of name: String, in line: ArraySlice<UInt8>) -> String? {
    let count = name.utf8.count
    guard line.count > count, line[line.startIndex + count] == UInt8(ascii: ":") else { return nil }
    var index = line.startIndex
    for letter in name.utf8 {
      guard line[index] | 0x20 == letter else { return nil }
      index += 1
    }
    return String(decoding: line[(index + 1)...], as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
