import Foundation
import NotifierCards
import Phrases
import Testing

/// Texts that break out of requests which are put together from text.
private let hostileTexts = [
  #"a "quoted" \ back\slash"#, "line\r\nX-Injected: 1\r\n\r\nbody", "${param.token} ${msg.code}",
  "{{title}} {{{link}}} {{#page}}", "a&b=c;d?e#f%00%0d%0a", "<Hangup/><at user_id=\"all\">x</at>",
  "']}; DROP TABLE x; --", "\u{0}\u{1B}[2J\u{7F}\u{85}\u{202E}evil", "👩‍👩‍👧‍👦 数据库 e\u{301}",
  "$(reboot) `id` | tee", "-rf", "😀",
]

/// A message whose every field is that text.
private func hostile(_ text: String) -> CardMessage {
  var message = Sample.page
  message.title = text
  message.step = text
  message.reason = text
  message.place = text
  message.ask = text
  message.code = text
  message.person = text
  message.runbook = text
  message.incident = text
  return message
}

@Test(arguments: Shipped.names, hostileTexts)
func `what a message says never leaves its place`(name: String, text: String) throws {
  let card = try Shipped.card(name)

  let plain: WireRequest
  let request: WireRequest
  do throws(CardFault) {
    plain = try Sample.request(card)
    request = try Sample.request(card, hostile(text))
  } catch {
    // Refusing is right too, when it names the place.
    #expect(!error.message.text(.english).contains("{"))
    return
  }

  switch (plain.transport, request.transport) {
  case (
    .http(_, let plainURL, let plainHeaders, let plainBody),
    .http(_, let url, let headers, let body)
  ):
    #expect(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F })
    #expect(url.prefix { $0 != "?" } == plainURL.prefix { $0 != "?" })
    #expect(Set(names(of: url)).isSubset(of: names(of: plainURL)))
    #expect(headers.map(\.name) == plainHeaders.map(\.name))
    #expect(headers.allSatisfy { !$0.value.unicodeScalars.contains { $0.value < 0x20 } })
    let type = headers.first { $0.name.lowercased() == "content-type" }?.value ?? ""
    if type.contains("json") {
      #expect(shape(try JSONSerialization.jsonObject(with: Data(body))) != "")
      #expect(
        keys(try JSONSerialization.jsonObject(with: Data(body)))
          .subtracting(keys(try JSONSerialization.jsonObject(with: Data(plainBody)))) == []
      )
    }
    if type.contains("form") {
      #expect(body.allSatisfy { $0 > 0x20 && $0 < 0x7F })
      #expect(Set(names(of: "?" + text8(body))).isSubset(of: names(of: "?" + text8(plainBody))))
    }
  case (.mail(_, _, _, let plainMail, _), .mail(_, _, _, let mail, _)):
    #expect(headerNames(mail) == headerNames(plainMail))
  case (.program(let plainArguments, _, let plainNames), .program(let arguments, _, let names)):
    #expect(arguments == plainArguments)
    #expect(Set(names.keys).isSubset(of: plainNames.keys))
  default: Issue.record("another transport")
  }
}

private func text8(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

private func names(of url: String) -> [String] {
  (url.split(separator: "?", maxSplits: 1).dropFirst().first ?? "").split(separator: "&")
    .map { String($0.prefix { $0 != "=" }) }
}

private func shape(_ value: Any) -> String { String(describing: type(of: value)) }

/// The paths of all names in a document.
private func keys(_ value: Any, _ path: String = "") -> Set<String> {
  if let object = value as? [String: Any] {
    return object.reduce(into: []) { found, member in
      found.insert("\(path).\(member.key)")
      found.formUnion(keys(member.value, "\(path).\(member.key)"))
    }
  }
  if let list = value as? [Any] {
    return list.reduce(into: []) { $0.formUnion(keys($1, path + "[]")) }
  }
  return []
}

private func headerNames(_ mail: [UInt8]) -> [String] {
  let head = text8(mail).components(separatedBy: "\r\n\r\n")[0]
  return head.components(separatedBy: "\r\n").filter { !$0.hasPrefix(" ") }
    .map { String($0.prefix { $0 != ":" }) }
    .filter { $0 != "Content-Transfer-Encoding" }
}

@Test func `a header with a line break is refused`() throws {
  let card = try Shipped.card("standard-webhook")
  var message = Sample.page
  message.id = "a\r\nX-Injected: 1"

  let fault = #expect(throws: CardFault.self) { try Sample.request(card, message) }

  #expect(fault == .badValue(place: "headers.webhook-id"))
}

@Test func `an address that begins like an option never reaches a program`() throws {
  let card = try Shipped.card("exec")

  let fault = #expect(throws: CardFault.self) { try Sample.request(card, to: "--delete-all") }

  #expect(fault == .badValue(place: "arguments[1]"))
}

@Test(
  arguments: [
    "file:///etc/passwd", "http://user:pw@10.0.0.1/", "http://", "https://a b/", "gopher://x",
    "https://x/#f", "http://数据.cn/", "https://x/\r\nHost: y",
  ]
)
func `a URL that could lead elsewhere is refused`(url: String) throws {
  let card = try Shipped.card("cloudevents")

  let fault = #expect(throws: CardFault.self) { try Sample.request(card, to: url) }

  #expect(fault == .badAddress(.url))
}

@Test func `a path cannot be climbed out of`() throws {
  let card = try Shipped.card("matrix")

  let fault = #expect(throws: CardFault.self) { try Sample.request(card, to: "..") }
  let request = try Sample.request(card, to: "../../x?y")

  #expect(fault == .badURL)
  #expect(
    try HTTPParts(request).url.hasPrefix(
      "http://127.0.0.1:8080/hook/_matrix/client/v3/rooms/..%2F..%2Fx%3Fy/send/m.room.message/"
    )
  )
}

@Test func `a message that reads out is XML inside of a form`() throws {
  let card = try Shipped.card("twilio-voice")
  var message = Sample.page
  message.title = "<Hangup/> & more"

  let request = try Sample.request(card, message)

  let form = try HTTPParts(request).body.split(separator: "&").first { $0.hasPrefix("Twiml=") }
  let xml = try #require(form?.dropFirst(6).removingPercentEncoding)
  #expect(
    xml.hasPrefix("<Response><Pause length=\"1\"></Pause><Say language=\"en-US\" loop=\"2\">")
  )
  #expect(xml.contains("&lt;Hangup/&gt; &amp; more"))
  #expect(!xml.contains("<Hangup"))
}

@Test func `an announcement to everybody cannot be written into a message`() throws {
  let card = try Shipped.card("feishu-robot")
  var message = Sample.page
  message.title = "<at user_id=\"all\">all</at>"

  let body = try HTTPParts(try Sample.request(card, message)).body

  #expect(body.contains("＜at user_id=\\\"all\\\"＞all＜/at＞"))
}

@Test func `a leaf that is one reference keeps its type`() throws {
  let card = try Sample.card(
    """
    notifier: types
    title: Types
    kind: webhook
    params: { count: { default: "7" }, none: { required: false } }
    maps: { priority: { of: msg.urgency, cases: { high: 5 }, else: 3 } }
    request:
      url: https://example.org
      json:
        ms: "${now.ms}"
        text: "${now.s:text}"
        drill: "${msg.drill}"
        attempt: "${msg.attempt}"
        priority: "${map.priority}"
        param: "${param.count}"
        number: "${param.count:number}"
        mixed: "n=${param.count}"
        missing: "${param.none}"
        list: ["${param.none}", "${param.count}", { a: "${param.none}" }]
        fallback: '${param.none|"x|}y"}'
        literal: [1, 1.50, true, null, "1", ~, 0123, "$${a}", 5$]
        nested: { $json: { a: ["\\"", "${msg.title}"] } }
    respond: { ok: status 200 }
    """
  )

  let body = try HTTPParts(try Sample.request(card)).body

  #expect(
    body == #"{"ms":1767323045000,"text":"1767323045","drill":false,"attempt":1,"priority":5,"#
      + #""param":"7","number":7,"mixed":"n=7","list":["7"],"fallback":"x|}y","#
      + #""literal":[1,1.50,true,null,"1",null,"0123","${a}","5$"],"#
      + #""nested":"{\"a\":[\"\\\"\",\"db-1 down*~\"]}"}"#
  )
}

@Test func `XML is data too`() throws {
  let card = try Sample.card(
    """
    notifier: soap
    title: SOAP
    kind: sms
    request:
      url: https://example.org
      xml:
        send:
          "@version": "1.0"
          to: ["1", "2"]
          text: { "#text": "${msg.title}", "@lang": "${msg.language}" }
    respond:
      ok: 'xml code == "0"'
      permanent: xml code exists
      id: xml id
    """
  )
  var message = Sample.page
  message.title = "a < b & \"c\"\u{1}"

  let parts = try HTTPParts(try Sample.request(card, message))
  let taken = card.verdict(
    of: Sample.reply(200, "<r:reply><r:code>0</r:code><id>m&amp;1</id></r:reply>"),
    at: Sample.now
  )
  let refused = card.verdict(of: Sample.reply(200, "<reply><code>9</code></reply>"), at: Sample.now)

  #expect(
    parts.body
      == "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<send version=\"1.0\"><to>1</to><to>2</to>"
      + "<text lang=\"en\">a &lt; b &amp; &quot;c&quot;</text></send>"
  )
  #expect(parts.headers["Content-Type"] == "application/xml; charset=utf-8")
  #expect(taken == .ok(providerID: "m&1"))
  guard case .permanent = refused else {
    Issue.record("not permanent")
    return
  }
}

@Test func `settings are asked for and unknown ones are named`() throws {
  let card = try Shipped.card("kannel")

  let faults = card.faults(parameters: ["usrname"], secrets: ["password"])
  let fault = #expect(throws: CardFault.self) {
    try Sample.request(card, plain: [:], secret: ["password": "x"])
  }
  let missing = #expect(throws: CardFault.self) {
    try card.request(
      for: Sample.page,
      to: nil,
      parameters: ["username": "u"],
      secrets: ["password": "x"],
      at: Sample.now,
      nonce: []
    )
  }

  #expect(
    faults == [
      .unknownParameter("usrname", suggestion: "username"), .missingParameter("username"),
    ]
  )
  #expect(fault == .missingParameter("username"))
  #expect(missing == .missingAddress)
}

/// Addresses as people write them, and the form that is sent.
private let addresses: [(NotifierCard.AddressKind, String, String?)] = [
  (NotifierCard.AddressKind.phone, "+86 138-0000-0000", "+8613800000000"),
  (.phone, "0086 138 0000 0000", "+8613800000000"), (.phone, "+1 (500) 555-0006", "+15005550006"),
  (.phone, "13800000000", nil), (.phone, "+0123456789", nil), (.phone, "+86138x", nil),
  (.phone, "\u{202A}+8613800000000\u{202C}", "+8613800000000"),
  (.mainlandPhone, "+86 138 0000 0000", "13800000000"),
  (.mainlandPhone, "8613800000000", "13800000000"),
  (.mainlandPhone, "010-8888 8888", "01088888888"),
  (.mainlandPhone, "12800000000", nil), (.mainlandPhone, "+15005550006", nil),
  (.mail, " li.wei@example.org ", "li.wei@example.org"), (.mail, "a@b@c", nil),
  (.mail, "a@b\r\nRCPT TO:<x>", nil), (.mail, "a,b@c", nil), (.mail, "李@example.org", nil),
  (.user, "!room:example.org", "!room:example.org"), (.user, "", nil),
  (.url, "https://example.org/x?y=1", "https://example.org/x?y=1"), (.none, "x", nil),
]

@Test(arguments: addresses)
func `an address has one form or none`(
  kind: NotifierCard.AddressKind,
  address: String,
  expected: String?
) {
  #expect(kind.normalised(address) == expected)
}
