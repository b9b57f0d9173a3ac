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
    let pieces = PieceReader.pieces(of: tree, in: range)
    step.body.reserveCapacity(step.body.count + pieces.count)
    for piece in pieces {
      switch piece {
      case .text(let part): step.body.append(part)
      case .item(let item):
        step.body.append(.item(step.checklist.count))
        step.checklist.append(item)
      case .code(let index):
        for part in offers.parts(of: index) {
          switch part {
          case .command(let command):
            step.body.append(.command(step.commands.count))
            step.commands.append(command)
          case .code(let language, let text):
            step.body.append(.code(language: language, text: text))
          }
        }
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
