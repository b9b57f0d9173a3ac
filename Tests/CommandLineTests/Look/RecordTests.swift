import Foundation
import Testing

/// `tocsin list`, `show`, `timeline`, `report` and `verify` after a real run.
struct RecordTests {
  @Test func `the timeline in every format has every event`() throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }

    let text = try desk.tocsin("timeline", incident).output
    let markdown = try desk.tocsin("timeline", incident, "--format", "md").output
    let csv = try desk.tocsin("timeline", incident, "--format", "csv").output
    let json = try desk.tocsin("timeline", incident, "--format", "json").output

    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let entries = try #require(object?["entries"] as? [[String: Any]])
    #expect(entries.count > 25)
    #expect(entries.map { $0["sequence"] as? Int } == Array(1...entries.count))
    #expect(text.matches(of: /(?m)^ *[0-9]+  2/).count == entries.count)
    #expect(markdown.matches(of: /(?m)^\| [0-9]+ \|/).count == entries.count)
    let rows = Self.rows(csv)
    #expect(rows.count == entries.count + 1)
    #expect(Set(rows.map(\.count)) == [20])
    let sentence = try #require(rows[0].firstIndex(of: "sentence"))
    #expect(rows.dropFirst().map { $0[sentence] } == entries.map { $0["sentence"] as? String })
    for output in [text, markdown, csv, json] { #expect(output.contains("500 错误")) }
  }

  @Test func `every member of the timeline's JSON is in its page, and the other way round`() throws
  {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }
    let page = try String(
      contentsOf: Desk.package.appending(path: "docs/reports.md"),
      encoding: .utf8
    )
    let start = try #require(page.firstRange(of: "### JSON")?.upperBound)
    let end = try #require(page.firstRange(of: "## Milestones")?.lowerBound)
    let documented = page[start..<end].matches(of: /`([A-Za-z]+)`/).map { String($0.1) }

    let json = try desk.tocsin("timeline", incident, "--format", "json").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let entry = try #require((object?["entries"] as? [[String: Any]])?.first)
    let keys = Set(entry.keys).union(object?.keys.map(\.self) ?? []).union(["name", "value"])

    // `engine` and `null` are values.
    #expect(keys == Set(documented).subtracting(["engine", "null"]))
  }

  @Test func `every member of the report's JSON is in its page`() throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }
    let page = try String(
      contentsOf: Desk.package.appending(path: "docs/reports.md"),
      encoding: .utf8
    )
    let line = try #require(page.split(separator: "\n").last { $0.hasPrefix("The fields are") })
    let list = line.prefix { $0 != "." }

    let json = try desk.tocsin("report", incident, "--format", "json").output
    let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]

    let documented = list.matches(of: /`([A-Za-z]+)`/).map { String($0.1) }
    #expect(object?.keys.sorted() == documented.sorted())
  }

  @Test(arguments: ["md", "html", "json"], ["en", "zh"])
  func `the report in every format and language has the facts`(
    format: String,
    language: String
  )
    throws
  {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }

    let report = try desk.tocsin(
      "report",
      incident,
      "--format",
      format,
      "--lang",
      language,
      "--zone",
      "Asia/Shanghai"
    )

    #expect(report.code == 0, "\(report.errors)")
    let output = report.output.replacing("\\/", with: "/")
    let facts = [
      incident, "门户不可用", "SEV2", "it is quick", "mei took the call", "Asia/Shanghai",
      "restarting web-1",
    ]
    let inChinese = ["IV", "II 级"]
    for fact in facts where language == "en" || fact != "SEV2" {
      #expect(output.contains(fact), "\(fact)")
    }
    if language == "zh" { #expect(inChinese.contains { output.contains($0) }) }
    // What commands wrote is text, never markup of the page.
    if format == "html" { #expect(!output.contains("<b>now</b>")) }
    let head = try desk.tocsin("verify", incident, "--head").output.split(separator: " ")
    #expect(output.contains(head[2].dropLast()), "the chain's head stands in the report")
  }

  @Test(arguments: ["md", "html", "json"], ["en", "zh"])
  func `a post-mortem is an anchor, and an older one too`(format: String, language: String) throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }
    let report = ["report", incident, "--format", format, "--lang", language, "-o", "report"]
    #expect(try desk.tocsin(report).code == 0)
    let head = try desk.tocsin("verify", incident, "--head").output.split(separator: " ")
    #expect(try desk.tocsin("note", incident, "one more fact").code == 0)

    let sound = try desk.tocsin("verify", "--anchor", "report")
    _ = try desk.write(
      desk.read("report").replacing(head[2].prefix(64), with: String(repeating: "0", count: 64)),
      to: "report"
    )
    let flawed = try desk.tocsin("verify", "--anchor", "report")

    #expect(sound.code == 0, "\(sound)")
    #expect(flawed.code == 1, "\(flawed)")
  }

  @Test func `what people wrote into a report survives a new one, in the other language too`()
    throws
  {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }
    func write(_ arguments: String...) throws {
      let outcome = try desk.tocsin(["report", incident, "-o", "report.md"] + arguments)
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
    try write()
    let filled = desk.read("report.md").replacing(
      #/(<!-- keep: went-well -->\n)(.*?)(<!-- \/keep -->)/#.dotMatchesNewlines()
    ) { "\($0.1)值班员先看了时间线。\n\n- a *list*\n\($0.3)" }
    _ = try desk.write(filled, to: "report.md")
    #expect(filled.contains("值班员"))

    try write("--lang", "zh")
    #expect(try desk.tocsin("note", incident, "one more fact").code == 0)
    try write()

    let report = desk.read("report.md")
    #expect(report.contains("<!-- keep: went-well -->\n值班员先看了时间线。\n\n- a *list*\n<!-- /keep -->"))
    #expect(report.contains("one more fact"))
    let html = try desk.tocsin("report", incident, "--format", "html", "--previous", "report.md")
    #expect(html.output.contains("值班员先看了时间线。"))
    _ = try desk.write("# Other\n\n## Steps\n\n1. Look.\n", to: "other.md")
    #expect(try desk.tocsin("run", "other.md").code == 3)
    let other = String(try desk.tocsin("list", "--open").output.prefix { $0 != " " })
    let refused = try desk.tocsin("report", other, "--previous", "report.md")
    #expect(refused.code == 2)
    #expect(refused.errors.contains(incident))
  }

  @Test(arguments: [
    ["report", "--zone", "Nowhere"], ["report", "--template", "missing.mustache"],
    ["report", "--previous", "missing.md"], ["report", "-o", "missing/report.md"],
    ["timeline", "--zone", "Nowhere"], ["timeline", "nonsense"], ["verify", "nonsense"],
    ["verify", "--anchor", "missing.txt"], ["show", "nonsense"], ["report", "nonsense"],
  ])
  func `a wrong name gets a sentence, not a report without it`(arguments: [String]) throws {
    let (desk, _) = try Portal.outage()
    defer { desk.remove() }

    let outcome = try desk.tocsin(arguments)

    #expect(outcome.code == 2)
    #expect(outcome.output == "")
    #expect(outcome.errors.hasPrefix("tocsin: "), "\(outcome.errors)")
  }

  @Test func `without an incident there is a sentence and the exit code 2`() throws {
    let desk = try Desk()
    defer { desk.remove() }

    for command in ["show", "timeline", "report", "resume"] {
      let outcome = try desk.tocsin(command)
      #expect(outcome.code == 2, "\(command)")
      #expect(outcome.errors.hasPrefix("tocsin: "), "\(command)")
    }
    #expect(try desk.tocsin("list").code == 0)
    #expect(try desk.tocsin("verify").code == 0)
  }

  @Test func `lists and states are there for people and for programs`() throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }

    let list = try desk.tocsin("list", "--lang", "zh")
    let open = try desk.tocsin("list", "--open")
    let show = try desk.tocsin("show", incident, "--lang", "zh")
    let json = try desk.tocsin("show", incident, "--format", "json")
    let short = try desk.tocsin("show", String(incident.suffix(4)))

    #expect(list.output.contains(incident) && list.output.contains("门户不可用"))
    #expect(!open.output.contains(incident))
    #expect(show.output.contains("clear-the-cache") && show.output.contains("it is quick"))
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["incident"] as? String == incident)
    #expect((object?["steps"] as? [[String: Any]])?.count == 4)
    #expect(object?["isResolved"] as? Bool == true)
    #expect(short.output.contains(incident))
  }

  @Test(arguments: [
    ("00:00", "T00:00:00.000+08:00"), ("00:00:07", "T00:00:07.000+08:00"),
    ("2024-07-01 12:30", "2024-07-01T12:30:00.000+08:00"),
    ("2024-07-01T12:30:00+02:00", "2024-07-01T18:30:00.000+08:00"),
  ])
  func `what happened earlier gets its time, as people say it`(said: String, kept: String) throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }
    let zone = ["TZ": "Asia/Shanghai"]

    let noted = try desk.shell("tocsin note \(incident) earlier --at '\(said)'", zone)
    let timeline = try desk.shell("tocsin timeline \(incident) --format csv | grep earlier", zone)

    #expect(noted.code == 0, "\(noted.errors)")
    let place = timeline.output.split(separator: ",")[2]
    #expect(place.hasSuffix(kept), "\(timeline.output)")
  }

  @Test(arguments: ["24:00", "3:20", "nonsense", "2024-02-30 10:00", "10:00 10:00", ""])
  func `what is no time is refused with an example`(said: String) throws {
    let (desk, incident) = try Portal.outage()
    defer { desk.remove() }

    let noted = try desk.tocsin("note", incident, "earlier", "--at", said)

    #expect(noted.code == 2)
    #expect(noted.errors.contains("03:20"))
  }

  /// The rows of a text as RFC 4180 has it.
  private static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var rest = Substring(text)
    while let next = rest.popFirst() {
      switch (next, isQuoted) {
      case ("\"", true) where rest.first == "\"":
        field.append("\"")
        rest.removeFirst()
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        row.append(field)
        field = ""
      case ("\r\n", false), ("\n", false):
        rows.append(row + [field])
        (row, field) = ([], "")
      default: field.append(next)
      }
    }
    return rows
  }
}
