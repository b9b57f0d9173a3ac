import Findings
import Phrases
import RunbookModel

/// Walks a Markdown file that nobody wrote for a tool.
struct PlainReader {
  private(set) var findings: [Finding] = []
  private(set) var runbook: Runbook

  private let tree: MarkdownTree
  private let headings: [HeadingPlace]
  private var content: PlainStep
  private var counts: [String: Int] = [:]

  /// Reads `tree` into `runbook`, which has its name already.
  init(_ tree: MarkdownTree, headings: [HeadingPlace], runbook: Runbook) {
    self.tree = tree
    self.headings = headings
    self.runbook = runbook
    content = PlainStep(tree)
    let title = titlePlace
    var sections = sections(excluding: title) { ActionSection($0.title) != nil }
    let isChosen = areWhatToDo(sections)
    if !isChosen { sections = self.sections(excluding: title) { _ in true } }
    let first = sections.first.map { headings[$0.lowerBound].block } ?? tree.blocks.count
    var steps = sections.map { step(of: $0, splitting: isChosen ? .always : .aroundCode) }
    if sections.isEmpty {
      steps = stepsWithoutHeadings(after: title)
    } else if let opening = isChosen ? nil : opening(before: first, title: title) {
      steps.insert(opening, at: 0)
    } else {
      addIntroduction(before: first, title: title)
    }
    self.runbook.steps = hoisted(steps)
    reportDuplicates(in: sections)
  }

  // MARK: Sections

  /// The place of the heading that is the file's title: the only one of level 1, before all others.
  private var titlePlace: Int? {
    guard let first = headings.first, first.level == 1,
      !headings.dropFirst().contains(where: { $0.level == 1 })
    else { return nil }
    return 0
  }

  /// The outermost sections whose headings are wanted.
  private func sections(
    excluding title: Int?,
    where isWanted: (HeadingPlace) -> Bool
  ) -> [Range<Int>] {
    var sections: [Range<Int>] = []
    var place = 0
    while place < headings.count {
      guard place != title, isWanted(headings[place]) else {
        place += 1
        continue
      }
      let level = headings[place].level
      let end = headings[(place + 1)...].firstIndex { $0.level <= level } ?? headings.endIndex
      sections.append(place..<end)
      place = end
    }
    return sections
  }

  /// Whether sections are what the file wants done: one of them begins it, and they have at least
  /// half of the commands, so that none is missed because of a heading's wording.
  private func areWhatToDo(_ sections: [Range<Int>]) -> Bool {
    guard sections.contains(where: { ActionSection(headings[$0.lowerBound].title) == .work })
    else { return false }
    let blocks = tree.blocks
    var inside = 0
    var outside = 0
    var start = 0
    for section in sections {
      let begin = headings[section.lowerBound].block
      let end =
        section.upperBound < headings.count ? headings[section.upperBound].block : blocks.count
      outside += shellFences(blocks, start..<begin)
      inside += shellFences(blocks, begin..<end)
      start = end
    }
    return inside >= outside + shellFences(blocks, start..<blocks.count)
  }

  private func shellFences(_ blocks: [Block], _ range: Range<Int>) -> Int {
    var count = 0
    for index in range where blocks[index].info >= 0 {
      let info = tree.info(of: index)
      if info.isShell || info.isTranscript { count += 1 }
    }
    return count
  }

  private func blocks(under place: Int) -> Range<Int> {
    let start = Int(tree.blocks[headings[place].block].end)
    let end = place + 1 < headings.count ? headings[place + 1].block : tree.blocks.count
    return start..<end
  }

  private mutating func addIntroduction(before end: Int, title: Int?) {
    let start = title.map { Int(tree.blocks[headings[$0].block].end) } ?? 0
    guard start < end else { return }
    for piece in Pieces(of: tree, in: start..<end) {
      switch piece {
      case .text(let part): runbook.introduction.append(part)
      case .item(let item): runbook.introduction.append(.bullet(item.text, depth: item.depth))
      case .code(let index):
        let language = tree.info(of: index).language
        runbook.introduction.append(.code(language: language, text: tree.wholeCode(of: index)))
      }
    }
  }

  /// What stands below the title as a step, when the file begins with things to do.
  private mutating func opening(before end: Int, title: Int?) -> Step? {
    let start = title.map { Int(tree.blocks[headings[$0].block].end) } ?? 0
    guard start < end, isToDo(start..<end) else { return nil }
    var step = title.map { emptyStep($0) } ?? emptyStep(titled: runbook.title)
    split(start..<end, into: &step)
    return step
  }

  /// Whether blocks have shell or items to tick that are not a table of contents.
  private func isToDo(_ range: Range<Int>) -> Bool {
    shellFences(tree.blocks, range) > 0
      || tree.children(in: range).contains { list in
        let text = list + 2
        return SectionSplitter.isStepList(tree, list) && text < tree.blocks.count
          && tree.links(of: text).first?.destination.utf8.first != UInt8(ascii: "#")
      }
  }

  // MARK: Steps

  private func emptyStep(_ heading: Int) -> Step {
    let heading = headings[heading]
    return Step(
      id: StepID(heading.anchor),
      anchor: heading.anchor,
      title: heading.title.isEmpty ? "…" : heading.title,
      position: tree.position(of: heading.block)
    )
  }

  private func emptyStep(titled title: String) -> Step {
    Step(id: StepID("step"), anchor: "", title: title, position: SourcePosition(line: 1, column: 1))
  }

  /// Whether a section without sub-headings is split into steps.
  private enum Splitting {
    case always
    /// Unless it has nothing but paragraphs: that is something to read.
    case aroundCode
    case never
  }

  /// The step of a section, with its sub-headings or its items as sub-steps.
  ///
  /// Headings have six levels, so this calls itself five times at most.
  private mutating func step(of section: Range<Int>, splitting: Splitting) -> Step {
    var step = emptyStep(section.lowerBound)
    let own = blocks(under: section.lowerBound)
    guard section.count == 1 else {
      content.add(own, to: &step)
      var place = section.lowerBound + 1
      while place < section.upperBound {
        let level = headings[place].level
        let end = headings[(place + 1)..<section.upperBound].firstIndex { $0.level <= level }
        step.children.append(self.step(of: place..<(end ?? section.upperBound), splitting: .never))
        place = end ?? section.upperBound
      }
      return step
    }
    let isSplit =
      switch splitting {
      case .always: true
      case .aroundCode: !SectionSplitter.isProse(tree, own)
      case .never: false
      }
    if isSplit { split(own, into: &step) } else { content.add(own, to: &step) }
    if own.isEmpty {
      findings.append(
        PlainRules.emptySection.finding(
          at: step.position,
          ["title": headings[section.lowerBound].title]
        )
      )
    }
    return step
  }

  /// Makes the items or paragraphs of a section sub-steps, unless it has only one.
  private mutating func split(_ range: Range<Int>, into step: inout Step) {
    let splitter = SectionSplitter(tree, range)
    guard splitter.parts.count > 1 else {
      content.add(range, to: &step)
      return
    }
    for part in splitter.introduction { content.add(part, to: &step) }
    step.children.reserveCapacity(splitter.parts.count)
    for part in splitter.parts { step.children.append(self.step(of: part, anchor: step.anchor)) }
  }

  /// The steps of a file that has no heading but perhaps a title.
  private mutating func stepsWithoutHeadings(after title: Int?) -> [Step] {
    let range = title.map { blocks(under: $0) } ?? 0..<tree.blocks.count
    let anchor = title.map { headings[$0].anchor } ?? ""
    let splitter = SectionSplitter(tree, range)
    guard splitter.parts.count > 1 else {
      let line = title.map { tree.position(of: headings[$0].block) }
      var step = Step(
        id: StepID(anchor.isEmpty ? "step" : anchor),
        anchor: anchor,
        title: runbook.title,
        position: line ?? SourcePosition(line: 1, column: 1)
      )
      content.add(range, to: &step)
      return step.body.isEmpty && title == nil ? [] : [step]
    }
    var head = Step(
      id: StepID(""),
      anchor: "",
      title: "",
      position: SourcePosition(line: 1, column: 1)
    )
    for part in splitter.introduction { content.add(part, to: &head) }
    let steps = splitter.parts.map { self.step(of: $0, anchor: anchor) }
    guard head.commands.isEmpty, head.checklist.isEmpty else {
      head.id = StepID(anchor.isEmpty ? "step" : anchor)
      head.title = runbook.title
      return [head] + steps
    }
    runbook.introduction += head.body
    return steps
  }

  private mutating func step(of part: SectionSplitter.Part, anchor: String) -> Step {
    let isItem = tree.blocks[part.name].isItem
    let inner = part.name + 1
    let hasText = isItem && inner < Int(tree.blocks[part.name].end)
    let text = isItem ? hasText ? tree.texts[inner] : "" : tree.texts[part.name]
    let title = PlainTitle(tree.blocks[hasText ? inner : part.name].kind == .code ? "" : text)
    let prefix = anchor.isEmpty ? "step" : anchor
    let number = counts[prefix, default: 0] + 1
    counts[prefix] = number
    var step = Step(
      id: StepID("\(prefix).\(number)"),
      anchor: anchor,
      title: title.text.isEmpty ? "…" : title.text,
      position: tree.position(of: part.name)
    )
    if title.isShortened { step.body.append(.paragraph(text)) }
    content.addLinks(of: hasText ? inner : part.name, to: &step)
    step.isOptional = ConditionalItem.begins(text)
    for range in part.ranges { content.add(range, to: &step) }
    for child in part.parts { step.children.append(self.step(of: child, anchor: anchor)) }
    return step
  }

  /// A single section with nothing of its own to do needs no place in the tree.
  private mutating func hoisted(_ steps: [Step]) -> [Step] {
    guard steps.count == 1, let only = steps.first, !only.children.isEmpty, only.commands.isEmpty,
      only.checklist.isEmpty
    else { return steps }
    runbook.introduction += only.body
    return only.children
  }

  private mutating func reportDuplicates(in sections: [Range<Int>]) {
    // An anchor differs from its slug as soon as another heading has the same one.
    guard headings.contains(where: { $0.anchor != $0.slug }) else { return }
    var first: [String: SourcePosition] = [:]
    for place in sections.joined() {
      let slug = headings[place].slug
      let position = tree.position(of: headings[place].block)
      guard let earlier = first[slug] else {
        first[slug] = position
        continue
      }
      findings.append(
        PlainRules.duplicateHeading.finding(
          at: position,
          ["title": headings[place].title],
          notes: [Finding.Note(StructureRules.firstHeading.with([:]), at: earlier)]
        )
      )
    }
  }
}
