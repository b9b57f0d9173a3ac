import RunbookModel

/// Fills steps of a plain file with what stands in blocks.
struct PlainStep {
  private let tree: MarkdownTree
  private var offers: OfferReader

  /// For blocks of `tree`.
  init(_ tree: MarkdownTree) {
    self.tree = tree
    offers = OfferReader(tree)
  }

  /// Adds what stands in a range of blocks to a step.
  mutating func add(_ range: Range<Int>, to step: inout Step) {
    step.body.reserveCapacity(step.body.count + min(range.count, 8))
    for piece in Pieces(of: tree, in: range) {
      switch piece {
      case .text(let part): step.body.append(part)
      case .item(let item):
        step.body.append(.item(step.checklist.count))
        step.checklist.append(item)
      case .code(let index): offers.read(index, into: &step)
      }
    }
    for index in range { addLinks(of: index, to: &step) }
  }

  /// Adds the links of a block that lead out of the file.
  func addLinks(of index: Int, to step: inout Step) {
    guard !tree.blocks[index].links.isEmpty else { return }
    for link in tree.links(of: index)
    where !link.destination.isEmpty && link.destination.utf8.first != UInt8(ascii: "#") {
      step.links.append(Link(text: link.text, url: link.destination))
    }
  }
}
