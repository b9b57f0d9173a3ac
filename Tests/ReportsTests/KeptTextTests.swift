import Foundation
import Phrases
import Reports
import Testing

struct KeptTextTests {
  private static let record = Sample.smooth.record
  private static let settings = Part.settings(.english)

  @Test func `what people wrote survives, in either format and language`() throws {
    let first = try PostMortem(Self.record, settings: Self.settings)
    let table = """
      | Action | Type | Owner | Due | Done when | Status |
      | --- | --- | --- | --- | --- | --- |
      | Alert on 502 | detect | Platform | 2026-12-01 | alert fires in the drill | open |
      """
    let edited = try Self.fill(
      first.markdown(),
      ["contributing-factors": "A | pipe,\n\n```\n# Timeline\n```\n<b>", "action-items": table]
    )

    let second = try PostMortem(Self.record, settings: Self.settings, previous: edited)
    let third = try PostMortem(Self.record, settings: Part.settings(.chinese), previous: edited)
    let fourth = try PostMortem(Self.record, settings: Self.settings, previous: third.json())

    #expect(try second.markdown().contains("\nA | pipe,\n\n```\n# Timeline\n```\n<b>\n<!-- /keep"))
    #expect(try third.markdown().contains(table))
    #expect(try fourth.markdown() == second.markdown())
    #expect(second.findings.map(\.code).contains("open-actions"))
    #expect(!second.findings.map(\.code).contains("rescued-text"))
    #expect(try !third.markdown().contains("not recorded"))
  }

  @Test func `making a report again from itself changes nothing`() throws {
    let first = try PostMortem(Sample.rough.record, settings: Self.settings).markdown()

    let second = try PostMortem(Sample.rough.record, settings: Self.settings, previous: first)

    #expect(try second.markdown() == first)
  }

  @Test(arguments: [
    "<!-- keep: went-well -->", "<!-- /keep -->", "both", "name", "twice", "heading",
  ])
  func `a text with damaged markers goes to the end and stays there`(_ damage: String) throws {
    let text = try PostMortem(Self.record, settings: Self.settings).markdown()
    let edited = Self.fill(text, ["went-well": "The pager worked.", "lucky": "It was noon."])
    let damaged = Self.damage(edited, damage)

    let second = try PostMortem(Self.record, settings: Self.settings, previous: damaged)
    let again = try PostMortem(Self.record, settings: Self.settings, previous: second.markdown())

    for report in [second, again] {
      let markdown = try report.markdown()
      #expect(markdown.contains("The pager worked."), "\(damage)")
      #expect(markdown.contains("It was noon."))
      #expect(markdown.contains("## Text from damaged places"))
      #expect(report.findings.map(\.code).contains("rescued-text"))
      #expect(try report.html().contains("The pager worked."))
    }
    #expect(try second.markdown().count < text.count + 400, "generated text was rescued, too")
  }

  @Test func `a file that is no report is kept whole`() throws {
    let report = try PostMortem(Self.record, settings: Self.settings, previous: "My own notes\n")

    #expect(try report.markdown().contains("<!-- keep: rescued -->\nMy own notes\n<!-- /keep -->"))
  }

  @Test func `a report on another incident and JSON that is none are refused`() throws {
    let other = try PostMortem(Sample.rough.record, settings: Self.settings)

    #expect(throws: ReportFault.otherIncident("20261123-m3qx")) {
      try PostMortem(Self.record, settings: Self.settings, previous: other.markdown())
    }
    #expect(throws: ReportFault.otherIncident("20261123-m3qx")) {
      try PostMortem(Self.record, settings: Self.settings, previous: other.json())
    }
    #expect(throws: ReportFault.unreadablePrevious) {
      try PostMortem(Self.record, settings: Self.settings, previous: "{\"a\": 1}")
    }
  }

  /// Replaces the texts of places.
  private static func fill(_ markdown: String, _ texts: [String: String]) -> String {
    var markdown = markdown
    for (name, text) in texts {
      let parts = markdown.components(separatedBy: "<!-- keep: \(name) -->\n")
      let rest = parts[1].components(separatedBy: "<!-- /keep -->")
      markdown =
        parts[0] + "<!-- keep: \(name) -->\n\(text)\n<!-- /keep -->"
        + rest.dropFirst().joined(separator: "<!-- /keep -->")
    }
    return markdown
  }

  private static func damage(_ text: String, _ damage: String) -> String {
    let whole = "<!-- keep: went-well -->\nThe pager worked.\n<!-- /keep -->"
    let replacement =
      switch damage {
      case "both": "The pager worked."
      case "name": "<!-- keep: went-wel -->\nThe pager worked.\n<!-- /keep -->"
      case "twice":
        "<!-- keep: went-well -->\nFirst.\n<!-- /keep -->\n\(whole)"
      case "heading": "<!-- keep: went-well\nThe pager worked.\n<!-- /keep -->"
      default: whole.replacingOccurrences(of: damage, with: "")
      }
    return text.replacingOccurrences(of: whole, with: replacement)
  }
}
