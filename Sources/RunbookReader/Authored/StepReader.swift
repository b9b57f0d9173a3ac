import Findings
import Phrases
import RunbookModel

/// Reads what stands under one heading of an authored runbook into a step.
///
/// A step is large, so the reader is not copied: what it read is moved out of it.
struct StepReader: ~Copyable {
  /// A step before its links are looked up and its sub-steps put into it.
  struct Draft {
    var step: Step
    /// How deep its heading stands.
    let level: Int
    /// The links in its metadata.
    let references: [MetadataReader.Reference]
    /// Where the step's own id is written, when it has one.
    let explicitID: SourcePosition?
  }

  private(set) var findings: [Finding] = []
  private var step: Step
  private let tree: MarkdownTree
  private var commands: CommandReader
  private var metadata = MetadataReader()

  /// Reads the blocks in `range`, which stand under `heading`.
  init(_ tree: MarkdownTree, heading: HeadingPlace, range: Range<Int>, bulletsAreItems: Bool) {
    self.tree = tree
    commands = CommandReader(tree)
    step = Step(
      id: StepID(heading.anchor),
      anchor: heading.anchor,
      title: heading.title,
      position: tree.position(of: heading.block)
    )
    if heading.title.isEmpty {
      findings.append(StructureRules.emptyHeading.finding(at: step.position))
    }
    var taken = readLists(range)
    taken.sort()
    var start = range.lowerBound
    for list in taken {
      readPieces(start..<list, bulletsAreItems)
      start = Int(tree.blocks[list].end)
    }
    readPieces(start..<range.upperBound, bulletsAreItems)
    findings += metadata.findings
    findings += commands.findings
  }

  /// What was read, as a draft of a step at `level`.
  consuming func draft(level: Int) -> Draft {
    Draft(
      step: step,
      level: level,
      references: metadata.references,
      explicitID: metadata.explicitID
    )
  }

  // MARK: Lists

  /// Reads metadata and the decision, and gives the lists that are no text.
  private mutating func readLists(_ range: Range<Int>) -> [Int] {
    var taken: [Int] = []
    var isFirst = true
    var hasDecision = false
    for index in tree.children(in: range) {
      guard let list = MetadataList(tree, index) else { continue }
      if !isFirst, list.fields > 0 {
        if list.isComplete || list.fields * 2 > list.items.count {
          findings.append(MetadataRules.misplaced.finding(at: tree.position(of: index)))
        }
      } else if list.fields > 0 || list.isComplete && list.answers > 0 {
        if list.answers > 0, hasDecision {
          findings.append(MetadataRules.secondDecision.finding(at: tree.position(of: index)))
        }
        hasDecision = hasDecision || list.answers > 0
        read(list)
        taken.append(index)
      } else {
        reportNearMisses(list, isFirst: isFirst)
      }
      isFirst = false
    }
    return taken
  }

  private mutating func read(_ list: MetadataList) {
    for (item, raw) in list.items {
      switch item {
      case .field(let key, let value): metadata.read(key, value, raw, into: &step)
      case .answer(let link, let condition):
        metadata.read(link, condition: condition, raw, into: &step)
      case .unknown(let name): findings.append(unknownKey(name, raw))
      case .text:
        let position = raw.position(of: raw.text[...])
        findings.append(MetadataRules.mixedList.finding(at: position))
      }
    }
  }

  /// A list is text, and yet some item looks as if it should have been more.
  private mutating func reportNearMisses(_ list: MetadataList, isFirst: Bool) {
    for (item, raw) in list.items {
      switch item {
      case .unknown(let name):
        guard isFirst, name.count > 3, MetadataKey.suggestion(for: String(name)) != nil else {
          continue
        }
        findings.append(unknownKey(name, raw))
      case .text where list.answers > 0:
        let position = raw.position(of: raw.text[...])
        findings.append(MetadataRules.mixedDecision.finding(at: position))
      default: break
      }
    }
  }

  private func unknownKey(_ name: Substring, _ raw: RawText) -> Finding {
    let position = raw.position(of: name)
    let length = name.unicodeScalars.count
    if let suggestion = MetadataKey.suggestion(for: String(name)) {
      let arguments = ["key": String(name), "suggestion": suggestion]
      return MetadataRules.misspeltKey.finding(at: position, length: length, arguments)
    }
    let known = MetadataKey.allCases.map(\.rawValue).listed
    let arguments = ["key": String(name), "known": known]
    return MetadataRules.unknownKey.finding(at: position, length: length, arguments)
  }

  // MARK: Pieces

  private mutating func readPieces(_ range: Range<Int>, _ bulletsAreItems: Bool) {
    step.body.reserveCapacity(step.body.count + min(range.count, 8))
    for piece in Pieces(of: tree, in: range, bulletsAreItems: bulletsAreItems) {
      switch piece {
      case .text(let part): step.body.append(part)
      case .item(let item):
        step.body.append(.item(step.checklist.count))
        step.checklist.append(item)
      case .code(let index): readCode(index)
      }
    }
    for index in range where !tree.blocks[index].links.isEmpty { addOutwardLinks(of: index) }
  }

  private mutating func readCode(_ index: Int) {
    guard let role = commands.role(of: index) else {
      addCode(index)
      return
    }
    switch role {
    case .output: addCode(index)
    case .expect:
      let expectations = commands.expectations(at: index)
      if step.commands.isEmpty {
        commands.reportLonely(index)
      } else {
        step.commands[step.commands.count - 1].expectations += expectations
      }
    case .run: addCommand(.run, index)
    case .check: addCommand(.check, index)
    case .until: addCommand(.until, index)
    case .rollback: addCommand(.rollback, index)
    }
  }

  private mutating func addCommand(_ role: Command.Role, _ index: Int) {
    guard let command = commands.command(role, at: index) else { return }
    step.body.append(.command(step.commands.count))
    step.commands.append(command)
  }

  private mutating func addCode(_ index: Int) {
    step.body.append(
      .code(language: tree.info(of: index).language, text: tree.texts[index])
    )
  }

  private mutating func addOutwardLinks(of index: Int) {
    for link in tree.links(of: index)
    where !link.destination.isEmpty && link.destination.utf8.first != UInt8(ascii: "#") {
      step.links.append(Link(text: link.text, url: link.destination))
    }
  }
}
