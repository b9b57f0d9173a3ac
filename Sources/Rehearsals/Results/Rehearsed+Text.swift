package import Phrases
import Reports

extension Rehearsed {
  /// The report for a terminal that is `columns` wide.
  package func text(_ language: Language, columns: Int) -> String {
    var lines = introduction(language)
    lines += ["", timeline(language).table(columns: columns)]
    let facts = facts(language)
    let width = facts.map { DisplayWidth.width(of: $0.name) }.max() ?? 0
    for fact in facts {
      for (place, value) in fact.values.enumerated() {
        let name = DisplayWidth.pad(place == 0 ? fact.name : "", to: width)
        let parts = DisplayWidth.wrap(value, to: max(30, columns - width - 2))
        lines.append("\(name)  \(parts.first ?? "")")
        lines += parts.dropFirst().map { String(repeating: " ", count: width + 2) + $0 }
      }
    }
    let table = callTable(language)
    if !table.isEmpty {
      lines += ["", RehearsalPhrases.calls.text(language)]
      lines += Self.aligned(table).map { "  \($0)" }
    }
    let judgements = judgements(language)
    if !judgements.isEmpty {
      lines += ["", RehearsalPhrases.expectations.text(language)]
      let rows = judgements.map { [$0.isMet ? "✓" : "✗", $0.expected.text, $0.observed] }
      lines += Self.aligned(rows).map { "  \($0)" }
      lines += ["", verdict(judgements, language)]
    }
    let remarks = remarks(language)
    if !remarks.isEmpty { lines += [""] + remarks }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { $0.count > column ? DisplayWidth.width(of: $0[column]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = zip(row, widths).map { DisplayWidth.pad($0, to: $1) }.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The report as Markdown.
  package func markdown(_ language: Language) -> String {
    let introduction = introduction(language)
    var lines = ["# \(Escaping.markdown(introduction[0]))", ""]
    lines += introduction.dropFirst().flatMap { [Escaping.markdown($0), ""] }
    lines += ["## \(RehearsalPhrases.result.text(language))", ""]
    for fact in facts(language) {
      for value in fact.values {
        lines.append("- **\(fact.name)**: \(Escaping.markdown(value))")
      }
    }
    lines += remarks(language).map { "- \(Escaping.markdown($0))" }
    let table = callTable(language)
    if !table.isEmpty {
      lines += ["", "## \(RehearsalPhrases.calls.text(language))", ""] + Self.markdownTable(table)
    }
    let judgements = judgements(language)
    if !judgements.isEmpty {
      lines += ["", "## \(RehearsalPhrases.expectations.text(language))", ""]
      lines += judgements.map {
        "- \($0.isMet ? "✓" : "✗") \(Escaping.markdown($0.expected.text)): "
          + Escaping.markdown($0.observed)
      }
      lines += ["", verdict(judgements, language)]
    }
    lines += ["", "## \(RehearsalPhrases.timeline.text(language))", ""]
    return lines.joined(separator: "\n") + "\n" + timeline(language).markdownTable()
  }

  private static func markdownTable(_ rows: [[String]]) -> [String] {
    let lines = rows.map { row in
      "| " + row.map { Escaping.markdown($0) }.joined(separator: " | ") + " |"
    }
    let rule = "|" + String(repeating: " --- |", count: rows.first?.count ?? 0)
    return [lines[0], rule] + lines.dropFirst()
  }
}
