import Foundation
import NotifierCards
import Testing

private func page() throws -> String {
  try String(contentsOf: Shipped.root.appending(path: "docs/notifiers.md"), encoding: .utf8)
}

/// The cards that the page shows.
private func shownCards() throws -> [String] {
  try page().components(separatedBy: "```yaml\n").dropFirst()
    .compactMap { $0.components(separatedBy: "\n```").first }
    .filter { $0.hasPrefix("notifier:") }
}

/// The rows of the table whose head begins so.
private func rows(_ head: String) throws -> [[String]] {
  let lines = try page().components(separatedBy: "\n")
  let start = try #require(lines.firstIndex { $0.hasPrefix(head) })
  return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { row in
    row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }
}

@Test func `the card that the page makes works as the page says`() throws {
  let text = try #require(try shownCards().first)
  let card = try Sample.card(text)

  let request = try card.request(
    for: Sample.page,
    to: "+86 138 0000 0000",
    parameters: ["account": "acme"],
    secrets: ["key": "K", "receipt_token": "R"],
    at: Sample.now,
    nonce: []
  )
  let batch = card.receipts(
    from: InboundRequest(
      method: "POST",
      url: "https://t.example/in?token=R",
      headers: [],
      body: Array(
        #"{"reports":[{"msgid":"1","status":"DELIVRD","time":"2026-01-02 11:04:05"}]}"#.utf8
      )
    ),
    parameters: [:],
    secrets: ["receipt_token": "R"],
    at: Sample.now
  )

  let parts = try HTTPParts(request)
  #expect(parts.url == "https://sms.provider.example/v2/send")
  #expect(parts.body.hasPrefix("account=acme&mobile=13800000000&content=SEV1"))
  let sign = try #require(parts.body.split(separator: "=").last)
  #expect(sign.count == 32 && sign.allSatisfy { $0.isHexDigit && !$0.isLowercase })
  #expect(
    card.verdict(of: Sample.reply(200, #"{"code":"0","msgid":"7"}"#), at: Sample.now)
      == .ok(providerID: "7")
  )
  #expect(batch.receipts.map(\.status) == [.delivered])
  #expect(batch.receipts.map(\.at) == [Sample.now])
}

@Test func `the page knows every key of a card`() throws {
  let shown = try rows("| key | what it says |").map { $0[0].filter { $0 != "`" } }

  let keys = CardKeys.sections.first { $0.key == "card" }?.value

  #expect(shown.sorted() == keys?.sorted())
}

@Test func `every reference of the page can be used`() throws {
  let references = try rows("| reference | value |").flatMap { row in
    row[0].split(separator: "`").map(String.init).filter { !$0.contains(", ") }
  }
  let names = references.map { $0.replacingOccurrences(of: "NAME", with: "name") }

  for name in names {
    let isPart = name.hasPrefix("request.")
    let plain = "request: { url: https://x.example }"
    let use =
      if name == "reply" {
        """
        \(plain)
        inbound:
          format: query
          check: { given: "${request.query.token}", expected: "${param.name}" }
          replies: { when: $.from exists, from: $.from, text: $.text }
          answer: { text: "${reply}" }
        """
      } else if isPart {
        "sign: [{ set: used, op: text, text: '${\(name)}' }]\n\(plain)"
      } else {
        "request: { url: https://x.example, query: { a: '${\(name)}' } }"
      }
    let text = """
      notifier: x
      title: X
      kind: chat
      address: { kind: user, optional: true }
      params: { name: { required: false } }
      texts: { name: { of: title } }
      maps: { name: { of: msg.kind, cases: {} } }
      \(name == "sign.name" ? "sign: [{ set: name, op: text, text: x }]" : "")
      \(use)
      respond: { ok: status 200 }
      """
    let reading = NotifierCard.read(Array(text.utf8))
    #expect(reading.findings.map(Sample.describe) == [], "\(name)")
  }
  #expect(names.count > 50)
}

@Test func `the table of shipped cards is what the cards say`() throws {
  let rows = try rows("| card | kind |")

  #expect(rows.map { $0[0].filter { $0 != "`" } } == Shipped.names)
  for row in rows {
    let card = try Shipped.card(row[0].filter { $0 != "`" })
    let isNeeded: (NotifierCard.Parameter) -> Bool = { $0.isRequired && $0.defaultValue == nil }
    func list(_ parameters: [NotifierCard.Parameter]) -> String {
      parameters.isEmpty
        ? "—" : parameters.map { "`\($0.name)`\($0.isSecret ? " 🔒" : "")" }.joined(separator: ", ")
    }
    let isOptional = card.isAddressOptional && card.address != .none
    #expect(row[1] == card.kind.rawValue)
    #expect(row[2] == card.address.rawValue + (isOptional ? " (optional)" : ""))
    #expect(row[3] == list(card.parameters.filter(isNeeded)))
    #expect(row[4] == list(card.parameters.filter { !isNeeded($0) }))
    #expect(row[5].hasPrefix(card.onUnknown.rawValue))
    #expect(row[5].contains("idempotent") == card.isIdempotent)
    #expect(row[5].contains("receipts") == card.readsInbound)
  }
}
