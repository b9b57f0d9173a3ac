/// Makes strange inputs of ordinary ones; the same seed makes the same.
///
/// It knows lines, words and brackets, so that most of what it makes is nearly right, which finds
/// more than bytes at random.
public struct Mutator: Sendable {
  private var state: UInt64

  /// A mutator for that seed.
  public init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }

  private mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  private mutating func pick<Element>(_ list: [Element]) -> Element? {
    list.isEmpty ? nil : list[below(list.count)]
  }

  /// An input that is one of `corpus` but for a few changes.
  public mutating func input(from corpus: [[UInt8]]) -> [UInt8] {
    guard var bytes = pick(corpus) else { return [] }
    // A long file spends its time on what was not changed.
    if bytes.count > 3000, below(4) > 0 {
      let start = below(bytes.count - 1000)
      bytes =
        Array(bytes[..<min(600, start)]) + Array(bytes[start..<min(start + 2000, bytes.count)])
    }
    for _ in 0...below(4) { change(&bytes, corpus) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ corpus: [[UInt8]]) {
    switch below(9) {
    case 0: flip(&bytes)
    case 1: bytes.removeSubrange(range(in: bytes, most: 40))
    case 2: insert(Array((pick(Self.pieces) ?? "").utf8), into: &bytes)
    case 3: changeLines(&bytes, corpus)
    case 4:
      let copy = Array(bytes[range(in: bytes, most: 60)])
      for _ in 0..<(1 << below(8)) where bytes.count < 20_000 { insert(copy, into: &bytes) }
    case 5: changeNumber(&bytes)
    case 6: bytes = Array(bytes[..<below(bytes.count + 1)])
    case 7: replaceWord(&bytes)
    default:
      guard let other = pick(corpus) else { return }
      insert(Array(other[range(in: other, most: 400)]), into: &bytes)
    }
  }

  private mutating func range(in bytes: [UInt8], most: Int) -> Range<Int> {
    let start = below(bytes.count + 1)
    return start..<min(bytes.count, start + below(most))
  }

  private mutating func insert(_ piece: [UInt8], into bytes: inout [UInt8]) {
    bytes.insert(contentsOf: piece, at: below(bytes.count + 1))
  }

  private mutating func flip(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    for _ in 0...below(3) { bytes[below(bytes.count)] = UInt8(below(256)) }
  }

  /// Drops, doubles, swaps, indents or borrows a line.
  private mutating func changeLines(_ bytes: inout [UInt8], _ corpus: [[UInt8]]) {
    var lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
    let place = below(lines.count)
    switch below(5) {
    case 0: lines.remove(at: place)
    case 1: lines.insert(lines[place], at: below(lines.count + 1))
    case 2: lines.swapAt(place, below(lines.count))
    case 3: lines[place] = Array(repeating: 32, count: below(9)) + lines[place].drop { $0 == 32 }
    default:
      let others = (pick(corpus) ?? []).split(separator: 10, omittingEmptySubsequences: false)
      lines.insert(Array(pick(others) ?? []), at: place)
    }
    bytes = Array(lines.joined(separator: [10]))
  }

  private mutating func changeNumber(_ bytes: inout [UInt8]) {
    let digits = bytes.indices.filter { (48...57).contains(bytes[$0]) }
    guard let start = pick(digits) else { return }
    let end = bytes[start...].firstIndex { !(48...57).contains($0) } ?? bytes.endIndex
    let number = pick([
      "0", "-1", "00", "1e309", "9223372036854775807", "9223372036854775808",
      "99999999999999999999",
      "0.0000001", "1_000", "0x10", "\u{661}", "２",
    ])
    bytes.replaceSubrange(start..<end, with: Array((number ?? "").utf8))
  }

  private mutating func replaceWord(_ bytes: inout [UInt8]) {
    func isLetter(_ byte: UInt8) -> Bool { byte >= 128 || (97...122).contains(byte | 32) }
    guard let start = pick(bytes.indices.filter { isLetter(bytes[$0]) }) else { return }
    let end = bytes[start...].firstIndex { !isLetter($0) } ?? bytes.endIndex
    let words = bytes.split { !isLetter($0) }
    bytes.replaceSubrange(start..<end, with: Array(pick(words) ?? []))
  }

  private static let pieces = [
    "\u{0}", "\r", "\r\n", "\t", "\u{FEFF}", "\u{202E}", "e\u{301}", "👩‍👩‍👧‍👦", "\u{FFFF}", "中",
    "---\n", "...\n", "- ", "  - ", "? ", ": ", "&a ", "*a", "!!binary ", "!!int x", "|\n", ">-\n",
    "{", "}", "[", "]", "${", "}}", "{{", "{{#", "{{/", "\"", "'", "\\", "`", "```\n", "~~~", "<",
    ">",
    "<!--", "](", "](#", "#", "## ", "### ", "- [ ] ", "1. ", "\n\n", "    ", "$(", "<<EOF\n",
    "null",
    "~", "true", "yes", "2026-02-30", "25:61", "every 0s", "@.", "$.", "$.*", "[0]", "[-1]", "==",
    "in",
    "&amp;", "&#x110000;", "%", "%zz", "=", "&", "<a>", "</a>", "<![CDATA[", "1e999",
  ]
}
