import Phrases

extension RosterSheet {
  /// The sheet as a page that needs nothing else and prints well.
  public func html() -> String {
    let title = RosterPhrases.title.text(language)
    let span = RosterPhrases.span.text(
      language,
      ["from": first.description, "to": last.description, "zone": zone.identifier]
    )
    var lines = [
      "<!DOCTYPE html>",
      "<html lang=\"\(language == .chinese ? "zh-Hans" : "en")\">",
      "<head>",
      "<meta charset=\"utf-8\">",
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">",
      "<title>\(Self.escaped("\(title) \(span)"))</title>",
      "<style>\(Self.style)</style>",
      "</head>",
      "<body>",
      "<h1>\(Self.escaped(title))</h1>",
      "<p>\(Self.escaped(span))</p>",
      "<table>",
    ]
    let names = schedules.map { "<th scope=\"col\">\(Self.escaped($0))</th>" }.joined()
    let date = Self.escaped(RosterPhrases.date.text(language))
    lines.append("<thead><tr><th scope=\"col\">\(date)</th>\(names)</tr></thead>")
    lines.append("<tbody>")
    for day in days {
      let cells = day.rows.map { "<td>\(cell($0))</td>" }.joined()
      let kind = day.isWorked ? "" : " class=\"off\""
      lines.append("<tr\(kind)><th scope=\"row\">\(Self.escaped(heading(day)))</th>\(cells)</tr>")
    }
    lines += ["</tbody>", "</table>", "</body>", "</html>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private func cell(_ row: Row) -> String {
    if row.entries.isEmpty {
      return "<span class=\"nobody\">\(Self.escaped(RosterPhrases.nobody.text(language)))</span>"
    }
    return row.entries
      .map { "<span class=\"hours\">\(Self.escaped($0.hours))</span> \(Self.escaped(people($0)))" }
      .joined(separator: "<br>")
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      default: escaped.append(character)
      }
    }
    return escaped
  }

  private static let style = """

    body { font: 14px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; margin: 2em; color: #111; }
    table { border-collapse: collapse; width: 100%; }
    th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; }
    thead { display: table-header-group; background: #eee; }
    tr { break-inside: avoid; }
    tr.off { background: #f5f0e8; }
    .hours { font-variant-numeric: tabular-nums; color: #444; }
    .nobody { color: #777; }
    @page { size: landscape; margin: 12mm; }
    @media print { body { margin: 0; font-size: 11px; } }

    """
}
