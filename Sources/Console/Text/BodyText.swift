import Phrases
import RunbookModel
import Timekeeping

/// The text under a heading as lines.
struct BodyText {
  let look: ConsoleLook
  var parts: [BodyPart]
  var commands: [Command] = []
  var checklist: [ChecklistItem] = []
  var links: [Link] = []
  var timeout: TimeSpan?

  /// Text that belongs to no step.
  init(_ parts: [BodyPart], look: ConsoleLook) {
    self.look = look
    self.parts = parts
  }

  /// The text of a step.
  init(of step: Step, look: ConsoleLook) {
    self.init(step.body + step.unplacedParts, look: look)
    commands = step.commands
    checklist = step.checklist
    links = step.links
    timeout = step.timeout
  }

  func lines() -> [Line] {
    var lines: [Line] = []
    var previous: BodyPart?
    for part in parts {
      if let previous, !Self.standClose(previous, part) { lines.append(Line()) }
      lines += self.lines(of: part)
      previous = part
    }
    guard !links.isEmpty else { return lines }
    if !lines.isEmpty { lines.append(Line()) }
    for (number, link) in links.enumerated() {
      lines += look.wrapped(link.text, first: Span("[\(number + 1)] "))
      lines += look.wrapped(link.url, first: Span("    "), mark: .link)
    }
    return lines
  }

  private static func standClose(_ left: BodyPart, _ right: BodyPart) -> Bool {
    switch (left, right) {
    case (.bullet, .bullet), (.item, .item): true
    default: false
    }
  }

  private func lines(of part: BodyPart) -> [Line] {
    switch part {
    case .paragraph(let text): look.wrapped(text)
    case .alert(let kind, let text): alert(kind, text)
    case .quote(let text): look.wrapped(text, first: Span("> "), rest: Span("> "), mark: .faint)
    case .bullet(let text, let depth):
      look.wrapped(text, first: Span(String(repeating: "  ", count: min(depth, 6)) + "• "))
    case .table(let rows): TableText(rows: rows, look: look).lines()
    case .code(language: _, let text): code(text, prompt: "    ", rest: "    ", mark: .faint)
    case .command(let index):
      commands.indices.contains(index) ? command(commands[index]) : []
    case .item(let index):
      checklist.indices.contains(index) ? item(checklist[index]) : []
    }
  }

  private func alert(_ kind: String, _ text: String) -> [Line] {
    let label = PagePhrases.alert(kind).map { look.text($0) } ?? kind.uppercased()
    return [Line([Span("┃ ", .strong), Span(" \(label) ", .loud)])]
      + look.wrapped(text, first: Span("┃ ", .strong), rest: Span("┃ ", .strong))
  }

  private func item(_ item: ChecklistItem) -> [Line] {
    let indent = String(repeating: "  ", count: min(item.depth, 6))
    let number = item.number.map { "\($0). " } ?? ""
    return look.wrapped(item.text, first: Span("\(indent)[ ] \(number)"))
  }

  private func command(_ command: Command) -> [Line] {
    var label = look.text(PagePhrases.role(command.role))
    if let timeout = command.timeout ?? timeout {
      label += " · " + look.text(PagePhrases.limit, ["length": look.length(timeout)])
    }
    if command.needsTerminal { label += " · " + look.text(PagePhrases.terminal) }
    var head = look.wrapped(label, mark: .faint)
    if command.isDestructive, command.role != .rollback {
      head.insert(Line(" \(look.text(PagePhrases.destructive)) ", .loud), at: 0)
    }
    let mark: Mark = command.role == .rollback ? .faint : .strong
    return head + code(command.script, prompt: "  $ ", rest: "    ", mark: mark)
  }

  /// Lines of code, never broken at words, so that what is copied is what stands in the file.
  private func code(_ text: String, prompt: String, rest: String, mark: Mark) -> [Line] {
    var lines: [Line] = []
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      for piece in Columns.cut(String(line), to: look.columns - 4) {
        lines.append(Line([Span(lines.isEmpty ? prompt : rest, .faint), Span(piece, mark)]))
      }
    }
    while let last = lines.last, lines.count > 1, last.text.allSatisfy({ $0 == " " }) {
      lines.removeLast()
    }
    return lines
  }
}

/// Text cut into columns wherever they end.
enum Columns {
  static func cut(_ text: String, to columns: Int) -> [String] {
    let text = text.replacing("\t", with: "    ")
    guard DisplayWidth.width(of: text) > columns else { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for character in text {
      let width = DisplayWidth.width(of: character)
      if used + width > columns, !line.isEmpty {
        lines.append(line)
        line = ""
        used = 0
      }
      line.append(character)
      used += width
    }
    return lines + [line]
  }
}

/// A table in columns, or when it is too wide as one block a row.
struct TableText {
  let rows: [[String]]
  let look: ConsoleLook

  func lines() -> [Line] {
    guard let head = rows.first, !head.isEmpty else { return [] }
    let widths = head.indices.map { column in
      rows.map { $0.indices.contains(column) ? DisplayWidth.width(of: $0[column]) : 0 }.max() ?? 0
    }
    let total = widths.reduce(0, +) + 2 * (widths.count - 1)
    guard total <= look.columns else { return blocks(head) }
    var lines = rows.map { row in
      Line(
        widths.indices.map { column in
          DisplayWidth.pad(row.indices.contains(column) ? row[column] : "", to: widths[column])
        }.joined(separator: "  ")
      )
    }
    lines[0] = Line(lines[0].text, .strong)
    let rule = widths.map { String(repeating: "─", count: $0) }.joined(separator: "  ")
    lines.insert(Line(rule, .faint), at: 1)
    return lines
  }

  private func blocks(_ head: [String]) -> [Line] {
    var lines: [Line] = []
    for row in rows.dropFirst() {
      if !lines.isEmpty { lines.append(Line("─", .faint)) }
      for (title, cell) in zip(head, row) {
        lines += look.wrapped(cell, first: Span("\(title): ", .strong), rest: Span("  "))
      }
    }
    return lines.isEmpty ? look.wrapped(head.joined(separator: " · "), mark: .strong) : lines
  }
}
