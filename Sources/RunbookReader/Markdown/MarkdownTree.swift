import Findings

/// A Markdown file as blocks in the order of the file.
///
/// Nothing changes in it once it is read: it is a class so that its many readers share it.
final class MarkdownTree {
  /// The text that was read.
  let source: SourceText
  /// The blocks, each before what it holds.
  let blocks: [Block]
  /// The text of each block without Markdown's marks; of code and HTML, as it stands.
  let texts: [String]
  /// The links and images in the order of the file.
  let links: [InlineLink]
  /// The values of `id` and `name` in raw HTML.
  let anchors: [String]
  /// The different info strings of the fences.
  private let infos: [FenceInfo]

  /// Reads the text from `line` on, with numbers written by hand as lists where `numbering` has them.
  init(_ source: SourceText, fromLine line: Int = 1, numbering: ChineseNumbering? = nil) {
    let walk = TreeWalk(source, fromLine: line, numbering: numbering)
    self.source = source
    blocks = walk.blocks
    texts = walk.texts
    links = walk.links
    anchors = walk.anchors
    infos = walk.infos
  }

  /// The info string of a block of code; that of indented code is empty.
  func info(of index: Int) -> FenceInfo {
    let place = Int(blocks[index].info)
    return place < 0 ? .none : infos[place]
  }

  /// The text of a block of code with the line breaks that end it.
  func wholeCode(of index: Int) -> String {
    texts[index] + String(repeating: "\n", count: Int(blocks[index].lineBreaks))
  }

  /// The position of a block.
  func position(of index: Int) -> SourcePosition {
    source.position(line: Int(blocks[index].line), byteColumn: Int(blocks[index].column))
  }

  /// The position of a link.
  func position(of link: InlineLink) -> SourcePosition {
    source.position(line: Int(link.line), byteColumn: Int(link.column))
  }

  /// The links in the text of a block.
  func links(of index: Int) -> ArraySlice<InlineLink> {
    links[Int(blocks[index].links.lowerBound)..<Int(blocks[index].links.upperBound)]
  }

  /// The indexes of the blocks that lie directly in a range of blocks.
  func children(in range: Range<Int>) -> Siblings { Siblings(tree: self, rest: range) }

  /// The indexes of blocks that lie side by side.
  struct Siblings: Sequence, IteratorProtocol {
    fileprivate let tree: MarkdownTree
    fileprivate var rest: Range<Int>

    mutating func next() -> Int? {
      guard let index = rest.first else { return nil }
      rest = Int(tree.blocks[index].end)..<rest.upperBound
      return index
    }
  }

  /// The range of blocks that a block holds.
  func inside(_ index: Int) -> Range<Int> { index + 1..<Int(blocks[index].end) }
}
