public import Phrases

/// Writes findings for people: the place, the sentence, the line with a caret, and the remedy.
public struct FindingsText: Sendable {
  /// The reader's language.
  public let language: Language
  /// Whether colours are used.
  public let isColored: Bool
  /// How many columns of a source line are shown at most.
  private let lineLimit = 120

  /// A writer for a reader of `language`.
  public init(language: Language, isColored: Bool) {
    self.language = language
    self.isColored = isColored
  }

  /// All findings with a summary at the end.
  public func text(_ files: [FileFindings], fileCount: Int) -> String {
    var text = ""
    var errors = 0
    var warnings = 0
    for file in files {
      for finding in file.findings where finding.level != .note {
        write(finding, in: file, to: &text)
        text += "\n"
        if finding.level == .error { errors += 1 } else { warnings += 1 }
      }
    }
    for file in files {
      for finding in file.findings where finding.level == .note {
        writeNote(finding, in: file, to: &text)
      }
    }
    if text.last == "\n", !text.hasSuffix("\n\n") { text += "\n" }
    let summary = errors + warnings == 0 ? FindingPhrases.clean : FindingPhrases.summary
    text += summary.text(
      language,
      ["files": "\(fileCount)", "errors": "\(errors)", "warnings": "\(warnings)"]
    )
    return text + "\n"
  }

  private func write(_ finding: Finding, in file: FileFindings, to text: inout String) {
    let path = PrintableText.message(file.path)
    let message = PrintableText.message(finding.message.text(language))
    let color = finding.level == .error ? "31" : "33"
    let level = finding.level == .error ? FindingPhrases.error : FindingPhrases.warning
    text += styled(place(path, finding.position), "1")
    text += styled(level.text(language), "1;\(color)")
    text += message + styled(" [\(finding.code)]", "2") + "\n"
    writeLine(finding.position, finding.length, color, in: file, to: &text)
    let remedy = PrintableText.message(finding.remedy.text(language))
    text += "  " + styled(FindingPhrases.help.text(language, ["text": remedy]), "36") + "\n"
    for note in finding.notes {
      let message = PrintableText.message(note.message.text(language))
      text += "  " + place(path, note.position)
      text += FindingPhrases.note.text(language, ["text": message]) + "\n"
    }
  }

  /// What could not be told is no more than a line: there is nothing to be mended.
  private func writeNote(_ finding: Finding, in file: FileFindings, to text: inout String) {
    text += styled(place(PrintableText.message(file.path), finding.position), "1")
    let message = PrintableText.message(finding.message.text(language))
    text += styled(FindingPhrases.untold.text(language), "36") + message
    text += styled(" [\(finding.code)]", "2") + "\n"
  }

  private func place(_ path: String, _ position: SourcePosition) -> String {
    "\(path):\(position.line):\(position.column): "
  }

  /// Writes the source line, and under it a caret that is right for tabs and wide characters.
  private func writeLine(
    _ position: SourcePosition,
    _ length: Int,
    _ color: String,
    in file: FileFindings,
    to text: inout String
  ) {
    let (line, columns) = PrintableText.line(file.source[position.line])
    guard !line.isEmpty else { return }
    let first = columns[min(max(0, position.column - 1), columns.count - 1)]
    let last = columns[min(max(0, position.column - 1 + length), columns.count - 1)]
    let window = window(of: line, around: first)
    let number = "\(position.line)"
    let gutter = String(repeating: " ", count: number.count)
    text += "  " + styled("\(number) | ", "2") + window.text + "\n"
    let marks = max(1, min(last, window.end) - first)
    let caret = "^" + String(repeating: "~", count: marks - 1)
    text += "  " + styled("\(gutter) | ", "2")
    text += String(repeating: " ", count: max(0, first - window.start))
    text += styled(caret, "1;\(color)") + "\n"
  }

  /// The part of a long line that shows the column `first`.
  private func window(of line: String, around first: Int) -> (text: String, start: Int, end: Int) {
    let width = DisplayWidth.width(of: line)
    guard width > lineLimit else { return (line, 0, width) }
    guard first > lineLimit * 2 / 3 else {
      return (DisplayWidth.truncate(line, to: lineLimit), 0, lineLimit - 1)
    }
    var start = 0
    var rest = line[...]
    while start < first - lineLimit / 3, let character = rest.popFirst() {
      start += DisplayWidth.width(of: character)
    }
    let shown = "…" + DisplayWidth.truncate(String(rest), to: lineLimit - 1)
    return (shown, start - 1, start + lineLimit - 2)
  }

  private func styled(_ text: String, _ codes: String) -> String {
    isColored ? "\u{1B}[\(codes)m\(text)\u{1B}[0m" : text
  }
}
