import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

/// The report on an incident that a team learns from, without blame.
///
/// All that the journal knows is filled in; what only people know stands in places that survive when
/// the report is made anew (``Place``). People are named as participants, as those who decided and
/// as those who approved, nowhere else.
public struct PostMortem: Sendable {
  /// What stands against accepting the report; also at its top.
  public let findings: [ReviewFinding]
  let settings: ReportSettings
  let id: IncidentID
  package let data: ReportValue
  private let drawing: String
  private let kept: KeptTexts

  /// A report on `record`.
  ///
  /// `previous` is the earlier report in Markdown or JSON; what people wrote in its places is taken
  /// over. A text whose markers are damaged goes to the end, with a finding.
  public init(
    _ record: IncidentRecord,
    settings: ReportSettings,
    previous: String? = nil
  ) throws(ReportFault) {
    self.settings = settings
    id = record.id
    kept = if let previous { try KeptTexts(previous, of: record.id.text) } else { KeptTexts() }
    let story = Story(record: record, settings: settings)
    findings =
      ReviewGate(
        record: record,
        milestones: story.milestones,
        history: story.history,
        kept: kept,
        settings: settings
      ).findings
    let language = settings.language
    data = story.value.adding([
      "findings": .list(
        findings.map { ["code": .text($0.code), "text": .text($0.message.text(language))] }
      ),
      "places": Self.places(kept, settings),
    ])
    drawing = TimelineDrawing(story).svg
  }

  /// The report as JSON; its shape is in `docs/reports.md`.
  public func json() -> String { data.json }

  /// The report as Markdown, by a Mustache template or the built-in one.
  public func markdown(template: String? = nil) throws(ReportFault) -> String {
    let blocks = ReportValue.object(
      data["places"].items.map { place in
        let name = place["name"].text ?? ""
        let text = "<!-- keep: \(name) -->\n\(place["text"].text ?? "")\n<!-- /keep -->"
        return .init(
          name: Self.key(name),
          value: place.adding(["block": .text(text)])
        )
      }
    )
    let context = data.adding(presence).adding([
      "label": labels, "place": blocks, "mark": .text(KeptTexts.mark(id.text)),
    ])
    return try ReportTemplate(template ?? Self.markdownTemplate, .markdown).render(context)
  }

  /// The report as one HTML file that needs nothing else, by a template or the built-in one.
  public func html(template: String? = nil) throws(ReportFault) -> String {
    let places = ReportValue.object(
      data["places"].items.map { place in
        let html = MarkdownFragment.html(place["text"].text ?? "")
        return .init(
          name: Self.key(place["name"].text ?? ""),
          value: place.adding(["html": .text(html)])
        )
      }
    )
    let context = data.adding(presence).adding([
      "label": labels, "place": places, "drawing": .text(drawing), "style": .text(Self.style),
      "htmlLanguage": .text(settings.language == .chinese ? "zh-Hans" : "en"),
    ])
    return try ReportTemplate(template ?? Self.htmlTemplate, .html).render(context)
  }

  /// `hasNAME` for each list, because a section of a template cannot ask whether a list is empty
  /// without going through it.
  private var presence: ReportValue {
    guard case .object(let fields) = data else { return .object([]) }
    return .object(
      fields.compactMap { field in
        guard case .list(let items) = field.value else { return nil }
        let name = "has" + field.name.prefix(1).uppercased() + field.name.dropFirst()
        return .init(name: name, value: .flag(!items.isEmpty))
      }
    )
  }

  private var labels: ReportValue {
    .object(
      ReportLabels.all.map { .init(name: $0.name, value: .text(settings.text($0.phrase))) }
    )
  }

  private static func places(_ kept: KeptTexts, _ settings: ReportSettings) -> ReportValue {
    let places = Place.allCases.compactMap { place -> ReportValue? in
      let text =
        place == .rescued
        ? (kept.rescued.isEmpty ? nil : kept.rescued.joined(separator: "\n\n"))
        : kept.texts[place]
      if place == .rescued && text == nil { return nil }
      return [
        "name": .text(place.rawValue),
        "heading": .text(settings.text(place.heading)),
        "hint": ReportValue(place.hint.map { settings.text($0) }),
        "text": .text(text ?? settings.text(place.blank)),
        "isFilled": .flag(text != nil),
      ]
    }
    return .list(places)
  }

  /// The name that templates use: `contributingFactors` for `contributing-factors`.
  private static func key(_ name: String) -> String {
    let words = name.split(separator: "-").map(String.init)
    return words.enumerated()
      .map { $0 == 0 ? $1 : $1.prefix(1).uppercased() + $1.dropFirst() }
      .joined()
  }
}
