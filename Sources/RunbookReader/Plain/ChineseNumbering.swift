/// Writes what Chinese documents number by hand (`1、`, `（一）`, `①`, `□`) as lists and headings of
/// Markdown, so that plain files are read as their authors mean them.
///
/// Columns of the lines that it changes are known, and every line stays where it is.
struct ChineseNumbering {
  /// The text from the first line on.
  private(set) var bytes: [UInt8] = []
  /// How much further to the right a changed line begins, by its number.
  private(set) var shifts: [Int32: Int32] = [:]

  private let source: SourceText
  private let hasHeadings: Bool
  /// The items that a line may lie in, each with the column where its text begins.
  private var open: [(rank: HandNumber.Rank, inside: Int)] = []
  private var fence: UInt8?
  private var isAfterBlank = true

  /// Reads a text from `line` on; `nil` when nothing in it is numbered so.
  init?(_ source: SourceText, fromLine line: Int) {
    guard !source.isASCII else { return nil }
    let lines = line..<source.lineCount + 1
    guard lines.contains(where: { HandNumber(source.line($0)) != nil }) else { return nil }
    self.source = source
    hasHeadings = lines.contains { source.line($0).starts(with: "##".utf8) }
    bytes.reserveCapacity(source.bytes.count + 1024)
    for line in lines { read(line) }
    if shifts.isEmpty { return nil }
  }

  private mutating func read(_ line: Int) {
    let text = source.line(line)
    let all = source.bytes[source.offset(ofLine: line)..<source.offset(ofLine: line + 1)]
    let first = text.firstIndex { !$0.isBlank }
    defer { isAfterBlank = first == nil }
    guard let first else {
      bytes += all
      return
    }
    let mark = text[first]
    if mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~"),
      text[first...].prefix(while: { $0 == mark }).count >= 3
    {
      if fence == nil { fence = mark } else if fence == mark { fence = nil }
      if first == text.startIndex { open = [] }
      bytes += all
      return
    }
    guard fence == nil else {
      bytes += all
      return
    }
    guard let number = HandNumber(text) else {
      if first == text.startIndex { endItems(at: text) }
      bytes += all
      return
    }
    guard let prefix = prefix(of: number, text) else {
      bytes += all
      return
    }
    shifts[Int32(line)] = Int32(prefix.count - (number.text - text.startIndex))
    bytes += prefix
    if number.isStrong { bytes += "**".utf8 }
    bytes += number.kept
    bytes += all[number.text...]
  }

  /// Forgets the items that an unindented line without a number does not lie in.
  private mutating func endItems(at text: ArraySlice<UInt8>) {
    let digits = text.prefix { $0.isASCIIDigit }
    let rest = text.dropFirst(digits.count)
    if (1...2).contains(digits.count), rest.first == UInt8(ascii: "."),
      rest.dropFirst().first == .space
    {
      open.removeAll { $0.rank >= .dotted }
      open.append((.dotted, digits.count + 2))
    } else if isAfterBlank || text.first == UInt8(ascii: "#") {
      open = []
    }
  }

  /// What stands for a number in Markdown; `nil` where Markdown has code.
  private mutating func prefix(of number: HandNumber, _ text: ArraySlice<UInt8>) -> [UInt8]? {
    if !hasHeadings, number.rank <= .chineseInBrackets, number.isHeading {
      open = []
      // The number belongs to a heading's text, as where the author writes the marks of one.
      let kept = text[number.start..<number.text].filter { $0 != UInt8(ascii: "*") }
      return Array((number.rank == .chinese ? "## " : "### ").utf8) + kept
    }
    open.removeAll { $0.rank >= number.rank }
    let inside = open.last?.inside ?? 0
    let indent = text.prefix { $0.isBlank }.count
    guard indent < inside + 4 else { return nil }
    let begin = max(indent, inside)
    let digits = Array((number.rank == .box ? "-" : "\(number.value).").utf8)
    let marker = digits + Array(repeating: .space, count: max(4 - digits.count, 1))
    open.append((number.rank, begin + marker.count))
    let box = number.rank == .box ? Array("[ ] ".utf8) : []
    return Array(repeating: .space, count: begin) + marker + box
  }
}

/// A number that somebody wrote by hand before a line of text.
struct HandNumber {
  /// The kinds of numbers, those of longer parts of a text first.
  enum Rank: Int, Comparable {
    /// `一、`.
    case chinese
    /// `（一）`.
    case chineseInBrackets
    /// `1、`, `1．`, `1.文`, `第一步`, `步骤1`.
    case dotted
    /// `（1）`, `1）`.
    case inBrackets
    /// `①`.
    case circled
    /// `□`, a box to tick.
    case box

    static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
  }

  /// What kind of number it is.
  let rank: Rank
  /// The number.
  let value: Int
  /// Where it begins.
  let start: Int
  /// Where the text after it begins.
  let text: Int
  /// Whether the line is strong from its beginning on.
  let isStrong: Bool
  /// Whether the line is a name rather than a sentence.
  let isHeading: Bool
  /// The words of the number that belong to the text: those of `第一步：`.
  let kept: [UInt8]

  /// Reads the beginning of a line.
  init?(_ line: ArraySlice<UInt8>) {
    var reader = Reader(rest: line)
    reader.skip { $0.isBlank }
    // Chinese paragraphs are set in by two wide spaces.
    while reader.take("\u{3000}") {}
    start = reader.place
    let mayBegin = reader.rest.first.map {
      $0 >= 0xE2 || $0.isASCIIDigit || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "(")
    }
    guard mayBegin == true else { return nil }
    isStrong = reader.take("**")
    guard let (rank, value, isKept) = reader.number() else { return nil }
    (self.rank, self.value) = (rank, value)
    kept = isKept ? Array(line[start..<reader.place].drop { $0 == UInt8(ascii: "*") }) : []
    reader.skip { $0.isBlank }
    guard !reader.rest.isEmpty else { return nil }
    text = reader.place
    // A name of thirty characters has no more bytes than that.
    let words = String(decoding: reader.rest.prefix(128), as: UTF8.self)[...].trimmedPart
    let end = words.last { $0 != "*" }
    isHeading =
      reader.rest.count < 128 && words.count <= 30
      && end.map { !"。；;，,：:、".contains($0) } ?? false
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>
    var place: Int { rest.startIndex }

    mutating func skip(_ isSkipped: (UInt8) -> Bool) { rest = rest.drop(while: isSkipped) }

    mutating func take(_ mark: String) -> Bool {
      guard rest.starts(with: mark.utf8) else { return false }
      rest = rest.dropFirst(mark.utf8.count)
      return true
    }

    mutating func number() -> (Rank, Int, isKept: Bool)? {
      if let value = circled() { return (.circled, value, false) }
      if take("□") || take("☐") { return (.box, 0, false) }
      if take("（") || take("(") {
        if let value = chinese() {
          return take("）") || take(")") ? (.chineseInBrackets, value, false) : nil
        }
        guard let value = digits() else { return nil }
        return take("）") || take(")") ? (.inBrackets, value, false) : nil
      }
      if take("第") {
        guard let value = chinese() ?? digits(), take("步") else { return nil }
        return (.dotted, value, true)
      }
      if take("步骤") { return (chinese() ?? digits()).map { (.dotted, $0, true) } }
      if let value = chinese() { return take("、") ? (.chinese, value, false) : nil }
      guard let value = digits() else { return nil }
      if take("、") || take("．") { return (.dotted, value, false) }
      if take("）") { return (.inBrackets, value, false) }
      // `1.` and `1)` before a space are numbers of Markdown; `1.5` is none.
      let isBeforeText = rest.dropFirst().first.map { $0 >= 0xE2 } ?? false
      guard isBeforeText else { return nil }
      return take(".") ? (.dotted, value, false) : take(")") ? (.inBrackets, value, false) : nil
    }

    private mutating func digits() -> Int? {
      let digits = rest.prefix { $0.isASCIIDigit }
      guard (1...2).contains(digits.count) else { return nil }
      rest = rest.dropFirst(digits.count)
      return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// `①` to `⑳`.
    private mutating func circled() -> Int? {
      guard rest.count >= 3, rest.starts(with: [0xE2, 0x91]),
        (0xA0...0xB3).contains(rest[place + 2])
      else { return nil }
      let value = Int(rest[place + 2]) - 0x9F
      rest = rest.dropFirst(3)
      return value
    }

    /// `一` to `九十九`.
    private mutating func chinese() -> Int? {
      var value = 0
      var digit: Int?
      while let next = Self.numerals.firstIndex(where: { rest.starts(with: $0) }) {
        rest = rest.dropFirst(3)
        if next == 9 {
          value = (digit ?? 1) * 10
          digit = nil
        } else {
          guard digit == nil else { return nil }
          digit = next + 1
        }
      }
      value += digit ?? 0
      return value > 0 ? value : nil
    }

    private static let numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].map {
      Array($0.utf8)
    }
  }
}
