import Findings
import Foundation
import NotifierCards
import Phrases
import Testing

/// A card in which one thing can be wrong.
private func card(_ changes: [String: String] = [:], adding lines: String = "") -> String {
  let keys: KeyValuePairs<String, String> = [
    "notifier": "notifier: demo", "title": "title: Demo", "kind": "kind: sms",
    "address": "address: phone",
    "params": "params:\n  url: { default: \"https://sms.example\" }\n  token: { secret: true }",
    "texts": "texts:\n  body: { of: short, limit: 2 segments }",
    "request":
      "request:\n  url: \"${param.url}/send\"\n  json: { to: \"${target.address}\", text: \"${text.body}\" }",
    "respond": "respond:\n  ok: $.code == 0",
  ]
  return keys.map { changes[$0.key] ?? $0.value }.filter { !$0.isEmpty }.joined(separator: "\n")
    + "\n" + lines
}

/// What is wrong with a card: place, rule, message and remedy in both languages.
private func findings(_ text: String) -> [String] {
  NotifierCard.read(Array(text.utf8)).findings.map { finding in
    let place = "\(finding.position.line):\(finding.position.column)"
    return "\(place) \(finding.code): \(finding.message.text(.english)) "
      + finding.remedy.text(.english)
  }
}

@Test func `a card without faults is read`() throws {
  let reading = NotifierCard.read(Array(card().utf8))

  #expect(reading.findings == [])
  let read = try #require(reading.card)
  #expect(read.name == "demo")
  #expect(read.kind == .sms)
  #expect(read.address == .phone)
  #expect(read.parameters.map(\.name) == ["url", "token"])
  #expect(read.parameters.map(\.isSecret) == [false, true])
  #expect(read.parameters.map(\.isRequired) == [false, true])
}

/// A card with one fault, where it is told and what is said.
private struct Fault: Sendable, CustomTestStringConvertible {
  let text: String
  let place: String
  let words: String

  init(_ text: String, _ place: String, _ words: String) {
    self.text = text
    self.place = place
    self.words = words
  }

  var testDescription: String { place }

  /// A card whose request has that URL and those other lines.
  static func request(_ url: String, _ more: String = "") -> String {
    card(["request": "request:\n  url: \(url)\n\(more)"])
  }

  static let all: [Fault] = [
    Fault(card(adding: "respnd: {}"), "15:1 card-unknown-key", "Did you mean `respond`?"),
    Fault(card(["kind": "kind: smoke"]), "3:7 card-value", "`smoke` is not a value of `kind`"),
    Fault(card(["notifier": ""]), "1:1 card-missing-key", "`card` lacks the key `notifier`"),
    Fault(card(["notifier": "notifier: ../etc"]), "1:11 card-name", "`../etc` is not a name"),
    Fault(request("\"${param.ulr}/send\""), "11:8 card-reference", "Did you mean `param.url`?"),
    Fault(
      request("\"${param.url}/${msg.titel}\""),
      "11:8 card-reference",
      "Did you mean `msg.title`?"
    ),
    Fault(request("\"${param.url/x\""), "11:8 card-template", "`$${` for the two characters"),
    Fault(request("ftp://x"), "11:8 card-url", "`${param.url}/…`"),
    Fault(
      request("\"${param.url}\"", "  headers: { \"a b\": x }"),
      "12:12 card-header",
      "`a b` cannot be the name of a header"
    ),
    Fault(request("\"${param.url}\"", "  json: {}\n  text: x"), "11:3 card-body", "Keep one of"),
    Fault(card(["request": "request: { method: POST }"]), "10:10 card-request", "only one of them"),
    Fault(
      request("\"${param.url}\"", "  text: \"${request.body}\""),
      "12:9 card-reference",
      "Only signing sees the request"
    ),
    Fault(
      card(["respond": "respond:\n  ok: $.code = 0"]),
      "14:7 card-condition",
      "`$.code = 0` is not a condition"
    ),
    Fault(
      card(["respond": "respond:\n  throttle: status 429"]),
      "11:3 card-success",
      "many gateways answer 200 to errors"
    ),
    Fault(
      card(["texts": "texts:\n  body: { of: short, limit: many }"]),
      "9:29 card-value",
      "`limit: 2048 bytes`"
    ),
    Fault(
      card(["texts": "texts:\n  body: { template: \"{{titel}}\" }"]),
      "9:21 card-reference",
      "Did you mean `title`?"
    ),
    Fault(card(adding: "on_unknown: verify"), "15:13 card-verify", "`resend` or `skip`"),
    Fault(
      card(adding: "limits: { windows: [{ count: 0, per: 1m }] }"),
      "15:30 card-value",
      "`0` is not a value of `count`"
    ),
    Fault(
      card(adding: "budget: { warn_at: 80% }"),
      "15:9 card-budget-without-limit",
      "such as `per_day: 2000`"
    ),
    Fault(
      card(adding: "budget: { per_day: 5, warn_at: 100% }"),
      "15:32 card-budget-without-warning",
      "Write `warn_at: 80%`"
    ),
    Fault(card(adding: "retry: { jitter: 20 }"), "15:18 card-value", "`jitter: 80%`"),
    Fault(
      card(adding: "sign: [{ set: s, op: sha257, text: x }]"),
      "15:22 card-value",
      "hmac-sha256, hmac-sha1"
    ),
    Fault(
      card(
        adding: "inbound: { format: json, receipts: { id: $.id, status: { failed: '@.x' } }, "
          + "check: { given: x, expected: y } }"
      ),
      "15:66 card-condition",
      "`@.x` is not a condition"
    ),
    Fault(
      card(adding: "inbound: { format: json, receipts: { id: $.id, status: {} } }"),
      "15:10 card-missing-key",
      "check: { given:"
    ),
    Fault(
      request("\"${param.url}\"", "  json: { a: { $yaml: 1 } }"),
      "12:16 card-reference",
      "Did you mean `$json`?"
    ),
  ]
}

@Test(arguments: Fault.all)
private func `a fault is told with its place and what to do`(fault: Fault) throws {
  let findings = NotifierCard.read(Array(fault.text.utf8)).findings

  let finding = try #require(findings.first)
  #expect(findings.count == 1)
  #expect(Sample.describe(finding).hasPrefix(fault.place + ": "))
  let english = finding.message.text(.english) + " " + finding.remedy.text(.english)
  #expect(english.contains(fault.words))
  let chinese = finding.message.text(.chinese) + finding.remedy.text(.chinese)
  #expect(chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
}

@Test func `raw bytes cannot stand in a request`() {
  let text = card(
    ["request": "request:\n  url: \"${param.url}\"\n  text: \"${sign.s}\""],
    adding: "sign: [{ set: s, op: sha256, text: x }]"
  )

  #expect(findings(text).map { $0.prefix(24) } == ["12:9 card-raw-bytes: The"])
}

@Test func `a signature made from itself is found`() {
  let text = card(
    ["request": "request:\n  url: \"${param.url}\"\n  json: { sign: \"${sign.s}\" }"],
    adding: "sign: [{ set: s, op: sha256, text: \"${request.body}\", as: hex }]"
  )

  #expect(
    findings(text).map { $0.prefix(33) }
      == ["11:3 card-circular-signing: `body`"].map { $0.prefix(33) }
  )
}

@Test func `a file with another name than its card is a warning`() {
  let reading = NotifierCard.read(Array(card().utf8), fileName: "other")

  #expect(reading.findings.map(\.code) == ["card-file-name"])
  #expect(reading.card != nil)
}

@Test(
  arguments: [
    "", "just text", "- a\n- b", "notifier: [", "a: 1\na: 2", "\u{0}", "%YAML 9.9\n---\n",
    "notifier: &a x\ntitle: *a", String(repeating: "[", count: 5000),
    String(repeating: "{a: ", count: 5000), String(repeating: "- ", count: 5000) + "x",
    "notifier: x\n" + String(repeating: "#", count: 200_000), "? [a, b]\n: c", "notifier: {a: b}",
    "kind: 1\ntitle: 2\nnotifier: 3\nrequest: 4\nrespond: 5\ntexts: 6\nparams: 7\nsign: 8",
    "request: { url: { a: b }, query: [x], headers: y, json: ~, basic: 1 }",
    "inbound: []\nverify: []\nlimits: []\nbudget: []\nretry: []\ntransport: []\nmaps: []\naddress: []",
    "<<: { a: b }", "notifier: !!binary aGVsbG8=\n",
    "respond: { ok: { all: { any: { not: [] } } } }",
    "sign: [[], {}, 1, { op: x }]", "texts: { a: [], b: 1, 1: {}, c: { template: \"{{#a}}\" } }",
  ]
)
func `hostile YAML gives findings and nothing else`(text: String) {
  let reading = NotifierCard.read(Array(text.utf8))

  #expect(reading.card == nil)
  #expect(!reading.findings.isEmpty)
}

@Test func `bytes that are no text are a finding`() {
  let reading = NotifierCard.read([0x6E, 0x3A, 0x20, 0xFF, 0xFE])

  #expect(reading.findings.map(\.code) == ["card-yaml"])
}

@Test(arguments: Shipped.names)
func `no cut of a shipped card crashes the reader`(name: String) throws {
  let bytes = Array(try Shipped.text(name).utf8)
  let step = max(1, bytes.count / 40)

  for end in stride(from: 0, to: bytes.count, by: step) {
    let reading = NotifierCard.read(Array(bytes[..<end]))
    #expect(reading.card != nil || !reading.findings.isEmpty)
  }
}

@Test func `the schema and the reader know the same keys`() throws {
  let file = Shipped.root.appending(path: "docs/schema/notifier.schema.json")
  let schema = try #require(
    try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
  )
  let definitions = try #require(schema["$defs"] as? [String: Any])

  for (section, keys) in CardKeys.sections {
    let definition = section == "card" ? schema : definitions[section] as? [String: Any]
    let properties = definition?["properties"] as? [String: Any]
    #expect(properties?.keys.sorted() == keys.sorted(), "\(section)")
    #expect(definition?["additionalProperties"] as? Bool == false, "\(section)")
  }
}

/// Where the schema lists the values of a key, and a card with another one.
private let listed: [(section: String, key: String, text: String)] = [
  ("text", "of", card(["texts": "texts:\n  body: { of: zzz }"])),
  ("text", "escape", card(["texts": "texts:\n  body: { of: title, escape: zzz }"])),
  ("step", "op", card(adding: "sign: [{ set: s, op: zzz, text: x }]")),
  ("step", "as", card(adding: "sign: [{ set: s, op: md5, text: x, as: zzz }]")),
  ("request", "method", card(["request": "request: { url: https://x.example, method: zzz }"])),
  ("addressKind", "", card(["address": "address: zzz"])),
  ("", "kind", card(["kind": "kind: zzz"])), ("", "on_unknown", card(adding: "on_unknown: zzz")),
]

@Test(arguments: listed)
func `the schema and the reader know the same words`(
  section: String,
  key: String,
  text: String
) throws {
  let file = Shipped.root.appending(path: "docs/schema/notifier.schema.json")
  let schema = try #require(
    try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
  )
  let definitions = try #require(schema["$defs"] as? [String: Any])
  let definition = section.isEmpty ? schema : definitions[section] as? [String: Any]
  let properties = definition?["properties"] as? [String: Any]
  let value = key.isEmpty ? definition : properties?[key] as? [String: Any]

  let finding = NotifierCard.read(Array(text.utf8)).findings.first { $0.code == "card-value" }

  let known = try #require(finding?.remedy.arguments["known"]).components(separatedBy: ["a", "b"].listed.filter { !$0.isLetter })
  #expect(known.sorted() == (value?["enum"] as? [String])?.sorted())
}
