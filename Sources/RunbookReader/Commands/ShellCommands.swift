/// Cuts a shell script into its simple commands, without expanding anything.
///
/// Comments are left out, quotes are taken away, and what stands in substitutions and
/// here-documents is kept as further text to look at.
struct ShellCommands {
  /// A word of a command.
  struct Word {
    /// The text without quotes.
    var text: String
    /// Whether a part of it was quoted, so that it is data rather than a file pattern.
    var isQuoted: Bool
  }

  /// The commands, each as its words.
  private(set) var commands: [[Word]] = []
  /// What stands in substitutions.
  private(set) var scripts: [String] = []
  /// What stands in here-documents, with the place of the command that gets it.
  private(set) var documents: [(command: Int, text: String)] = []

  private let bytes: [UInt8]
  private var offset = 0
  private var word: [UInt8] = []
  private var hasWord = false
  private var isQuoted = false
  private var words: [Word] = []
  private var pending: [[UInt8]] = []

  /// Reads a script.
  init(_ script: String) {
    bytes = Array(script.utf8)
    word.reserveCapacity(64)
    while offset < bytes.count { step() }
    endCommand()
  }

  private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

  private mutating func endWord() {
    if hasWord {
      words.append(Word(text: String(decoding: word, as: UTF8.self), isQuoted: isQuoted))
    }
    word.removeAll(keepingCapacity: true)
    (hasWord, isQuoted) = (false, false)
  }

  private mutating func endCommand() {
    endWord()
    guard !words.isEmpty else { return }
    commands.append(words)
    words = []
  }

  private mutating func append(_ byte: UInt8) {
    word.append(byte)
    hasWord = true
  }

  private mutating func step() {
    let current = bytes[offset]
    offset += 1
    switch current {
    case UInt8(ascii: "\\"):
      if byte(offset) != .newline, offset < bytes.count { append(bytes[offset]) }
      offset += 1
    case UInt8(ascii: "'"): readSingle()
    case UInt8(ascii: "\""): readDouble()
    case UInt8(ascii: "`"): readUntil(UInt8(ascii: "`"))
    case UInt8(ascii: "$") where byte(offset) == UInt8(ascii: "("): readSubstitution()
    case UInt8(ascii: "#") where !hasWord:
      while offset < bytes.count, bytes[offset] != .newline { offset += 1 }
    case UInt8(ascii: "<") where byte(offset) == UInt8(ascii: "<"): readDocumentMark()
    case .newline:
      endCommand()
      if !pending.isEmpty { readDocuments() }
    case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "("), UInt8(ascii: ")"): endCommand()
    case UInt8(ascii: "&"):
      // `2>&1` and `&>` are redirections.
      let isRedirection = byte(offset) == UInt8(ascii: ">") || word.last == UInt8(ascii: ">")
      if isRedirection { append(current) } else { endCommand() }
    case .space, .tab, .carriageReturn: endWord()
    default: append(current)
    }
  }

  private mutating func readSingle() {
    (hasWord, isQuoted) = (true, true)
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "'") {
      word.append(bytes[offset])
      offset += 1
    }
    offset += 1
  }

  private mutating func readDouble() {
    (hasWord, isQuoted) = (true, true)
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "\"") {
      switch bytes[offset] {
      case UInt8(ascii: "\\"):
        offset += 1
        if offset < bytes.count { word.append(bytes[offset]) }
        offset += 1
      case UInt8(ascii: "$") where byte(offset + 1) == UInt8(ascii: "("):
        offset += 1
        readSubstitution()
      case UInt8(ascii: "`"):
        offset += 1
        readUntil(UInt8(ascii: "`"))
      default:
        word.append(bytes[offset])
        offset += 1
      }
    }
    offset += 1
  }

  private mutating func readUntil(_ end: UInt8) {
    let start = offset
    while offset < bytes.count, bytes[offset] != end { offset += 1 }
    scripts.append(String(decoding: bytes[start..<offset], as: UTF8.self))
    append(UInt8(ascii: "$"))
    offset += 1
  }

  /// Reads `(…)` after a dollar, counting brackets outside of quotes.
  private mutating func readSubstitution() {
    offset += 1
    let start = offset
    var depth = 1
    var quote: UInt8 = 0
    while offset < bytes.count {
      let current = bytes[offset]
      if quote != 0 {
        if current == quote { quote = 0 }
      } else if current == UInt8(ascii: "'") || current == UInt8(ascii: "\"") {
        quote = current
      } else if current == UInt8(ascii: "(") {
        depth += 1
      } else if current == UInt8(ascii: ")") {
        depth -= 1
        if depth == 0 { break }
      }
      offset += 1
    }
    scripts.append(String(decoding: bytes[start..<min(offset, bytes.count)], as: UTF8.self))
    append(UInt8(ascii: "$"))
    offset += 1
  }

  private mutating func readDocumentMark() {
    offset += 1
    endWord()
    guard byte(offset) != UInt8(ascii: "<") else {
      offset += 1
      return
    }
    if byte(offset) == UInt8(ascii: "-") { offset += 1 }
    while byte(offset).isBlank { offset += 1 }
    var delimiter: [UInt8] = []
    while offset < bytes.count, !bytes[offset].isBlank, !"\n;|&()<>".utf8.contains(bytes[offset]) {
      if !"'\"\\".utf8.contains(bytes[offset]) { delimiter.append(bytes[offset]) }
      offset += 1
    }
    if !delimiter.isEmpty { pending.append(delimiter) }
  }

  private mutating func readDocuments() {
    for delimiter in pending {
      let start = offset
      var end = bytes.count
      while offset < bytes.count {
        let lineEnd = bytes[offset...].firstIndex(of: .newline) ?? bytes.count
        let line = bytes[offset..<lineEnd].drop { $0.isBlank }
        if line.elementsEqual(delimiter) {
          end = offset
          offset = min(lineEnd + 1, bytes.count)
          break
        }
        offset = min(lineEnd + 1, bytes.count)
      }
      let text = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
      documents.append((max(commands.count - 1, 0), text))
    }
    pending = []
  }
}
