import Foundation
import NotifierCards

/// A request laid out for reading.
enum PreviewText {
  /// The request, its JSON indented and each field of a form on a line of its own.
  static func text(of request: WireRequest) -> String {
    var shown = request
    switch request.transport {
    case .http(let method, let url, let headers, let body):
      let type =
        headers.first { $0.name.lowercased() == "content-type" }?.value.lowercased() ?? ""
      shown.transport = .http(
        method: method,
        url: url,
        headers: headers,
        body: type.contains("form-urlencoded") ? fields(of: body) : indented(body)
      )
    case .program(let arguments, let input, let environment):
      shown.transport = .program(
        arguments: arguments,
        input: indented(input),
        environment: environment
      )
    case .mail(let url, let from, let to, let message, let login):
      shown.transport = .mail(
        url: url,
        from: from,
        to: to,
        message: decoded(message),
        login: login
      )
    }
    return shown.text
  }

  /// The text without anything that would move a terminal's cursor.
  static func printable(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control
      let isReversing =
        (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
      if scalar == "\r" { continue }
      shown.append(scalar != "\n" && (isControl || isReversing) ? "�" : scalar)
    }
    return String(shown)
  }

  /// A mail with its text in clear; one that is not Base64 as it is.
  private static func decoded(_ message: [UInt8]) -> [UInt8] {
    let end = Array("\r\n\r\n".utf8)
    guard let gap = message.firstRange(of: end) else { return message }
    let head = message[..<gap.upperBound]
    let isBase64 = String(decoding: head, as: UTF8.self).lowercased()
      .contains("content-transfer-encoding: base64\r\n")
    guard isBase64,
      let text = Data(
        base64Encoded: Data(message[gap.upperBound...]),
        options: .ignoreUnknownCharacters
      )
    else { return message }
    return Array(head) + Array(text)
  }

  // MARK: Forms

  /// Each field of a form on its line, its escapes resolved.
  private static func fields(of body: [UInt8]) -> [UInt8] {
    Array(
      body.split(separator: UInt8(ascii: "&")).map { unescaped($0) }
        .joined(separator: [UInt8(ascii: "\n")])
    )
  }

  private static func unescaped(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        result.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        result.append(value)
        rest = rest.dropFirst(2)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  // MARK: JSON

  /// JSON with two spaces for each level; anything else as it is.
  static func indented(_ bytes: [UInt8]) -> [UInt8] {
    guard let first = bytes.first, first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    else { return bytes }
    var result: [UInt8] = []
    var depth = 0
    var isInText = false
    var isEscaped = false
    func breakLine() {
      result.append(UInt8(ascii: "\n"))
      result += Array(repeating: UInt8(ascii: " "), count: 2 * max(0, depth))
    }
    for (place, byte) in bytes.enumerated() {
      if isInText {
        result.append(byte)
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isInText = true
        result.append(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        result.append(byte)
        depth += 1
        let next = place + 1 < bytes.count ? bytes[place + 1] : 0
        if next != UInt8(ascii: "}"), next != UInt8(ascii: "]") { breakLine() }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        let last = place > 0 ? bytes[place - 1] : 0
        if last != UInt8(ascii: "{"), last != UInt8(ascii: "[") { breakLine() }
        result.append(byte)
      case UInt8(ascii: ","):
        result.append(byte)
        breakLine()
      case UInt8(ascii: ":"): result += [byte, UInt8(ascii: " ")]
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): break
      default: result.append(byte)
      }
    }
    return result
  }
}
