import Foundation
import IncidentCore
import Phrases
import Reports
import RunbookModel
import Testing
import Timekeeping

struct EscapingTests {
  private static let hostile =
    "<script>alert(1)</script> | `x` <!-- keep: summary --> \u{202E}[a](javascript:b) \"q\"' &amp;"

  private static let record: IncidentRecord = {
    var runbook = Runbook(mode: .plain, id: "hostile", title: hostile)
    runbook.roles = [RoleDeclaration(name: hostile, members: [hostile], position: Part.place)]
    let step = Part.step(
      "x",
      hostile,
      commands: [Part.command(.run, hostile + "\n```\n</pre><script>")],
      items: [hostile]
    )
    var sample = Sample(
      "20261123-evil",
      Part.graph(runbook, [Part.node("1", step)]),
      at: "2026-11-23T00:00:00.000Z"
    )
    let opening = Opening(
      title: hostile,
      runbook: hostile,
      graphSHA256: "00",
      mode: .interactive,
      isDrill: false,
      severity: nil,
      inputs: [hostile],
      language: .english,
      version: "1.0.0"
    )
    sample.add(.incidentOpened(opening), by: hostile, sealed: ["input.\(hostile)": hostile])
    sample.add(.stepReached(StepID("x"), visit: 1))
    sample.run(
      "x",
      attempt: 1,
      took: .seconds(1),
      output: "````\n</pre></details>\(hostile)\n<!-- keep: summary -->\nout\n<!-- /keep -->\n"
    )
    sample.add(.itemMarked(StepID("x"), item: 0, .done), by: hostile)
    sample.add(.noteAdded(step: nil), by: hostile, sealed: ["text": "=HYPERLINK(\"x\")\nline"])
    sample.add(.stepSkipped(StepID("x"), reason: hostile), by: hostile)
    return sample.record
  }()

  @Test func `nothing of a hostile record becomes part of the page`() throws {
    let settings = Part.settings(.english)
    let previous = "<!-- keep: summary -->\n<script>x</script> [a](javascript:x)\n<!-- /keep -->"

    let html = try PostMortem(Self.record, settings: settings, previous: previous).html()

    #expect(!html.contains("<script"))
    #expect(!html.contains("</pre></details>&lt;"))
    #expect(!html.contains("href=\"javascript"))
    #expect(!html.contains("\u{202E}"))
    #expect(!html.contains("src="))
    #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
  }

  @Test func `nothing of a hostile record breaks tables or opens a place`() throws {
    let settings = Part.settings(.english)

    let markdown = try PostMortem(Self.record, settings: settings).markdown()
    let again = try PostMortem(Self.record, settings: settings, previous: markdown)

    #expect(try again.markdown() == markdown)
    for line in markdown.split(separator: "\n") where line.hasPrefix("| 1 | ") {
      #expect(line.replacing("\\|", with: "").count { $0 == "|" } == 5, "\(line)")
    }
    #expect(markdown.contains("`````text\n````\n"))
  }

  @Test func `no field of CSV is a formula`() {
    var sample = Sample("x", Self.record.graph, at: "2026-11-23T00:00:00.000Z")
    for text in ["=1+1", "+1", "-1", "@x", "\tx"] {
      sample.add(.milestoneReached(.detected), by: text)
    }

    let csv = Timeline(sample.record, settings: Part.settings(.english)).csv()

    let rows = csv.components(separatedBy: "\r\n").dropFirst().dropLast()
    #expect(rows.count == 5)
    for row in rows { #expect(row.split(separator: ",")[5].first == "'", "\(row)") }
  }

  @Test func `a template of the user is escaped and its mistakes are named`() throws {
    let report = try PostMortem(Self.record, settings: Part.settings(.english))

    let html = try report.html(
      template: "<h1>{{incident.title}}</h1>{{#steps}}{{number}}{{/steps}}"
    )

    #expect(html.hasPrefix("<h1>&lt;script&gt;"))
    #expect(html.hasSuffix("</h1>1"))
    #expect(throws: ReportFault.self) { try report.markdown(template: "a\n{{#steps}}") }
  }
}
