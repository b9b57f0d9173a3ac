import Findings
import Phrases
import RunbookModel

/// Reads the body of an authored runbook.
struct AuthoredReader {
  private(set) var findings: [Finding] = []
  private(set) var runbook: Runbook

  private let tree: MarkdownTree
  private let headings: [HeadingPlace]
  private var drafts: [StepReader.Draft] = []
  /// The blocks that belong to steps.
  private var covered: [Range<Int>] = []

  /// Reads `tree` into `runbook`, which has the front matter already.
  init(_ tree: MarkdownTree, headings: [HeadingPlace], runbook: Runbook) {
    self.tree = tree
    self.headings = headings
    self.runbook = runbook
    let steps = headings.firstIndex { SectionNames.isSteps($0.title) }
    let preconditions = headings.indices.first { place in
      SectionNames.isPreconditions(headings[place].title)
        && !(steps.map { section($0).contains(place) } ?? false)
    }
    if let preconditions { readPreconditions(preconditions) }
    if let steps {
      readSteps(steps)
    } else {
      let position = headings.first.map { tree.position(of: $0.block) }
      findings.append(
        StructureRules.noSteps.finding(at: position ?? SourcePosition(line: 1, column: 1))
      )
    }
    reportCommandsOutside()
    checkNames()
    resolveReferences()
    self.runbook.introduction = introduction(
      before: [preconditions, steps].compactMap(\.self).min()
    )
    self.runbook.steps = nested()
  }

  // MARK: Sections

  /// The places of the headings of a section, its own included.
  private func section(_ place: Int) -> Range<Int> {
    let level = headings[place].level
    let end = headings[(place + 1)...].firstIndex { $0.level <= level } ?? headings.endIndex
    return place..<end
  }

  /// The blocks under a heading, up to the next one.
  private func blocks(under place: Int) -> Range<Int> {
    let start = Int(tree.blocks[headings[place].block].end)
    let end = place + 1 < headings.count ? headings[place + 1].block : tree.blocks.count
    return start..<end
  }

  private mutating func readPreconditions(_ place: Int) {
    for inner in section(place) {
      read(inner, level: headings[inner].level - headings[place].level, bulletsAreItems: true)
    }
  }

  private mutating func readSteps(_ place: Int) {
    let level = headings[place].level
    let range = section(place)
    if range.count == 1 {
      let example = String(repeating: "#", count: min(level + 1, 6)) + " …"
      let arguments = ["title": headings[place].title, "example": example]
      report(StructureRules.emptySteps, place, arguments)
    }
    let own = blocks(under: place)
    if let item = own.first(where: { isItem($0) }) {
      findings.append(StructureRules.itemsOutside.finding(at: tree.position(of: item)))
    }
    var before = level
    for inner in range.dropFirst() {
      let found = headings[inner].level
      if found > before + 1 {
        let arguments = [
          "title": headings[inner].title, "found": "\(found)", "wanted": "\(before + 1)",
        ]
        report(StructureRules.skippedLevel, inner, arguments)
      }
      before = found
      read(inner, level: found - level - 1, bulletsAreItems: false)
    }
    for other in headings.indices.dropFirst(range.upperBound)
    where headings[other].level <= level && SectionNames.isSteps(headings[other].title) {
      report(StructureRules.secondSteps, other)
    }
  }

  private func isItem(_ index: Int) -> Bool {
    switch tree.blocks[index].kind {
    case .taskItem: true
    case .orderedList: true
    default: false
    }
  }

  private mutating func read(_ place: Int, level: Int, bulletsAreItems: Bool) {
    let range = blocks(under: place)
    let reader = StepReader(
      tree,
      heading: headings[place],
      range: range,
      bulletsAreItems: bulletsAreItems
    )
    covered.append(range)
    findings += reader.findings
    drafts.append(reader.draft(level: level))
  }

  private func introduction(before place: Int?) -> [BodyPart] {
    let end = place.map { headings[$0].block } ?? tree.blocks.count
    let title = headings.first { $0.level == 1 }?.block
    var parts: [BodyPart] = []
    var start = 0
    for skipped in [title, end].compactMap(\.self)
    where skipped < tree.blocks.count || skipped == end {
      guard skipped >= start, skipped <= end else { continue }
      for piece in Pieces(of: tree, in: start..<skipped) {
        switch piece {
        case .text(let part): parts.append(part)
        case .item(let item): parts.append(.bullet(item.text, depth: item.depth))
        case .code(let index):
          let language = tree.info(of: index).language
          parts.append(.code(language: language, text: tree.wholeCode(of: index)))
        }
      }
      start = skipped == end ? end : Int(tree.blocks[skipped].end)
    }
    return parts
  }

  /// A command that stands in no step would silently never run.
  private mutating func reportCommandsOutside() {
    var steps = covered.sorted { $0.lowerBound < $1.lowerBound }[...]
    for index in tree.blocks.indices where tree.blocks[index].isFenced {
      while let step = steps.first, step.upperBound <= index { steps.removeFirst() }
      guard let word = tree.info(of: index).roleWord, let role = CommandReader.Role(rawValue: word),
        role != .output, !(steps.first?.contains(index) ?? false)
      else { continue }
      findings.append(
        StructureRules.commandOutside.finding(at: tree.position(of: index), ["role": word])
      )
    }
  }

  private mutating func report(_ rule: Rule, _ place: Int, _ arguments: [String: String] = [:]) {
    findings.append(
      rule.finding(
        at: tree.position(of: headings[place].block),
        length: headings[place].title.unicodeScalars.count + headings[place].level + 1,
        arguments
      )
    )
  }

  // MARK: Names

  /// Reports headings and ids that stand twice, which links could not tell apart.
  private mutating func checkNames() {
    // Anchors are unique: one differs from its slug as soon as another heading has the same slug.
    if headings.contains(where: { $0.anchor != $0.slug }) { reportDuplicateHeadings() }
    if drafts.contains(where: { $0.explicitID != nil }) { reportDuplicateIDs() }
  }

  private mutating func reportDuplicateHeadings() {
    var first: [String: SourcePosition] = [:]
    let stepAnchors = Set(drafts.map(\.step.anchor))
    for heading in headings {
      let position = tree.position(of: heading.block)
      if let earlier = first[heading.slug], stepAnchors.contains(heading.anchor),
        !heading.slug.isEmpty
      {
        findings.append(
          StructureRules.duplicateHeading.finding(
            at: position,
            ["title": heading.title],
            notes: [Finding.Note(StructureRules.firstHeading.with([:]), at: earlier)]
          )
        )
      } else if first[heading.slug] == nil {
        first[heading.slug] = position
      }
    }
  }

  private mutating func reportDuplicateIDs() {
    var owners: [String: Int] = [:]
    for (place, draft) in drafts.enumerated() {
      guard let owner = owners[draft.step.id.text] else {
        owners[draft.step.id.text] = place
        continue
      }
      // The one that was given by hand is the one to change.
      let culprit = draft.explicitID ?? drafts[owner].explicitID ?? draft.step.position
      findings.append(
        StructureRules.duplicateID.finding(at: culprit, ["id": draft.step.id.text])
      )
    }
  }

  // MARK: Links

  /// Turns the anchors in choices, `next` and `on failure` into ids of steps.
  private mutating func resolveReferences() {
    guard drafts.contains(where: { !$0.references.isEmpty }) else { return }
    var ids: [String: StepID] = [:]
    ids.reserveCapacity(drafts.count)
    for place in drafts.indices { ids[drafts[place].step.anchor] = drafts[place].step.id }
    for place in drafts.indices where drafts[place].explicitID != nil {
      let id = drafts[place].step.id
      if ids[id.text] == nil { ids[id.text] = id }
    }
    for place in drafts.indices {
      for reference in drafts[place].references {
        if let id = ids[reference.anchor] {
          set(id, at: reference.place, of: place)
        } else {
          findings.append(dead(reference))
        }
      }
    }
  }

  private func dead(_ reference: MetadataReader.Reference) -> Finding {
    let names = drafts.flatMap { [$0.step.anchor, $0.step.id.text] }
    var arguments = ["anchor": reference.anchor, "example": names.last ?? "restart"]
    let suggestion = Suggestion.nearest(to: reference.anchor, among: names)
    arguments["suggestion"] = suggestion
    let rule =
      headings.contains { $0.anchor == reference.anchor }
      ? StructureRules.notAStep
      : suggestion == nil ? StructureRules.deadAnchor : StructureRules.misspeltAnchor
    return rule.finding(at: reference.position, length: reference.length, arguments)
  }

  private mutating func set(_ id: StepID, at place: MetadataReader.Reference.Place, of index: Int) {
    switch place {
    case .choice(let choice): drafts[index].step.choices[choice].target = .step(id)
    case .next: drafts[index].step.next = .step(id)
    case .failure: drafts[index].step.onFailure = .go(id)
    }
  }

  // MARK: Tree

  /// The steps with their sub-steps in them; this takes them out of the drafts.
  ///
  /// From the last step to the first, so that each finds what belongs to it finished and nothing is
  /// copied: a step is large.
  private mutating func nested() -> [Step] {
    var finished: [(step: Step, level: Int)] = []
    while var draft = drafts.popLast() {
      while finished.last.map({ $0.level > draft.level }) ?? false {
        draft.step.children.append(finished.removeLast().step)
      }
      finished.append((draft.step, draft.level))
    }
    var roots: [Step] = []
    roots.reserveCapacity(finished.count)
    while let last = finished.popLast() { roots.append(last.step) }
    return roots
  }
}
