/// Reads the part of YAML that nearly all front matter keeps to.
///
/// That is keys with plain and quoted values, maps in maps by indentation, and `{ … }` and `[ … ]`
/// on one line. Whatever else there may be gives `nil`, and is left to a whole parser: what is read
/// here is read as that one reads it, only faster than the rest of the file.
struct SimpleYAML {
  private let bytes: [UInt8]
  private var offset = 0
  private var line = 1
  private var lineStart = 0

  /// Reads a text.
  static func read(_ text: String) -> FrontMatterNode? {
    var reader = SimpleYAML(bytes: Array(text.utf8))
    guard reader.isPlainText else { return nil }
    reader.skipEmptyLines()
    guard reader.indentation == 0, let root = reader.blockMapping(indentation: 0),
      reader.offset == reader.bytes.count
    else { return nil }
    return root
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether there is nothing but ASCII, its line feeds, and Chinese characters and punctuation.
  private var isPlainText: Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      switch byte {
      case .newline, 0x20...0x7E, 0xE3...0xE9, 0xEF: break
      case 0x80...0xBF: if previous == 0xEF, byte != 0xBC, byte != 0xBD { return false }
      default: return false
      }
      previous = byte
    }
    return true
  }

  // MARK: Places

  private var current: UInt8 { offset < bytes.count ? bytes[offset] : .newline }
  private var following: UInt8 { offset + 1 < bytes.count ? bytes[offset + 1] : .newline }

  /// How many spaces the line begins with, at whose beginning the reader stands.
  private var indentation: Int { bytes[offset...].prefix { $0 == .space }.count }

  private func node(_ content: FrontMatterNode.Content, at start: Int) -> FrontMatterNode {
    let column = bytes[lineStart..<start].count { $0 & 0xC0 != 0x80 } + 1
    return FrontMatterNode(content: content, line: line, column: column)
  }

  private mutating func skipSpaces() {
    while current == .space { offset += 1 }
  }

  /// Goes to the next line that has more than a comment.
  private mutating func skipEmptyLines() {
    while offset < bytes.count {
      let start = offset
      skipSpaces()
      guard endLine() else {
        offset = start
        return
      }
    }
  }

  /// Takes the end of a line, with a comment when there is one; `false` when more stands there.
  private mutating func endLine() -> Bool {
    if current == UInt8(ascii: "#"), offset == lineStart || bytes[offset - 1] == .space {
      while current != .newline { offset += 1 }
    }
    guard current == .newline else { return false }
    offset = min(offset + 1, bytes.count)
    line += 1
    lineStart = offset
    return true
  }

  // MARK: Blocks

  private mutating func blockMapping(indentation: Int) -> FrontMatterNode? {
    let (line, column) = (line, indentation + 1)
    var pairs: [FrontMatterNode.Pair] = []
    while offset < bytes.count, self.indentation >= indentation {
      guard self.indentation == indentation, pairs.count < 100 else { return nil }
      offset += indentation
      guard let key = key(besides: pairs) else { return nil }
      skipSpaces()
      if endLine() {
        skipEmptyLines()
        let inner = self.indentation
        guard inner > indentation, let value = blockMapping(indentation: inner) else { return nil }
        pairs.append(FrontMatterNode.Pair(key: key, value: value))
      } else {
        guard let value = value(isInFlow: false) else { return nil }
        skipSpaces()
        guard endLine() else { return nil }
        pairs.append(FrontMatterNode.Pair(key: key, value: value))
        skipEmptyLines()
      }
    }
    return FrontMatterNode(content: .mapping(pairs), line: line, column: column)
  }

  /// Takes a key that is not among `pairs`, and the colon after it.
  private mutating func key(besides pairs: [FrontMatterNode.Pair]) -> FrontMatterNode? {
    let start = offset
    guard current.isASCIILetter || current >= 0x80 else { return nil }
    while current.isASCIIAlphanumeric || current >= 0x80 || current == UInt8(ascii: "_") {
      offset += 1
    }
    guard current == UInt8(ascii: ":"), following == .space || following == .newline,
      offset - start <= 100
    else { return nil }
    let name = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard !pairs.contains(where: { $0.key.text == name }) else { return nil }
    offset += 1
    return node(.scalar(name, isPlain: true), at: start)
  }

  // MARK: Values

  private mutating func value(isInFlow: Bool) -> FrontMatterNode? {
    switch current {
    case UInt8(ascii: "{"): flowMapping()
    case UInt8(ascii: "["): flowSequence()
    case UInt8(ascii: "'"), UInt8(ascii: "\""): quoted()
    default: plain(isInFlow: isInFlow)
    }
  }

  private mutating func flowMapping() -> FrontMatterNode? {
    let start = offset
    var pairs: [FrontMatterNode.Pair] = []
    repeat {
      offset += 1
      skipSpaces()
      guard pairs.count < 100, let key = key(besides: pairs) else { return nil }
      skipSpaces()
      guard let value = value(isInFlow: true) else { return nil }
      pairs.append(FrontMatterNode.Pair(key: key, value: value))
      skipSpaces()
    } while current == UInt8(ascii: ",")
    guard current == UInt8(ascii: "}") else { return nil }
    offset += 1
    return node(.mapping(pairs), at: start)
  }

  private mutating func flowSequence() -> FrontMatterNode? {
    let start = offset
    var nodes: [FrontMatterNode] = []
    repeat {
      offset += 1
      skipSpaces()
      guard let value = value(isInFlow: true) else { return nil }
      nodes.append(value)
      skipSpaces()
    } while current == UInt8(ascii: ",")
    guard current == UInt8(ascii: "]") else { return nil }
    offset += 1
    return node(.sequence(nodes), at: start)
  }

  /// Takes a text in quotes of either kind without a quote or a backslash in it.
  private mutating func quoted() -> FrontMatterNode? {
    let start = offset
    let quote = current
    offset += 1
    while current != quote {
      guard current != .newline, current != UInt8(ascii: "\\") || quote == UInt8(ascii: "'") else {
        return nil
      }
      offset += 1
    }
    let text = String(decoding: bytes[start + 1..<offset], as: UTF8.self)
    offset += 1
    guard current != quote, !text.isEmpty else { return nil }
    return node(.scalar(text, isPlain: false), at: start)
  }

  private mutating func plain(isInFlow: Bool) -> FrontMatterNode? {
    let start = offset
    guard
      current.isASCIIAlphanumeric || current >= 0x80 || "_/.$".utf8.contains(current)
    else { return nil }
    while current != .newline {
      switch current {
      case UInt8(ascii: ":"):
        if isInFlow || following == .space || following == .newline { return nil }
      case UInt8(ascii: "#"):
        if bytes[offset - 1] == .space { return isInFlow ? nil : scalar(from: start) }
      case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"):
        if isInFlow { return scalar(from: start) }
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "?"): if isInFlow { return nil }
      default: break
      }
      offset += 1
    }
    return isInFlow ? nil : scalar(from: start)
  }

  private func scalar(from start: Int) -> FrontMatterNode {
    let end = bytes[start..<offset].lastIndex { $0 != .space } ?? start
    let text = String(decoding: bytes[start...end], as: UTF8.self)
    return node(.scalar(text, isPlain: true), at: start)
  }
}
