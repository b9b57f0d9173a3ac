import IncidentCore
import Phrases
import Timekeeping

extension Timeline {
  /// The timeline as a table for a terminal that is `columns` wide.
  public func text(columns: Int = 100) -> String {
    [headline, settings.text(TimelinePhrases.zone, ["zone": zoneTitle]), "", ""]
      .joined(separator: "\n") + table(columns: columns)
  }

  /// The same without a headline.
  package func table(columns: Int) -> String {
    let heads = [
      settings.text(TimelinePhrases.number), settings.text(TimelinePhrases.time),
      settings.text(TimelinePhrases.who),
    ]
    let rows = entries.map { entry in
      [
        String(entry.sequence), settings.zone.dateAndTime(entry.occurredAt),
        DisplayWidth.truncate(Escaping.line(name(of: entry.actor)), to: 16),
      ]
    }
    let widths = heads.indices.map { column in
      (rows + [heads]).map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    let indent = widths.reduce(0) { $0 + $1 + 2 }
    let room = max(24, columns - indent)
    var lines = [left(heads, widths) + settings.text(TimelinePhrases.what)]
    lines.append(widths.map { String(repeating: "─", count: $0) + "  " }.joined() + "────")
    for (entry, row) in zip(entries, rows) {
      let sentences = DisplayWidth.wrap(Escaping.line(entry.sentence), to: room)
      let remarks = remarks(entry).flatMap { DisplayWidth.wrap("[\($0)]", to: room) }
      for (index, part) in (sentences + remarks).enumerated() {
        let start = index == 0 ? left(row, widths) : String(repeating: " ", count: indent)
        lines.append(start + part)
      }
    }
    if entries.isEmpty { lines.append(settings.text(TimelinePhrases.empty)) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The timeline as Markdown.
  public func markdown() -> String {
    let lines = [
      "# \(Escaping.markdown(headline))", "",
      Escaping.markdown(settings.text(TimelinePhrases.zone, ["zone": zoneTitle])), "", "",
    ]
    return lines.joined(separator: "\n") + markdownTable()
  }

  /// The same without a headline.
  package func markdownTable() -> String {
    var lines: [String] = []
    let heads = [
      TimelinePhrases.number, TimelinePhrases.time, TimelinePhrases.who, TimelinePhrases.what,
    ]
    lines.append("| " + heads.map { settings.text($0) }.joined(separator: " | ") + " |")
    lines.append("| ---: | --- | --- | --- |")
    for entry in entries {
      let remarks = remarks(entry).map { "<br>*\(Escaping.markdown($0))*" }.joined()
      let cells = [
        String(entry.sequence), settings.zone.dateAndTime(entry.occurredAt),
        Escaping.markdown(name(of: entry.actor)), Escaping.markdown(entry.sentence) + remarks,
      ]
      lines.append("| " + cells.joined(separator: " | ") + " |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is to be known about an entry besides its sentence.
  func remarks(_ entry: TimelineEntry) -> [String] {
    var remarks: [String] = []
    if entry.isBackdated {
      remarks.append(
        settings.text(
          TimelinePhrases.backdated,
          [
            "time": settings.zone.dateAndTime(entry.recordedAt),
            "delay": settings.duration(entry.delay),
          ]
        )
      )
    }
    if !entry.correctedBy.isEmpty {
      let events = entry.correctedBy.map(String.init)
        .joined(separator: settings.text(TimelinePhrases.nextEvent))
      remarks.append(settings.text(TimelinePhrases.correctedBy, ["events": events]))
    }
    if entry.collapsedAttempts > 0 {
      remarks.append(
        settings.text(
          TimelinePhrases.collapsed,
          ["n": String(entry.collapsedAttempts), "events": String(entry.collapsedEvents.count)]
        )
      )
    }
    switch entry.visibility {
    case .internal: break
    case .external: remarks.append(settings.text(TimelinePhrases.external))
    case .regulator: remarks.append(settings.text(TimelinePhrases.regulator))
    }
    return remarks
  }

  package var zoneTitle: String {
    settings.zone.title(at: entries.first?.occurredAt ?? settings.generatedAt)
  }

  private var headline: String {
    let text = settings.text(
      TimelinePhrases.heading,
      ["id": id.text, "title": Escaping.line(title)]
    )
    return isDrill ? "[\(settings.text(TimelinePhrases.drill))] \(text)" : text
  }

  private func name(of actor: Actor) -> String {
    actor.isPerson ? actor.name : settings.text(TimelinePhrases.engine)
  }

  private func left(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).enumerated()
      .map { index, cell in
        DisplayWidth.pad(cell.0, to: cell.1, on: index == 0 ? .left : .right) + "  "
      }
      .joined()
  }
}
