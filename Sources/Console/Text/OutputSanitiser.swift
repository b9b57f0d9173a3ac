import Phrases

/// Turns what a command writes into lines that cannot drive the terminal.
///
/// Cursor movements, titles, links and other sequences are dropped; colours are kept when wanted.
/// A carriage return begins the line anew, as a progress bar means it. A byte that is no UTF-8 is
/// shown as `�`.
package struct OutputSanitiser: Sendable {
  /// A line as pieces of the same colour.
  package typealias Pieces = [Span]

  private enum Mode {
    case text
    case escape
    /// A control sequence, with its bytes so far.
    case control
    /// A string that ends at BEL or ESC \.
    case string
    case stringEscape
  }

  /// The most characters of one line before it is broken.
  package static let lineLimit = 16_384

  private let keepsColour: Bool
  private var mode = Mode.text
  private var parameters: [UInt8] = []
  private var partial: [UInt8] = []
  private var expected = 0
  private var colour: String?
  private var pieces: [(colour: String?, text: String.UnicodeScalarView)] = []
  private var length = 0
  private var column = 0
  private var hasReturned = false

  package init(keepsColour: Bool) {
    self.keepsColour = keepsColour
  }

  /// The lines that `bytes` complete.
  package mutating func read(_ bytes: some Sequence<UInt8>) -> [Pieces] {
    var lines: [Pieces] = []
    for byte in bytes {
      if let line = take(byte) { lines.append(line) }
    }
    return lines
  }

  /// The line that has no end yet.
  package var unfinished: Pieces { Self.spans(pieces) }

  /// Ends the output: the line that has no end yet, when there is one.
  package mutating func finish() -> Pieces? {
    if !partial.isEmpty {
      partial = []
      append("\u{FFFD}")
    }
    mode = .text
    return pieces.isEmpty ? nil : endLine()
  }

  private mutating func take(_ byte: UInt8) -> Pieces? {
    switch mode {
    case .text: return takeText(byte)
    case .escape: takeEscape(byte)
    case .control: takeControl(byte)
    case .string:
      if byte == 0x07 || byte == 0x18 || byte == 0x1A { mode = .text }
      if byte == 0x1B { mode = .stringEscape }
      // A string that is never closed must not swallow everything that follows.
      if byte == 0x0A {
        mode = .text
        return endLine()
      }
    case .stringEscape: mode = byte == UInt8(ascii: "\\") ? .text : .string
    }
    return nil
  }

  private mutating func takeText(_ byte: UInt8) -> Pieces? {
    if !partial.isEmpty, byte & 0xC0 != 0x80 {
      partial = []
      append("\u{FFFD}")
    }
    switch byte {
    case 0x0A: return endLine()
    case 0x0D: hasReturned = true
    case 0x1B: mode = .escape
    case 0x09:
      let count = 8 - column % 8
      for _ in 0..<count { append(" ") }
    case 0x08: dropLast()
    case 0x20..<0x7F: append(Unicode.Scalar(byte))
    case 0x80...0xFF: takeMultibyte(byte)
    default: break
    }
    return length >= Self.lineLimit ? endLine() : nil
  }

  private mutating func takeMultibyte(_ byte: UInt8) {
    if partial.isEmpty {
      switch byte {
      case 0xC2...0xDF: expected = 2
      case 0xE0...0xEF: expected = 3
      case 0xF0...0xF4: expected = 4
      default:
        append("\u{FFFD}")
        return
      }
    }
    partial.append(byte)
    guard partial.count == expected else { return }
    let text = String(validating: partial, as: UTF8.self)
    partial = []
    guard let scalar = text?.unicodeScalars.first else {
      append("\u{FFFD}")
      return
    }
    if !Harmless.isControl(scalar) { append(scalar) }
  }

  private mutating func takeEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["):
      mode = .control
      parameters = []
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      mode = .string
    case 0x20...0x2F: break
    case 0x1B: break
    default: mode = .text
    }
  }

  private mutating func takeControl(_ byte: UInt8) {
    switch byte {
    case 0x20...0x3F: if parameters.count < 64 { parameters.append(byte) }
    case 0x1B: mode = .escape
    case UInt8(ascii: "m"):
      if keepsColour { colour = SGR.harmless(parameters, after: colour) }
      mode = .text
    default: mode = .text
    }
  }

  private mutating func append(_ scalar: Unicode.Scalar) {
    if hasReturned {
      pieces = []
      length = 0
      column = 0
      hasReturned = false
    }
    if pieces.last?.colour != colour || pieces.isEmpty {
      pieces.append((colour, String.UnicodeScalarView()))
    }
    pieces[pieces.count - 1].text.append(scalar)
    length += 1
    column += scalar.value < 0x300 ? 1 : DisplayWidth.width(of: Character(scalar))
  }

  private mutating func dropLast() {
    guard !hasReturned, let last = pieces.indices.last, !pieces[last].text.isEmpty else { return }
    let scalar = pieces[last].text.removeLast()
    length -= 1
    column = max(0, column - DisplayWidth.width(of: Character(scalar)))
    if pieces[last].text.isEmpty { pieces.removeLast() }
  }

  private mutating func endLine() -> Pieces {
    let line = Self.spans(pieces)
    pieces = []
    length = 0
    column = 0
    hasReturned = false
    return line
  }

  private static func spans(
    _ pieces: [(colour: String?, text: String.UnicodeScalarView)]
  ) -> Pieces {
    pieces.map { Span(String($0.text), $0.colour.map { .sgr($0) } ?? .plain) }
  }
}

/// The colours that a command may set.
enum SGR {
  /// The parameters in force after a sequence; `nil` for none.
  ///
  /// Concealing and blinking are left out.
  static func harmless(_ bytes: [UInt8], after current: String?) -> String? {
    var rest = String(decoding: bytes, as: UTF8.self)
      .split(separator: ";", omittingEmptySubsequences: false)[...]
    guard bytes.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x3B }) else { return current }
    var kept = current.map { [$0] } ?? []
    while let parameter = rest.popFirst() {
      switch parameter {
      case "", "0", "00": kept = []
      case "38", "48":
        let count = rest.first == "5" ? 2 : rest.first == "2" ? 4 : 0
        guard count > 0, rest.count >= count else { return kept.isEmpty ? nil : kept.last }
        kept.append(([parameter] + rest.prefix(count)).joined(separator: ";"))
        rest = rest.dropFirst(count)
      case "5", "6", "8", "28", "25": break
      default: kept.append(String(parameter))
      }
    }
    let text = kept.joined(separator: ";")
    // Programs that never reset would let it grow without end.
    return text.isEmpty ? nil : text.utf8.count > 80 ? kept.last : text
  }
}
