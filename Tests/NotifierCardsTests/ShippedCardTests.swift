import Foundation
import NotifierCards
import Testing

@Test func `the cards that were promised are shipped`() {
  let promised = [
    "alertmanager-webhook", "alibaba-sms", "alibaba-voice", "cloudevents", "dingtalk-robot", "exec",
    "feishu-robot", "huawei-sms", "kannel", "mail", "matrix", "microsoft-teams", "ntfy",
    "pagerduty", "slack", "sms-gateway", "standard-webhook", "telegram", "tencent-sms",
    "twilio-sms", "twilio-voice", "wecom-robot",
  ]

  #expect(Shipped.names == promised)
}

@Test(arguments: Shipped.names)
func `a shipped card has nothing wrong in it`(name: String) throws {
  let text = try Shipped.text(name)

  let reading = NotifierCard.read(Array(text.utf8), fileName: name)

  #expect(reading.findings.map(Sample.describe) == [])
  #expect(reading.card?.name == name)
}

@Test(arguments: Shipped.names)
func `a shipped card makes the same request twice, and another with another nonce or not at all`(
  name: String
) throws {
  let card = try Shipped.card(name)

  let first = try Sample.request(card)
  let second = try Sample.request(card)

  #expect(first == second)
  #expect(card.limits(notifier: name, parameters: [:], secrets: [:]).allSatisfy { $0.count > 0 })
}

@Test(arguments: Shipped.names)
func `a preview is the request without its secrets`(name: String) throws {
  let card = try Shipped.card(name)
  let settings = Shipped.settings(card)

  let preview = try card.preview(
    of: Sample.page,
    to: Shipped.address(card),
    parameters: settings.plain,
    secretNames: settings.secret.keys.sorted(),
    at: Sample.now,
    nonce: Sample.nonce
  )
  let request = try Sample.request(card)

  #expect(!preview.text.contains("canary"))
  #expect(preview.text.split(separator: "\n").count == request.text.split(separator: "\n").count)
  if !settings.secret.isEmpty, !["mail", "sms-gateway"].contains(name) {
    #expect(preview.text.contains("~~"))
  }
}

@Test func `a preview is exact where nothing is secret`() throws {
  let card = try Shipped.card("dingtalk-robot")

  let preview = try card.preview(
    of: Sample.page,
    to: nil,
    parameters: [:],
    secretNames: ["access_token"],
    at: Sample.now,
    nonce: []
  )

  let first = preview.text.split(separator: "\n").first.map(String.init)
  #expect(
    first == "POST https://oapi.dingtalk.com/robot/send?access_token=~~access_token~~"
      + "&timestamp=1767323045000"
  )
}

@Test func `no provider's name stands in Swift`() throws {
  let names = [
    "twilio", "alibaba", "aliyun", "tencent", "huawei", "wecom", "weixin", "dingtalk", "feishu",
    "larksuite", "slack", "msteams", "adaptivecard", "telegram", "pagerduty", "alertmanager",
    "ntfy",
    "matrix.", "kannel", "twiml", "dysms",
  ]
  let folder = Shipped.root.appending(path: "Sources")
  let files = try #require(
    FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
  )

  var found: [String] = []
  var count = 0
  for case let file as URL in files where file.pathExtension == "swift" {
    count += 1
    let text = try String(contentsOf: file, encoding: .utf8).lowercased()
    found += names.filter { text.contains($0) }.map { "\(file.lastPathComponent): \($0)" }
  }

  #expect(count > 100)
  #expect(found == [])
}
