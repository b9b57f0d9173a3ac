import Findings

extension TreeWalk {
  /// How far the search for the links of one block has come.
  private struct LinkSearch {
    var from: Int
    /// How many bytes may still be looked at: a block is searched a few times at most.
    var budget: Int
  }

  /// Corrects the positions of the links of `block`, which are all from `first` on.
  mutating func settlePositions(from first: Int, in block: Block) {
    let start = source.offset(ofLine: Int(block.line))
    let end = source.range(ofLine: Int(block.endLine)).upperBound
    var search = LinkSearch(from: start, budget: 4 * max(end - start, 0) + 1000)
    for place in first..<links.count { settlePosition(ofLink: place, in: block, &search) }
  }

  /// Looks up where a link stands when the library does not know.
  ///
  /// It counts columns wrongly on lines that go on a paragraph, and not at all for bare addresses.
  private mutating func settlePosition(
    ofLink place: Int,
    in block: Block,
    _ search: inout LinkSearch
  ) {
    let link = links[place]
    let range = source.range(ofLine: Int(link.line))
    let start = range.lowerBound + Int(link.column) - 1
    if start >= search.from, start < range.upperBound, isBeginning(of: link, at: start) {
      search.from = start + 1
      return
    }
    guard let found = find(link, until: Int(block.endLine), &search) else { return }
    let line = source.line(atOffset: found)
    links[place].line = Int32(line)
    links[place].column = Int32(found - source.offset(ofLine: line) + 1)
  }

  private func isBeginning(of link: InlineLink, at offset: Int) -> Bool {
    switch source.bytes[offset] {
    case UInt8(ascii: "!"): link.isImage
    case UInt8(ascii: "["): !link.isImage
    case UInt8(ascii: "<"):
      !link.isImage && source.bytes[(offset + 1)...].starts(with: link.text.utf8.prefix(20))
    default: false
    }
  }

  /// A bare address is found by itself, a written link by the bracket before its destination.
  private func find(
    _ link: InlineLink,
    until lastLine: Int,
    _ search: inout LinkSearch
  ) -> Int? {
    let end = source.range(ofLine: lastLine).upperBound
    let isBare = link.destination.hasSuffix(link.text) && !link.text.isEmpty
    let wanted = Array((isBare ? link.text : link.destination).utf8.prefix(24))
    guard let first = wanted.first else { return nil }
    var offset = search.from
    while offset + wanted.count <= end, search.budget > 0 {
      search.budget -= 1
      guard source.bytes[offset] == first,
        source.bytes[offset..<offset + wanted.count].elementsEqual(wanted)
      else {
        offset += 1
        continue
      }
      search.from = offset + 1
      var before = offset - 1
      if before >= 0, source.bytes[before] == UInt8(ascii: "<") { before -= 1 }
      guard before >= 0, source.bytes[before] == UInt8(ascii: "(") else { return offset }
      let floor = max(before - 400, source.offset(ofLine: source.line(atOffset: offset)))
      let bracket = source.bytes[floor..<before].lastIndex(of: UInt8(ascii: "["))
      return bracket.map { link.isImage ? max($0 - 1, floor) : $0 } ?? offset
    }
    return nil
  }
}
