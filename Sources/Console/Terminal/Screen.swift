import Phrases

/// What stands at the bottom of a terminal, and how to change it without touching what scrolled up.
package struct Screen: Sendable {
  private var shown = Footer.none
  private var shownQuestion = ""
  private var width: Int

  package init(width: Int) {
    self.width = width
  }

  /// The text to write so that `lines` scroll up and `footer` stands below them.
  package mutating func draw(_ lines: [Line], footer: Footer, look: ConsoleLook) -> String {
    guard look.canRedraw else { return drawPlainly(lines, footer, look) }
    if lines.isEmpty, footer == shown, width == look.width { return "" }
    var text = erasing(at: look.width)
    for line in lines {
      text += line.rendered(hasColour: look.hasColour) + "\r\n"
    }
    text += footer.lines.map { $0.rendered(hasColour: look.hasColour) }.joined(separator: "\r\n")
    if !footer.lines.isEmpty {
      text += "\r" + (footer.cursor > 0 ? "\u{1B}[\(footer.cursor)C" : "")
    }
    shown = footer
    width = look.width
    return "\u{1B}[?25l\(text)\u{1B}[?25h"
  }

  /// The text to write so that nothing of the footer is left.
  package mutating func clear(look: ConsoleLook) -> String {
    defer {
      shown = .none
      shownQuestion = ""
    }
    return look.canRedraw ? erasing(at: look.width) : (shownQuestion.isEmpty ? "" : "\r\n")
  }

  /// Forgets the footer, which something else has written over.
  package mutating func forget() {
    shown = .none
    shownQuestion = ""
  }

  /// Goes to the first row of the footer and clears from there.
  ///
  /// A terminal that became narrower has wrapped the footer's lines, so that they take more rows.
  private func erasing(at width: Int) -> String {
    guard let last = shown.lines.last else { return "" }
    let columns = max(1, width)
    let above = shown.lines.dropLast().reduce(0) { $0 + max(1, ($1.width + columns - 1) / columns) }
    let rows = above + (last.width == 0 ? 0 : min(shown.cursor, last.width) / columns)
    return "\r" + (rows > 0 ? "\u{1B}[\(rows)A" : "") + "\u{1B}[J"
  }

  /// Without a way back only the question is shown, and only when it is another one.
  private mutating func drawPlainly(
    _ lines: [Line],
    _ footer: Footer,
    _ look: ConsoleLook
  ) -> String {
    let question = footer.lines.last?.text ?? ""
    guard !lines.isEmpty || question != shownQuestion else { return "" }
    var text = ""
    if !lines.isEmpty {
      if !shownQuestion.isEmpty { text += "\r\n" }
      text += lines.map { $0.text + "\r\n" }.joined()
      shownQuestion = ""
    }
    guard !question.isEmpty, question != shownQuestion else { return text }
    text += "\r" + DisplayWidth.pad(question, to: DisplayWidth.width(of: shownQuestion))
    shownQuestion = question
    return text
  }
}
