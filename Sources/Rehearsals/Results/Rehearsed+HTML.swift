import IncidentCore
package import Phrases
import Reports

extension Rehearsed {
  /// The report as a page that needs nothing else.
  package func html(_ language: Language) -> String {
    let introduction = introduction(language)
    let judgements = judgements(language)
    var body = ["<p class=\"rehearsal\">\(Escaping.html(introduction[1]))</p>"]
    body.append("<h1>\(Escaping.html(introduction[0]))</h1>")
    body += introduction.dropFirst(2).map { "<p>\(Escaping.html($0))</p>" }
    body.append("<h2>\(RehearsalPhrases.result.text(language))</h2>\n<dl>")
    for fact in facts(language) {
      let values = fact.values.map { "<dd>\(Escaping.html($0))</dd>" }.joined()
      body.append("<dt>\(fact.name)</dt>\(values)")
    }
    body.append("</dl>")
    body += remarks(language).map { "<p>\(Escaping.html($0))</p>" }
    let table = callTable(language)
    if !table.isEmpty {
      body.append("<h2>\(RehearsalPhrases.calls.text(language))</h2>")
      body.append(Self.table(heads: table[0], rows: Array(table.dropFirst())))
    }
    if !judgements.isEmpty {
      body.append("<h2>\(RehearsalPhrases.expectations.text(language))</h2>\n<ul class=\"plain\">")
      body += judgements.map { judgement in
        let mark = judgement.isMet ? "✓" : "✗"
        return "<li class=\"\(judgement.isMet ? "met" : "missed")\">\(mark) "
          + "\(Escaping.html(judgement.expected.text)): \(Escaping.html(judgement.observed))</li>"
      }
      body.append("</ul>\n<p>\(verdict(judgements, language))</p>")
    }
    body.append("<h2>\(RehearsalPhrases.timeline.text(language))</h2>")
    let settings = settings(language)
    let rows = timeline(language).entries.map { entry in
      [
        settings.zone.dateAndTime(entry.occurredAt),
        entry.actor.isPerson ? name(entry.actor.name) : "Tocsin", entry.sentence,
      ]
    }
    body.append(Self.table(heads: [], rows: rows))
    return Self.page(introduction[0], language, body.joined(separator: "\n"))
  }

  private static func table(heads: [String], rows: [[String]]) -> String {
    func line(_ cells: [String], _ tag: String) -> String {
      "<tr>" + cells.map { "<\(tag)>\(Escaping.html($0))</\(tag)>" }.joined() + "</tr>"
    }
    let head = heads.isEmpty ? [] : [line(heads, "th")]
    let lines = head + rows.map { line($0, "td") }
    return "<div class=\"wide\"><table>\n" + lines.joined(separator: "\n") + "\n</table></div>"
  }

  private static func page(_ title: String, _ language: Language, _ body: String) -> String {
    """
    <!doctype html>
    <html lang="\(language == .english ? "en" : "zh-CN")">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'">
    <title>\(Escaping.html(title))</title>
    <style>
    :root { color-scheme: light dark; }
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; \
    padding: 0 1rem; }
    .rehearsal { border: 2px dashed currentColor; padding: .5rem 1rem; font-weight: 600; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; \
    border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
    td:first-child { white-space: nowrap; font-variant-numeric: tabular-nums; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
    dd { grid-column: 2; margin: 0; }
    ul.plain { list-style: none; padding: 0; }
    .missed { font-weight: 600; }
    </style>
    </head>
    <body>
    \(body)
    </body>
    </html>

    """
  }
}
