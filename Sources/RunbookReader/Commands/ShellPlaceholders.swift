/// Finds `<placeholders>` in shell scripts and puts quoted variables in their places.
///
/// It follows quotes, substitutions, comments and here-documents, so that redirections are left
/// alone and a value stays one word wherever the placeholder stands.
struct ShellPlaceholders {
  /// What surrounds a placeholder.
  enum Context {
    case plain
    case double
    case single
    case ansi
    case substitution
    case backtick
    case arithmetic
    case document
    /// A here-document whose delimiter is quoted: nothing is expanded in it.
    case literalDocument
  }

  /// One placeholder.
  struct Occurrence {
    /// The offsets of the bytes from `<` to after `>`.
    let range: Range<Int>
    /// The text between the angle brackets.
    let text: String
    /// What surrounds it.
    let context: Context
  }

  /// The placeholders in the order of the script.
  private(set) var occurrences: [Occurrence] = []
  private let bytes: [UInt8]
  private var modes: [Context] = [.plain]
  private var depths: [Int] = [0]
  private var documents: [(delimiter: [UInt8], isLiteral: Bool)] = []
  private var isAtWordStart = true

  private var hasOpenDocument = false
  private var closingNames: Set<String>?

  /// Whether a script has what every placeholder has, so that it must be read.
  static func mayStand(in script: String) -> Bool {
    script.contains(byte: UInt8(ascii: "<"))
  }

  /// Looks for placeholders in `script`.
  init(_ script: [UInt8]) {
    bytes = script
    var offset = 0
    while offset < bytes.count { offset = step(offset) }
  }

  /// Whether every quote, substitution and here-document ends within the script.
  var isClosed: Bool { modes.count == 1 && documents.isEmpty && !hasOpenDocument }

  private func byte(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }

  private var mode: Context { modes[modes.count - 1] }

  private mutating func push(_ mode: Context) {
    guard modes.count < 200 else { return }
    modes.append(mode)
    depths.append(0)
  }

  private mutating func pop() {
    guard modes.count > 1 else { return }
    modes.removeLast()
    depths.removeLast()
  }

  /// Reads what stands at an offset, and gives the offset after it.
  private mutating func step(_ offset: Int) -> Int {
    switch mode {
    case .single:
      if bytes[offset] == UInt8(ascii: "'") { pop() }
      return placeholder(at: offset) ?? offset + 1
    case .ansi:
      if bytes[offset] == UInt8(ascii: "\\") { return offset + 2 }
      if bytes[offset] == UInt8(ascii: "'") { pop() }
      return placeholder(at: offset) ?? offset + 1
    case .double: return stepInDouble(offset)
    case .arithmetic:
      if bytes[offset] == UInt8(ascii: ")"), byte(offset + 1) == UInt8(ascii: ")") {
        pop()
        return offset + 2
      }
      return offset + 1
    default: return stepInPlain(offset)
    }
  }

  private mutating func stepInDouble(_ offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "\\"): return offset + 2
    case UInt8(ascii: "\""): pop()
    case UInt8(ascii: "`"): toggleBacktick()
    case UInt8(ascii: "$"): return dollar(offset)
    default: return placeholder(at: offset) ?? offset + 1
    }
    return offset + 1
  }

  private mutating func stepInPlain(_ offset: Int) -> Int {
    let wasAtWordStart = isAtWordStart
    isAtWordStart = false
    switch bytes[offset] {
    case UInt8(ascii: "\\"): return offset + 2
    case UInt8(ascii: "'"): push(.single)
    case UInt8(ascii: "\""): push(.double)
    case UInt8(ascii: "`"): toggleBacktick()
    case UInt8(ascii: "$"):
      if byte(offset + 1) == UInt8(ascii: "'") {
        push(.ansi)
        return offset + 2
      }
      return dollar(offset)
    case UInt8(ascii: "#") where wasAtWordStart:
      return bytes[offset...].firstIndex(of: .newline) ?? bytes.count
    case UInt8(ascii: "("):
      depths[depths.count - 1] += 1
      isAtWordStart = true
    case UInt8(ascii: ")"):
      if mode == .substitution, depths[depths.count - 1] == 0 {
        pop()
      } else {
        depths[depths.count - 1] = max(depths[depths.count - 1] - 1, 0)
      }
    case .newline:
      isAtWordStart = true
      return documents.isEmpty ? offset + 1 : readDocuments(offset + 1)
    case .space, .tab, UInt8(ascii: ";"), UInt8(ascii: "&"), UInt8(ascii: "|"):
      isAtWordStart = true
    case UInt8(ascii: "<"): return less(offset)
    default: break
    }
    return offset + 1
  }

  private mutating func toggleBacktick() {
    if mode == .backtick {
      pop()
    } else if !modes.contains(.backtick) {
      push(.backtick)
    } else {
      while mode != .backtick { pop() }
      pop()
    }
  }

  private mutating func dollar(_ offset: Int) -> Int {
    guard byte(offset + 1) == UInt8(ascii: "(") else { return offset + 1 }
    if byte(offset + 2) == UInt8(ascii: "(") {
      push(.arithmetic)
      return offset + 3
    }
    push(.substitution)
    isAtWordStart = true
    return offset + 2
  }

  private mutating func less(_ offset: Int) -> Int {
    guard byte(offset + 1) == UInt8(ascii: "<") else {
      return placeholder(at: offset) ?? offset + 1
    }
    if byte(offset + 2) == UInt8(ascii: "<") { return offset + 3 }
    var place = offset + 2
    if byte(place) == UInt8(ascii: "-") { place += 1 }
    while byte(place).isBlank { place += 1 }
    var delimiter: [UInt8] = []
    var isLiteral = false
    while place < bytes.count, !Self.endsWord(bytes[place]) {
      if [UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\")].contains(bytes[place]) {
        isLiteral = true
      } else {
        delimiter.append(bytes[place])
      }
      place += 1
    }
    if !delimiter.isEmpty { documents.append((delimiter, isLiteral)) }
    return place
  }

  private static func endsWord(_ byte: UInt8) -> Bool {
    byte.isBlank || byte == .newline || ";&|<>()".utf8.contains(byte)
  }

  /// Reads the here-documents that were announced on the line before.
  private mutating func readDocuments(_ start: Int) -> Int {
    var offset = start
    for document in documents {
      modes.append(document.isLiteral ? .literalDocument : .document)
      defer { modes.removeLast() }
      hasOpenDocument = true
      while offset < bytes.count {
        let end = bytes[offset...].firstIndex(of: .newline) ?? bytes.count
        let isEnd = bytes[offset..<end].drop { $0.isBlank }.elementsEqual(document.delimiter)
        if !isEnd {
          var place = offset
          while place < end { place = placeholder(at: place) ?? place + 1 }
        }
        offset = min(end + 1, bytes.count)
        if isEnd {
          hasOpenDocument = false
          break
        }
      }
    }
    documents = []
    return offset
  }

  /// Notes the placeholder at an offset, and gives the offset after it.
  private mutating func placeholder(at offset: Int) -> Int? {
    guard bytes[offset] == UInt8(ascii: "<"),
      byte(offset + 1).isASCIILetter || byte(offset + 1) >= 0x80
    else { return nil }
    var end = offset + 1
    while end < bytes.count, end - offset < 100, Self.mayStandInside(bytes[end]) { end += 1 }
    guard byte(end) == UInt8(ascii: ">"), !bytes[end - 1].isBlank else { return nil }
    let inner = bytes[offset + 1..<end]
    let text = String(decoding: inner, as: UTF8.self)
    guard !isSomethingElse(text, end: end) else { return nil }
    occurrences.append(Occurrence(range: offset..<end + 1, text: text, context: mode))
    return end + 1
  }

  private static func mayStandInside(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte >= 0x80 || " _-./:|,+".utf8.contains(byte)
  }

  /// Whether it is a redirection, a tag, a URL or a word that programs print.
  private mutating func isSomethingElse(_ text: String, end: Int) -> Bool {
    let closing = closingNames ?? Self.closingTags(bytes)
    closingNames = closing
    if text.contains("//") || Self.printed.contains(text.lowercased()) { return true }
    if Self.tags.contains(text.lowercased()) { return true }
    if closing.contains(text) { return true }
    let isFileName = text.contains(".") || text.contains("/")
    let following = byte(end + 1)
    let isRedirection = following.isASCIIAlphanumeric || "/&$~".utf8.contains(following)
    return [.plain, .substitution, .backtick].contains(mode) && isFileName && isRedirection
  }

  /// The names in `</name>` tags, looked for once.
  private static func closingTags(_ bytes: [UInt8]) -> Set<String> {
    var names: Set<String> = []
    var rest = bytes[...]
    while let place = rest.firstIndex(of: UInt8(ascii: "/")) {
      if place > 0, bytes[place - 1] == UInt8(ascii: "<") {
        let name = bytes[(place + 1)...].prefix(100).prefix { mayStandInside($0) }
        names.insert(String(decoding: name, as: UTF8.self))
      }
      rest = bytes[(place + 1)...]
    }
    return names
  }

  private static let printed: Set<String> = ["none", "nil", "null", "unknown", "pending", "unset"]
  private static let tags: Set<String> = [
    "br", "html", "body", "head", "div", "p", "span", "ul", "li", "tr", "td", "hr", "cr", "lf",
  ]
}

extension ShellPlaceholders {
  /// The script with a quoted variable in the place of each placeholder.
  ///
  /// Gives `nil` when one stands where no variable is expanded.
  func replaced(with variable: (String) -> String) -> String? {
    var result: [UInt8] = []
    var offset = 0
    for occurrence in occurrences {
      result += bytes[offset..<occurrence.range.lowerBound]
      let name = variable(occurrence.text)
      switch occurrence.context {
      case .plain, .substitution, .backtick: result += "\"$\(name)\"".utf8
      case .double, .document: result += "${\(name)}".utf8
      case .single: result += "'\"$\(name)\"'".utf8
      case .ansi: result += "'\"$\(name)\"$'".utf8
      case .arithmetic, .literalDocument: return nil
      }
      offset = occurrence.range.upperBound
    }
    result += bytes[offset...]
    return String(decoding: result, as: UTF8.self)
  }
}
