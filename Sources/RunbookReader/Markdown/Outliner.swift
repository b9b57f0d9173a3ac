import Findings
import RunbookModel

/// A heading that stands by itself, not in a list or a quotation.
struct HeadingPlace {
  /// The index of its block.
  let block: Int
  /// The level, 1 to 6.
  let level: Int
  /// The text as a slug, which several headings may share.
  let slug: String
  /// The anchor that links point to.
  let anchor: String
  /// The text.
  let title: String
}

/// Collects what stands where in a file.
struct Outliner {
  private(set) var outline = DocumentOutline()
  /// The headings that stand by themselves.
  private(set) var headings: [HeadingPlace] = []
  private var slugger: Slugger

  /// Collects from `tree`.
  init(_ tree: MarkdownTree) {
    let count = tree.blocks.count { $0.kind == .heading }
    slugger = Slugger(capacity: count)
    outline.anchors = tree.anchors
    outline.links.reserveCapacity(tree.links.count)
    for link in tree.links {
      outline.links.append(
        DocumentOutline.Link(
          text: link.text,
          destination: link.destination,
          position: tree.position(of: link),
          isImage: link.isImage
        )
      )
    }
    outline.headings.reserveCapacity(count)
    headings.reserveCapacity(count)
    for index in tree.blocks.indices {
      switch tree.blocks[index].kind {
      case .heading: add(heading: index, of: tree)
      case .code: if tree.blocks[index].isFenced { add(fence: index, of: tree) }
      default: break
      }
    }
  }

  private mutating func add(heading index: Int, of tree: MarkdownTree) {
    let block = tree.blocks[index]
    let text = tree.texts[index]
    let slug = Slugger.slug(text)
    let anchor = slugger.anchor(forSlug: slug)
    outline.headings.append(
      DocumentOutline.Heading(
        level: Int(block.number),
        text: text,
        slug: anchor,
        position: tree.position(of: index),
        isNested: block.depth > 0
      )
    )
    if block.depth == 0 {
      headings.append(
        HeadingPlace(
          block: index,
          level: Int(block.number),
          slug: slug,
          anchor: anchor,
          title: text
        )
      )
    }
  }

  private mutating func add(fence index: Int, of tree: MarkdownTree) {
    let block = tree.blocks[index]
    let info = tree.info(of: index)
    let isClosed = Fence.isClosed(index, of: tree)
    outline.fences.append(
      DocumentOutline.Fence(
        info: info.text,
        language: info.language,
        roleWord: info.roleWord,
        position: tree.position(of: index),
        bodyLine: Int(block.line) + 1,
        isUnterminated: !isClosed,
        isSwallowingHeadings: !isClosed && Fence.holdsMarkdown(tree.texts[index])
      )
    )
    // A bare fence that ends a block of a list opens a new one instead of closing the first.
    if info.text.isEmpty, outline.fences.count > 1 {
      let before = outline.fences.count - 2
      if outline.fences[before].position.line < Int(block.line), let last = lastFence,
        tree.blocks[last].endLine == block.line
      {
        outline.fences[before].isUnterminated = true
      }
    }
    lastFence = index
  }

  private var lastFence: Int?
}

/// Facts about fences that the parser does not tell.
enum Fence {
  /// Whether a code block ends with a closing fence.
  static func isClosed(_ index: Int, of tree: MarkdownTree) -> Bool {
    let block = tree.blocks[index]
    guard block.endLine > block.line else { return false }
    let line = tree.source.line(Int(block.endLine))
    guard let last = line.last(where: { !$0.isBlank }), last == 0x60 || last == 0x7E else {
      return false
    }
    let tail = line.prefix(through: line.lastIndex { !$0.isBlank } ?? line.startIndex)
    let marks = tail.reversed().prefix { $0 == last }.count
    return marks >= Int(block.number)
      && tail.dropLast(marks).allSatisfy { $0.isBlank || $0 == UInt8(ascii: ">") }
  }

  /// Whether code has lines that look like headings of Markdown or like fences.
  static func holdsMarkdown(_ code: String) -> Bool {
    for line in code.utf8.split(separator: .newline) {
      let marks = line.prefix { $0 == UInt8(ascii: "#") }.count
      if (2...6).contains(marks), line.dropFirst(marks).first == .space { return true }
      let text = line.drop { $0.isBlank }
      if text.starts(with: "```".utf8) || text.starts(with: "~~~".utf8) { return true }
    }
    return false
  }
}
