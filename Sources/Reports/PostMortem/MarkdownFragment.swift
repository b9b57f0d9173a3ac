import Foundation

/// Turns the Markdown that people write in a report's places into HTML.
///
/// It knows paragraphs, lists of one level, tables, headings, fenced code, `code`, **bold** and
/// links to the web. Everything else is shown as it was written; HTML is never passed through.
enum MarkdownFragment {
  /// The HTML of a text.
  static func html(_ text: String) -> String {
    var blocks: [String] = []
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)[...]
    while let line = lines.first {
      if line.allSatisfy(\.isWhitespace) {
        lines.removeFirst()
      } else if line.hasPrefix("```") {
        blocks.append(code(&lines))
      } else if isRow(line) {
        blocks.append(table(&lines))
      } else if item(line) != nil {
        blocks.append(list(&lines))
      } else {
        blocks.append(paragraph(&lines))
      }
    }
    return blocks.joined(separator: "\n")
  }

  /// The cells of a table's row, trimmed; `\|` is no border.
  static func cells(_ row: String) -> [String] {
    var cells = [""]
    var isEscaped = false
    for character in row.trimmingCharacters(in: .whitespaces) {
      if isEscaped {
        if character != "|" { cells[cells.count - 1] += "\\" }
        cells[cells.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "|" {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    if isEscaped { cells[cells.count - 1] += "\\" }
    if cells.first == "" { cells.removeFirst() }
    if cells.last == "" { cells.removeLast() }
    return cells.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  private static func code(_ lines: inout ArraySlice<String>) -> String {
    let fence = lines.removeFirst().prefix { $0 == "`" }
    var body: [String] = []
    while let line = lines.popFirst(), !line.hasPrefix(fence) { body.append(line) }
    return "<pre>\(Escaping.html(body.joined(separator: "\n")))</pre>"
  }

  private static func table(_ lines: inout ArraySlice<String>) -> String {
    var rows: [[String]] = []
    while let line = lines.first, isRow(line) {
      rows.append(cells(line))
      lines.removeFirst()
    }
    var isHeaded = false
    if rows.count > 1,
      rows[1].allSatisfy({ $0.contains("-") && $0.allSatisfy { "-:".contains($0) } })
    {
      rows.remove(at: 1)
      isHeaded = true
    }
    let html = rows.enumerated()
      .map { index, row in
        let tag = index == 0 && isHeaded ? "th" : "td"
        return "<tr>\(row.map { "<\(tag)>\(inline($0))</\(tag)>" }.joined())</tr>"
      }
    return "<table>\n\(html.joined(separator: "\n"))\n</table>"
  }

  private static func list(_ lines: inout ArraySlice<String>) -> String {
    var items: [String] = []
    var isOrdered = false
    while let line = lines.first {
      if let (text, ordered) = item(line) {
        if items.isEmpty { isOrdered = ordered }
        items.append(text)
      } else if line.hasPrefix(" "), !line.allSatisfy(\.isWhitespace), !items.isEmpty {
        items[items.count - 1] += " " + line.trimmingCharacters(in: .whitespaces)
      } else {
        break
      }
      lines.removeFirst()
    }
    let tag = isOrdered ? "ol" : "ul"
    return "<\(tag)>\(items.map { "<li>\(inline($0))</li>" }.joined())</\(tag)>"
  }

  private static func paragraph(_ lines: inout ArraySlice<String>) -> String {
    let first = lines.removeFirst()
    let level = first.prefix { $0 == "#" }.count
    if (1...6).contains(level), first.dropFirst(level).first == " " {
      return "<h4>\(inline(first.dropFirst(level + 1).trimmingCharacters(in: .whitespaces)))</h4>"
    }
    var text = [first]
    while let line = lines.first, !line.allSatisfy(\.isWhitespace), !line.hasPrefix("```"),
      !isRow(line), item(line) == nil
    {
      text.append(line)
      lines.removeFirst()
    }
    return "<p>\(inline(text.joined(separator: "\n")))</p>"
  }

  private static func isRow(_ line: String) -> Bool {
    line.drop(while: \.isWhitespace).hasPrefix("|")
  }

  private static func item(_ line: String) -> (text: String, isOrdered: Bool)? {
    let rest = line.drop { $0 == " " }
    for mark in ["- ", "* ", "+ "] where rest.hasPrefix(mark) {
      return (String(rest.dropFirst(2)), false)
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count < 4, rest.dropFirst(digits.count).hasPrefix(". ")
    else { return nil }
    return (String(rest.dropFirst(digits.count + 2)), true)
  }

  private static func inline(_ text: String) -> String {
    var html = ""
    for (index, part) in text.split(separator: "`", omittingEmptySubsequences: false).enumerated() {
      if index % 2 == 1 {
        html += "<code>\(Escaping.html(String(part)))</code>"
      } else {
        html += bold(links(Escaping.html(String(part))))
      }
    }
    return html
  }

  private static func bold(_ html: String) -> String {
    let parts = html.components(separatedBy: "**")
    guard parts.count > 2 else { return html }
    var text = ""
    for (index, part) in parts.enumerated() {
      if index == 0 {
        text = part
      } else if index % 2 == 1 && index + 1 < parts.count {
        text += "<strong>" + part
      } else {
        text += (index % 2 == 1 ? "**" : "</strong>") + part
      }
    }
    return text
  }

  /// Makes links of `[text](https://…)`; the text is escaped already.
  private static func links(_ html: String) -> String {
    html.replacing(/\[([^\[\]]+)\]\((https?:\/\/[^\s()<>]+)\)/) { match in
      "<a href=\"\(match.output.2)\" rel=\"noreferrer\">\(match.output.1)</a>"
    }
  }
}
