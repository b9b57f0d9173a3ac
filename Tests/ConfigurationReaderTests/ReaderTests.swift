import ConfigurationReader
import DutyRoster
import Findings
import Foundation
import Phrases
import RunbookModel
import Testing
import Timekeeping

/// A file that is short, sound and complete but for what a test changes in it.
enum Sample {
  static let sound = """
    time-zone: Asia/Shanghai
    language: zh
    calendar: china
    hours:
      office: { days: working, times: ["08:30-18:00"] }
    people:
      li-wei: { name: 李伟, contacts: [{ notifier: sms, address: "+447700900101" }] }
      wang-fang: { contacts: [{ notifier: sms, address: "+447700900102" }] }
    teams:
      all: [li-wei, wang-fang]
    places: { on-site: 驻场 }
    schedules:
      day:
        place: on-site
        layers:
          - { rotation: weekly, starts: 2026-01-05, participants: [li-wei, wang-fang] }
    roles:
      ic: [schedule:day]
    notifiers:
      sms: { card: sms, secrets: { token: { env: SMS_TOKEN } } }
      drill: { card: exec, drill-only: true }
    policies:
      main:
        levels: [{ call: [role:ic], wait: 5m }]
        last-resort: [person:li-wei]
    engine: { report-to: [person:li-wei] }
    """

  static func read(_ text: String, now: Instant? = nil) -> ConfigurationReader.Reading {
    ConfigurationReader.read(Array(text.utf8), ConfigurationReader.Surroundings(now: now))
  }

  /// Findings as `7:3 config-unknown-key`.
  static func codes(_ reading: ConfigurationReader.Reading) -> [String] {
    reading.findings.map { "\($0.position.line):\($0.position.column) \($0.code)" }
  }
}

@Test func `a sound file gives a configuration and nothing to report`() throws {
  let reading = Sample.read(Sample.sound)

  #expect(Sample.codes(reading) == [])
  let configuration = try #require(reading.configuration)
  #expect(configuration.defaultPolicy == "main")
  #expect(configuration.roster.person("li-wei")?.name == "李伟")
  #expect(configuration.roster.person("wang-fang")?.name == "wang-fang")
  #expect(configuration.notifier("sms")?.secrets.first?.source == .environment("SMS_TOKEN"))
  #expect(configuration.reportLanguage == .chinese)
}

/// A change to the sound file, and what is said about it.
struct Mistake: Sendable, CustomTestStringConvertible {
  var old: String
  var new: String
  var findings: [String]

  init(_ old: String, _ new: String, _ findings: String...) {
    (self.old, self.new, self.findings) = (old, new, findings)
  }

  var testDescription: String { new }
}

private let mistakes = [
  Mistake("time-zone: Asia/Shanghai", "time-zome: Asia/Shanghai", "1:1 config-misspelt-key"),
  Mistake("time-zone: Asia/Shanghai", "colour: red", "1:1 config-unknown-key"),
  Mistake("policies:\n", "server: { listen: 8787 }\npolicies:\n", "22:19 config-bad-value"),
  Mistake(
    "policies:\n",
    "server: { listen: \"127.0.0.1:70000\" }\npolicies:\n",
    "22:19 config-bad-value"
  ),
  Mistake(
    "policies:\n",
    "server: { url: \"https://t.example\" }\npolicies:\n",
    "22:9 config-missing-key"
  ),
  Mistake(
    "policies:\n",
    "server: { listen: \"0.0.0.0:8787\" }\npolicies:\n",
    "22:19 config-server-exposed"
  ),
  Mistake(
    "policies:\n",
    "server: { listen: \"[::1]:80\", url: \"http://t.example\" }\npolicies:\n",
    "22:36 config-server-plain"
  ),
  Mistake(
    "policies:\n",
    "server: { listen: \"127.0.0.1:80\", url: \"https://t.example/?a\" }\npolicies:\n",
    "22:40 config-bad-value"
  ),
  Mistake(
    "policies:\n",
    "server: { listen: \"127.0.0.1:80\", key: abcdefghijklmnop }\npolicies:\n",
    "22:35 config-literal-secret"
  ),
  Mistake("engine: {", "engine: { link: \"https://t.example\",", "26:11 config-unknown-key"),
  Mistake("Asia/Shanghai", "Asia/Shanghia", "1:12 config-unknown-zone"),
  Mistake("language: zh", "language: klingon", "2:11 config-bad-value"),
  Mistake("calendar: china", "calendar: chin", "3:11 config-misspelt-reference"),
  Mistake("calendar: china", "calendar: mars", "3:11 config-unknown-reference"),
  Mistake("calendar: china\n", "\n", "5:19 config-no-calendar"),
  Mistake("08:30-18:00", "8.30-18.00", "5:36 config-bad-value"),
  Mistake("days: working", "days: wednesday-frday", "5:19 config-bad-value"),
  Mistake("name: 李伟", "nam: 李伟", "7:13 config-misspelt-key"),
  Mistake("  wang-fang: {", "  li-wei: {", "7:3 config-duplicate-key"),
  Mistake(
    "  wang-fang: {",
    "  li wei: {",
    "8:3 config-bad-name",
    "10:17 config-unknown-reference",
    "16:72 config-unknown-reference"
  ),
  Mistake("[li-wei, wang-fang]\nplaces", "li-wie\nplaces", "10:8 config-misspelt-reference"),
  Mistake("place: on-site", "place: on-sit", "14:12 config-misspelt-reference"),
  Mistake("rotation: weekly, ", "rotation: sometimes, ", "16:21 config-bad-value"),
  Mistake("rotation: weekly, ", "", "16:9 config-missing-key"),
  Mistake("starts: 2026-01-05, ", "", "16:9 config-missing-key"),
  Mistake("starts: 2026-01-05", "starts: 2026-02-30", "16:37 config-bad-value"),
  Mistake("participants: [li-wei, wang-fang]", "participants: []", "16:49 config-empty-schedule"),
  Mistake(
    "participants: [li-wei",
    "during: holidays, participants: [li-wei",
    "16:57 config-unknown-reference"
  ),
  Mistake("ic: [schedule:day]", "ic: [role:ic]", "18:3 config-role-cycle"),
  Mistake("engine: { report-to: [person:li-wei] }", "", "19:1 config-nobody-told"),
  Mistake("[person:li-wei] }", "[] }", "26:22 config-nobody-told"),
  Mistake("[person:li-wei] }", "role:ic }"),
  Mistake("[person:li-wei] }", "notifier:sms }"),
  Mistake(
    "ic: [schedule:day]",
    "ic: [role:b]\n  b: [role:c]\n  c: [role:b]",
    "18:3 config-role-cycle"
  ),
  Mistake("role:ic]", "roll:ic]", "24:23 config-target-kind"),
  Mistake("role:ic]", "role:ci]", "24:23 config-unknown-reference"),
  Mistake("wait: 5m", "wait: 0s", "24:39 config-bad-value"),
  Mistake("wait: 5m", "wait: soon", "24:39 config-bad-value"),
  Mistake("call: [role:ic]", "call: []", "24:22 config-empty-level"),
  Mistake("[{ call: [role:ic], wait: 5m }]", "[]", "24:13 config-policy-without-levels"),
  Mistake("person:li-wei]", "role:ic]", "23:3 config-last-resort-empty"),
  Mistake("    last-resort: [person:li-wei]", "", "23:3 config-last-resort-empty"),
  Mistake(
    "last-resort: [person:li-wei]",
    "last-resort: [notifier:drill]",
    "23:3 config-last-resort-empty",
    "25:19 config-drill-only-contact"
  ),
  Mistake("token: { env: SMS_TOKEN }", "token: hunter2", "20:32 config-literal-secret"),
  Mistake(
    "secrets: { token: { env: SMS_TOKEN } }",
    "parameters: { api-key: abc }",
    "20:35 config-possible-secret"
  ),
  Mistake(
    "secrets: { token: { env: SMS_TOKEN } }",
    "parameters: { url: \"https://gw.example/send?access_token=abc\" }",
    "20:35 config-possible-secret"
  ),
  Mistake("{ env: SMS_TOKEN }", "{ env: A, file: B }", "20:32 config-conflicting-keys"),
  Mistake(
    "notifier: sms, address: \"+447700900101\"",
    "notifier: drill, address: \"+447700900101\"",
    "7:46 config-drill-only-contact"
  ),
  Mistake(
    "address: \"+447700900102\"",
    "address: \"+447700900102\", urgency: low",
    "8:3 config-no-contact"
  ),
  Mistake(
    "wait: 5m",
    "wait: 5m, quorum: 2, call-again-every: 0s",
    "24:72 config-bad-value"
  ),
  Mistake("call: [role:ic]", "call: [person:li-wei], quorum: 2", "24:47 config-quorum"),
  Mistake(
    "    last-resort:",
    "    variants: [{ severity: sev1, last-resort: [schedule:day] }]\n    last-resort:",
    "23:3 config-last-resort-empty"
  ),
  Mistake(
    "notifiers:\n",
    "provider-groups: { sms: [sms] }\nnotifiers:\n",
    "19:20 config-duplicate-name"
  ),
  Mistake("engine: {", "engine: { audit-age: 0s,", "26:22 config-bad-value"),
  Mistake(
    "policies:",
    "leave: [{ person: li-wei, from: 2026-10-03, to: 2026-10-01 }]\npolicies:",
    "22:49 config-ends-before-it-begins"
  ),
  Mistake(
    "policies:",
    "leave: [{ person: li-wei, from: 2026-10-01, to: 2026-10-03 }]\npolicies:",
    "24:3 config-last-resort-on-leave"
  ),
  Mistake(
    "policies:",
    "coverage: [{ place: on-site, role: ic, at-least: 1 }]\npolicies:",
    "22:12 config-conflicting-keys"
  ),
  Mistake("policies:", "people: {}\npolicies:", "6:1 config-duplicate-key"),
  Mistake("policies:", "version: 2\npolicies:", "22:10 config-bad-value"),
  Mistake(
    "policies:",
    "calendars: { own: { file: gone.yaml } }\npolicies:",
    "22:27 config-calendar-unreadable"
  ),
  Mistake("roles:\n", "roles:\n\t", "18:1 config-yaml"),
]

@Test(arguments: mistakes)
func `a mistake is reported at its place`(mistake: Mistake) throws {
  #expect(Sample.sound.contains(mistake.old))
  let text = Sample.sound.replacing(mistake.old, with: mistake.new, maxReplacements: 1)

  let reading = Sample.read(text)

  #expect(Sample.codes(reading) == mistake.findings)
}

@Test(arguments: mistakes)
func `what is said has no place left open and stands in both languages`(
  mistake: Mistake
) throws {
  let text = Sample.sound.replacing(mistake.old, with: mistake.new, maxReplacements: 1)

  let findings = Sample.read(text).findings

  for finding in findings {
    for language in Language.allCases {
      for message in [finding.message, finding.remedy] {
        let places = message.phrase.text(language).matches(of: /\{([a-z]+)\}/).map { "\($0.1)" }
        #expect(places.filter { message.arguments[$0] == nil } == [])
        #expect(!message.text(language).isEmpty)
      }
    }
    #expect(ConfigurationReader.rules.contains { $0.code == finding.code })
  }
}

@Test func `an error gives no configuration and a warning does`() {
  let error = Sample.read(Sample.sound.replacing("card: sms,", with: "kard: sms,"))
  let warning = Sample.read(
    Sample.sound.replacing("wang-fang: { contacts", with: "wang-fang: { name: W }\n  x: { contacts")
  )

  #expect(error.configuration == nil)
  #expect(warning.findings.map(\.level) == [.warning, .warning])
  #expect(warning.configuration != nil)
}

@Test(arguments: [
  ("2026-06-01T00:00:00Z", []), ("2026-11-01T00:00:00Z", ["5:19 config-calendar-next-year"]),
  ("2027-01-01T00:00:00Z", ["5:19 config-calendar-year"]),
  // It is 2027 in Shanghai already.
  ("2026-12-31T16:00:00Z", ["5:19 config-calendar-year"]),
])
func `a calendar that comes to its end is reported in time`(
  now: String,
  findings: [String]
) throws {
  let instant = try #require(Instant(rfc3339: now))

  let reading = Sample.read(Sample.sound, now: instant)

  #expect(Sample.codes(reading) == findings)
}

@Test func `what only time brings keeps no file from being used`() throws {
  let text = Sample.sound.replacing(
    "policies:",
    with: "leave: [{ person: li-wei, from: 2026-10-01, to: 2026-10-03 }]\npolicies:"
  )

  let before = Sample.read(text, now: Instant(rfc3339: "2026-09-01T00:00:00Z"))
  let after = Sample.read(text, now: Instant(rfc3339: "2026-10-04T00:00:00Z"))
  let muchLater = Sample.read(text, now: Instant(rfc3339: "2029-01-01T00:00:00Z"))

  #expect(Sample.codes(before) == ["24:3 config-last-resort-on-leave"])
  #expect(Sample.codes(after) == [])
  #expect(Sample.codes(muchLater) == ["5:19 config-calendar-year"])
  #expect([before, after, muchLater].allSatisfy { $0.configuration != nil })
}

@Test func `a calendar from a file takes the place of the shipped one`() throws {
  let text = Sample.sound.replacing(
    "calendar: china",
    with: "calendars: { china: { file: days.yaml } }\ncalendar: china"
  )
  let file = """
    calendar: china
    week: monday-saturday
    years: { 2027: { off: { 元旦: 2027-01-01..2027-01-03 }, worked: [2027-01-10] } }
    """

  let reading = ConfigurationReader.read(
    Array(text.utf8),
    ConfigurationReader.Surroundings(file: { $0 == "days.yaml" ? Array(file.utf8) : nil })
  )

  let calendar = try #require(reading.configuration?.roster.parts.calendars.first)
  #expect(calendar.years.keys.sorted() == [2027])
  #expect(try calendar.kind(of: #require(CivilDay("2027-01-09"))) == .working)
  #expect(try calendar.kind(of: #require(CivilDay("2027-01-10"))) == .makeUp)
  #expect(try calendar.kind(of: #require(CivilDay("2027-01-02"))) == .holiday("元旦"))
}

@Test(arguments: [
  ("years: { 2027: { of: {} } }", "1:18 config-unknown-key"),
  ("years: { 2027: { off: { A: 2026-01-01 } } }", "1:28 config-bad-value"),
  ("week: never\nyears: { 2027: {} }", "1:7 config-bad-value"),
  ("week: monday-friday", "1:1 config-missing-key"),
  ("years: [", "2:1 config-yaml"),
])
func `a mistake in a calendar is reported in its own file`(
  file: String,
  finding: String
) throws {
  let text = "calendars: { own: { file: days.yaml } }\ncalendar: own"

  let reading = ConfigurationReader.read(
    Array(text.utf8),
    ConfigurationReader.Surroundings(file: { _ in Array(file.utf8) })
  )

  #expect(reading.configuration == nil)
  let other = try #require(reading.otherFiles.first)
  #expect(other.path == "days.yaml")
  let codes = other.findings.map { "\($0.position.line):\($0.position.column) \($0.code)" }
  #expect(codes.first == finding)
}

@Test(arguments: [
  String(repeating: "[", count: 5000), String(repeating: "- ", count: 5000),
  "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\n"
    + "c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\n"
    + "e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]",
  String(repeating: "x", count: 1_048_577),
])
func `a hostile file is refused quickly`(text: String) {
  let reading = Sample.read(text)

  #expect(reading.configuration == nil)
  #expect(reading.findings.map(\.code) == ["config-too-large"])
}

@Test(arguments: ["", "# nothing\n", "people:\n", "\u{FEFF}time-zone: UTC\n"])
func `a file that says nothing is an empty configuration`(text: String) {
  let reading = Sample.read(text)

  #expect(Sample.codes(reading) == [])
  #expect(reading.configuration?.policies == [])
}

@Test func `what is not UTF-8 is reported`() {
  let reading = ConfigurationReader.read([0xFF, 0xFE, 0x00], ConfigurationReader.Surroundings())

  #expect(reading.findings.map(\.code) == ["config-yaml"])
}

@Test func `any cut of a file gives findings or a configuration and never a crash`() {
  let bytes = Array(Sample.sound.utf8)
  var count = 0

  for end in stride(from: 0, to: bytes.count, by: 3) {
    let reading = ConfigurationReader.read(
      Array(bytes[..<end]),
      ConfigurationReader.Surroundings()
    )
    if reading.configuration == nil, reading.findings.isEmpty { count += 1 }
  }

  #expect(count == 0)
}

@Test(
  arguments: [
    ("role:spare", ["27:23 config-report-to-empty"]),
    (
      "role:ic, role:spare, person:silent",
      ["27:32 config-report-to-empty", "27:44 config-report-to-empty"]
    ),
    ("team:all, role:deputy", []),
    ("role:round", ["27:23 config-report-to-empty"]),
    ("notifier:drill", ["27:23 config-drill-only-contact", "27:23 config-report-to-empty"]),
  ] as [(String, [String])]
)
func `who should hear of trouble must be somebody`(targets: String, findings: [String]) {
  let text = Sample.sound
    .replacing("teams:\n", with: "  silent: {}\nteams:\n")
    .replacing(
      "roles:\n",
      with: "roles:\n  spare: []\n  deputy: [role:ic]\n  round: [person:silent, role:spare]\n"
    )
    .replacing("person:li-wei] }", with: "\(targets)] }")

  let codes = Sample.codes(Sample.read(text)).filter { !$0.hasSuffix("config-no-contact") }

  #expect(codes == findings.map { $0.replacing("27:", with: "30:") })
}

@Test(
  arguments: [
    (CardShape.Budget.sound, []), (.without, []),
    (.unlimited, ["20:10 config-budget-without-limit"]),
    (.silent, ["20:10 config-budget-without-warning"]),
  ] as [(CardShape.Budget, [String])]
)
func `a budget that limits or warns of nothing is said of its notifier`(
  budget: CardShape.Budget,
  findings: [String]
) {
  var shape = shape([token])
  shape.budget = budget

  #expect(codes(Sample.sound, shape) == findings)
}

/// What is said about the sound file when `sms` is a card with that shape.
private func codes(_ text: String, _ shape: CardShape) -> [String] {
  let reading = ConfigurationReader.read(
    Array(text.utf8),
    ConfigurationReader.Surroundings(card: { name in
      switch name {
      case "sms": .card(shape)
      case "exec": .unknown
      default: .missing(known: ["sms", "exec"])
      }
    })
  )
  return Sample.codes(reading)
}

private let token = CardShape.Setting(name: "token", isSecret: true, isRequired: true)
private let url = CardShape.Setting(name: "url", isSecret: false, isRequired: true)
private let apiKey = CardShape.Setting(name: "api-key", isSecret: false, isRequired: false)

private func shape(
  _ settings: [CardShape.Setting],
  needsAddress: Bool = true,
  takes: @escaping @Sendable (String) -> Bool = { $0.hasPrefix("+") }
) -> CardShape {
  CardShape(settings: settings, addressKind: "phone", needsAddress: needsAddress, takes: takes)
}

@Test(
  arguments: [
    ("card: sms,", "card: sms,", [token], []),
    ("card: sms,", "card: smss,", [token], ["20:16 config-misspelt-card"]),
    ("card: sms,", "card: pigeon,", [token], ["20:16 config-unknown-card"]),
    ("card: sms,", "card: sms,", [token, url], ["20:10 config-missing-setting"]),
    (
      "card: sms,", "card: sms, parameters: { urll: x },", [token, url],
      ["20:10 config-missing-setting", "20:35 config-misspelt-setting"]
    ),
    ("token: {", "colour: {", [apiKey], ["20:32 config-unknown-setting"]),
    // The card says what is secret, whatever it is called.
    ("card: sms,", "card: sms, parameters: { api-key: x },", [token, apiKey], []),
    (
      "secrets: { token: { env: SMS_TOKEN } }", "parameters: { token: x }", [token],
      ["20:35 config-literal-secret"]
    ),
    ("\"+447700900101\"", "\"li@example.org\"", [token], ["7:60 config-address"]),
    ("person:li-wei]", "person:li-wei, notifier:sms]", [token], ["25:34 config-channel-address"]),
  ] as [(String, String, [CardShape.Setting], [String])]
)
func `a notifier is compared with its card`(
  old: String,
  new: String,
  settings: [CardShape.Setting],
  findings: [String]
) {
  #expect(Sample.sound.contains(old))
  let text = Sample.sound.replacing(old, with: new, maxReplacements: 1)

  let codes = codes(text, shape(settings))

  #expect(codes == findings)
}

@Test func `each member of a group must take the address`() {
  let text = Sample.sound
    .replacing("sms: { card: sms,", with: "one: { card: sms,")
    .replacing("policies:", with: "provider-groups: { sms: [one] }\npolicies:")

  let codes = codes(text, shape([token]) { $0.hasSuffix("2") })

  #expect(codes == ["7:60 config-address"])
}
