import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

extension Timeline {
  /// The timeline as JSON with all that is known about each entry.
  public func json() -> String { value.json }

  /// The timeline as CSV (RFC 4180): UTF-8 without a byte order mark, lines end with CR LF.
  ///
  /// The head is in English in every language, for programs.
  public func csv() -> String {
    let head = [
      "incident", "sequence", "occurred_at", "recorded_at", "backdated", "actor", "terminal",
      "roles", "source", "visibility", "kind", "step", "step_number", "step_title", "sentence",
      "details", "corrected_by", "corrects", "collapsed_attempts", "drill",
    ]
    let rows = entries.map { entry in
      [
        id.text, String(entry.sequence), settings.zone.rfc3339(entry.occurredAt),
        settings.zone.rfc3339(entry.recordedAt), String(entry.isBackdated), entry.actor.name,
        entry.actor.terminal ?? "", entry.roles.joined(separator: "; "), entry.source.rawValue,
        entry.visibility.rawValue, entry.kind, entry.step?.text ?? "", entry.stepNumber ?? "",
        entry.stepTitle ?? "", entry.sentence,
        entry.details.map { "\($0.name)=\($0.value)" }.joined(separator: "\n"),
        entry.correctedBy.map(String.init).joined(separator: " "),
        entry.corrects.map(String.init) ?? "",
        entry.collapsedAttempts > 0 ? String(entry.collapsedAttempts) : "", String(isDrill),
      ]
    }
    return ([head] + rows)
      .map { $0.map(Escaping.csv).joined(separator: ",") + "\r\n" }
      .joined()
  }

  package var value: ReportValue {
    [
      "format": "tocsin.timeline/1",
      "incident": .text(id.text),
      "title": .text(title),
      "isDrill": .flag(isDrill),
      "language": .text(settings.language.rawValue),
      "timeZone": .text(settings.zone.identifier),
      "generatedAt": .text(settings.zone.rfc3339(settings.generatedAt)),
      "entries": .list(entries.map(value)),
    ]
  }

  private func value(_ entry: TimelineEntry) -> ReportValue {
    [
      "sequence": .number(entry.sequence),
      "occurredAt": .text(settings.zone.rfc3339(entry.occurredAt)),
      "recordedAt": .text(settings.zone.rfc3339(entry.recordedAt)),
      "isBackdated": .flag(entry.isBackdated),
      "actor": .text(entry.actor.name),
      "terminal": ReportValue(entry.actor.terminal),
      "roles": ReportValue(entry.roles),
      "source": .text(entry.source.rawValue),
      "visibility": .text(entry.visibility.rawValue),
      "kind": .text(entry.kind),
      "sentence": .text(entry.sentence),
      "step": ReportValue(entry.step?.text),
      "stepNumber": ReportValue(entry.stepNumber),
      "stepTitle": ReportValue(entry.stepTitle),
      "details": .list(
        entry.details.map { ["name": .text($0.name), "value": .text($0.value)] }
      ),
      "correctedBy": .list(entry.correctedBy.map { .number($0) }),
      "corrects": ReportValue(entry.corrects),
      "collapsedAttempts": .number(entry.collapsedAttempts),
      "collapsedEvents": .list(entry.collapsedEvents.map { .number($0) }),
    ]
  }
}
