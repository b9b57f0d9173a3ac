/// Splits a section without sub-headings into steps: paragraphs in bold that stand for headings, or
/// else items, or else paragraphs.
struct SectionSplitter {
  /// A step to be.
  struct Part {
    /// The block that names it: a paragraph, or an item.
    var name: Int
    /// What stands in it, without the name itself.
    var ranges: [Range<Int>]
    /// Steps in it.
    var parts: [Part] = []
  }

  /// What stands before the first step.
  private(set) var introduction: [Range<Int>] = []
  /// The steps.
  private(set) var parts: [Part] = []

  private let tree: MarkdownTree
  private var groups: [(introduction: [Int], items: [Part])] = []
  private var pending: [Int] = []
  private var lastNumber = 0
  private var lastCount = 0
  private var lastIsOrdered = false

  /// Splits the blocks in `range`.
  init(_ tree: MarkdownTree, _ range: Range<Int>) {
    self.tree = tree
    let blocks = Array(tree.children(in: range))
    if blocks.count(where: { isLead($0) }) > 1 {
      join(blocks.map { ($0, isLead($0) ? [Part(name: $0, ranges: [])] : []) })
    } else if blocks.contains(where: { isStepList($0) }) {
      splitByItems(blocks)
    } else if let first = blocks.firstIndex(where: { isParagraph($0) }) {
      // Bullets say more of the paragraph above them; above all of them they are work of their own.
      join(
        blocks.enumerated().map { place, block in
          let isOwn = place < first && tree.blocks[block].kind == .bulletList
          return (
            block,
            isOwn ? items(of: block) : isParagraph(block) ? [Part(name: block, ranges: [])] : []
          )
        }
      )
    } else if blocks.contains(where: { tree.blocks[$0].kind == .bulletList }) {
      join(blocks.map { ($0, tree.blocks[$0].kind == .bulletList ? items(of: $0) : []) })
    } else {
      introduction = [range]
    }
  }

  /// Takes the parts that blocks begin, and gives the last of them the blocks that begin none.
  private mutating func join(_ blocks: [(block: Int, begun: [Part])]) {
    for (block, begun) in blocks {
      if !begun.isEmpty {
        parts += begun
      } else if parts.isEmpty {
        introduction.append(extent(of: block))
      } else {
        parts[parts.count - 1].ranges.append(extent(of: block))
      }
    }
  }

  private func extent(of block: Int) -> Range<Int> { block..<Int(tree.blocks[block].end) }

  /// Whether a block is a list whose items are to be done one after another.
  private func isStepList(_ block: Int) -> Bool { Self.isStepList(tree, block) }

  /// Whether a block of `tree` is a list whose items are to be done one after another.
  static func isStepList(_ tree: MarkdownTree, _ block: Int) -> Bool {
    switch tree.blocks[block].kind {
    case .orderedList: true
    case .bulletList: block + 1 < tree.blocks.count && tree.blocks[block + 1].kind == .taskItem
    default: false
    }
  }

  /// Whether the blocks in a range are only paragraphs, quotations and pictures of things.
  static func isProse(_ tree: MarkdownTree, _ range: Range<Int>) -> Bool {
    tree.children(in: range).allSatisfy { block in
      switch tree.blocks[block].kind {
      case .paragraph: tree.blocks[block].number == 0
      case .quote, .html, .rule, .table: true
      default: false
      }
    }
  }

  private func isParagraph(_ block: Int) -> Bool {
    tree.blocks[block].kind == .paragraph && !tree.texts[block].isEmpty
      && Admonition(tree.texts[block]) == nil
  }

  /// Whether a block is a paragraph that is strong as a whole, as many write headings.
  private func isLead(_ block: Int) -> Bool {
    tree.blocks[block].number == 1 && isParagraph(block)
  }

  private func items(of list: Int) -> [Part] {
    tree.children(in: tree.inside(list)).map { item in
      let inner = tree.inside(item)
      let first = inner.first.map { tree.blocks[$0].kind }
      let hasName = first == .paragraph || first == .heading
      return Part(name: item, ranges: [hasName ? inner.lowerBound + 1..<inner.upperBound : inner])
    }
  }

  // MARK: Items

  private mutating func splitByItems(_ blocks: [Int]) {
    for block in blocks {
      if isStepList(block) { add(list: block) } else { pending.append(block) }
    }
    attachPending()
    if groups.count == 1 {
      introduction = groups[0].introduction.map { extent(of: $0) }
      parts = groups[0].items
      return
    }
    for group in groups {
      guard let name = group.introduction.first(where: { isParagraph($0) }) else {
        if parts.isEmpty { introduction += group.introduction.map { extent(of: $0) } }
        parts += group.items
        continue
      }
      let rest = group.introduction.filter { $0 != name }.map { extent(of: $0) }
      parts.append(Part(name: name, ranges: rest, parts: group.items))
    }
  }

  private mutating func add(list: Int) {
    let block = tree.blocks[list]
    let items = items(of: list)
    let isOrdered = block.kind == .orderedList
    if !groups.isEmpty, goesOn(isOrdered, start: Int(block.number)) {
      attachPending()
      groups[groups.count - 1].items += items
      lastNumber += items.count
    } else {
      let mark = pending.firstIndex { isParagraph($0) } ?? pending.count
      let introduction = groups.isEmpty ? pending : Array(pending[mark...])
      pending = groups.isEmpty ? [] : Array(pending[..<mark])
      attachPending()
      groups.append((introduction, items))
      lastNumber = Int(block.number) + items.count - 1
    }
    lastIsOrdered = isOrdered
    lastCount = items.count
  }

  /// Whether a list goes on the one before, which something interrupted.
  private func goesOn(_ isOrdered: Bool, start: Int) -> Bool {
    guard isOrdered == lastIsOrdered else { return false }
    let hasText = pending.contains { isParagraph($0) }
    guard isOrdered else { return !hasText }
    // Many write `1.` before every item and rely on the renderer to count.
    return start == lastNumber + 1 || start > 1 || start == 1 && lastCount == 1 && !hasText
  }

  /// Gives what stood after a list to its last item.
  private mutating func attachPending() {
    guard !groups.isEmpty else { return }
    let last = groups.count - 1
    let item = groups[last].items.count - 1
    if item >= 0 { groups[last].items[item].ranges += pending.map { extent(of: $0) } }
    pending = []
  }
}
