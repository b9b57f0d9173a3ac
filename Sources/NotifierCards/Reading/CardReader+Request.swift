import Phrases
import Yams

extension CardReader {
  /// Reads a request with its signing and the meaning of its answers.
  mutating func exchange(_ fields: CardFields, _ node: Node, _ owner: String) -> Exchange? {
    scope.steps = []
    let signing = fields["sign"].map { self.signing($0) } ?? []
    guard
      let request = required(
        fields,
        "request",
        node,
        owner,
        example: "request: { url: \"${param.url}\" }"
      )
    else { return nil }
    let plan = self.request(request)
    if let plan { reportCircles(plan, signing, request) }
    scope.steps = []
    let rules = fields["respond"].map { self.rules($0) } ?? ReplyRules.none
    if case .http? = plan, !names(fields["respond"]).contains("ok") {
      report(CardRules.noOK, request, length: 1)
    }
    return plan.map { Exchange(request: $0, signing: signing, rules: rules) }
  }

  /// Reads how the provider is asked whether a message was taken.
  mutating func verification(_ node: Node) -> Exchange? {
    fields(node, "verify", CardKeys.verify).flatMap { exchange($0, node, "verify") }
  }

  private mutating func request(_ node: Node) -> RequestPlan? {
    guard let fields = fields(node, "request", CardKeys.request) else { return nil }
    let present = ["url", "mail", "program"].filter { fields[$0] != nil }
    guard present.count == 1 else {
      report(CardRules.oneRequest, node, length: 1)
      return nil
    }
    if let mail = fields["mail"] { return self.mail(mail).map(RequestPlan.mail) }
    if let program = fields["program"] { return self.program(program).map(RequestPlan.program) }
    return http(fields, node).map(RequestPlan.http)
  }

  // MARK: HTTP

  private mutating func http(_ fields: CardFields, _ node: Node) -> HTTPPlan? {
    guard let urlNode = fields["url"], let url = template(urlNode, "url") else { return nil }
    switch url.parts.first {
    case .text(let text)? where HTTPURL(text) != nil || text == "https://" || text == "http://":
      break
    case .place(let place)? where place.sources.allSatisfy(Self.isBase): break
    default: report(CardRules.badURL, urlNode, ["example": "${param.url}/…"])
    }
    let headers = fields["headers"].map { namedTrees($0, "headers") } ?? []
    for header in headers where !Self.isHeaderName(header.name) {
      report(CardRules.badHeader, fields["headers"] ?? node, ["value": header.name], length: 1)
    }
    let body = self.body(fields, node)
    let method = fields["method"].flatMap { self.method($0) }
    return HTTPPlan(
      method: method ?? (body == .none ? "GET" : "POST"),
      url: url,
      query: fields["query"].map { namedTrees($0, "query") } ?? [],
      headers: headers,
      authorization: authorization(fields),
      body: body
    )
  }

  private static func isBase(_ source: Source) -> Bool {
    switch source {
    case .parameter, .target(.address), .literal: true
    default: false
    }
  }

  /// Whether a card may set a header; the host and the length belong to the transport.
  private static func isHeaderName(_ name: String) -> Bool {
    let reserved = ["host", "content-length", "transfer-encoding", "connection"]
    return !name.isEmpty && !reserved.contains(name.lowercased())
      && name.utf8.allSatisfy { Percent.isUnreserved($0) || "!#$%&'*+^`|".utf8.contains($0) }
  }

  private mutating func method(_ node: Node) -> String? {
    let text = node.scalar?.string ?? ""
    let known = ["GET", "POST", "PUT", "PATCH", "DELETE"]
    if known.contains(text) { return text }
    let arguments = ["value": text, "key": "method", "known": known.listed]
    report(CardRules.badChoice, node, arguments)
    return nil
  }

  private mutating func body(_ fields: CardFields, _ node: Node) -> HTTPPlan.Body {
    if ["json", "form", "xml", "text"].filter({ fields[$0] != nil }).count > 1 {
      report(CardRules.oneBody, node, length: 1)
    }
    if let json = fields["json"] { return tree(json).map(HTTPPlan.Body.json) ?? .none }
    if let form = fields["form"] { return .form(namedTrees(form, "form")) }
    if let text = fields["text"] {
      return template(text, "text").map(HTTPPlan.Body.text) ?? .none
    }
    guard let xml = fields["xml"], let tree = tree(xml) else { return .none }
    return .xml(tree)
  }

  private mutating func authorization(_ fields: CardFields) -> HTTPPlan.Authorization? {
    if let bearer = fields["bearer"] {
      return template(bearer, "bearer").map(HTTPPlan.Authorization.bearer)
    }
    guard let basic = fields["basic"],
      let parts = self.fields(basic, "basic", CardKeys.basic)
    else { return nil }
    let user = required(parts, "user", basic, "basic", example: "user: \"${param.user}\"")
      .flatMap { template($0, "user") }
    let password = required(
      parts,
      "password",
      basic,
      "basic",
      example: "password: \"${param.password}\""
    ).flatMap { template($0, "password") }
    guard let user, let password else { return nil }
    return .basic(user: user, password: password)
  }

  // MARK: Mail and programs

  private mutating func mail(_ node: Node) -> MailPlan? {
    guard let fields = fields(node, "mail", CardKeys.mail) else { return nil }
    func place(_ key: String, _ reader: inout CardReader) -> Template? {
      reader.required(fields, key, node, "mail", example: "\(key): \"${param.\(key)}\"")
        .flatMap { reader.template($0, key) }
    }
    let url = place("url", &self)
    let from = place("from", &self)
    let subject = place("subject", &self)
    let text = place("text", &self)
    let to = fields["to"].map { list($0, "to") } ?? []
    if to.isEmpty { badValue(fields["to"] ?? node, "to", example: "to: [\"${target.address}\"]") }
    let receivers = to.compactMap { template($0, "to") }
    guard let url, let from, let subject, let text else { return nil }
    return MailPlan(
      url: url,
      from: from,
      fromName: fields["from_name"].flatMap { template($0, "from_name") },
      to: receivers,
      subject: subject,
      text: text,
      user: fields["user"].flatMap { template($0, "user") },
      password: fields["password"].flatMap { template($0, "password") },
      requiresTLS: fields["starttls"].flatMap { template($0, "starttls") }
    )
  }

  private mutating func program(_ node: Node) -> ProgramPlan? {
    guard let fields = fields(node, "program", CardKeys.program) else { return nil }
    let arguments = fields["arguments"].map { list($0, "arguments") } ?? []
    guard !arguments.isEmpty else {
      badValue(
        fields["arguments"] ?? node,
        "arguments",
        example: "arguments: [/usr/bin/gammu, sendsms, TEXT]"
      )
      return nil
    }
    let environment = fields["environment"].map { namedTrees($0, "environment") } ?? []
    for item in environment where !Self.isVariable(item.name) {
      report(CardRules.badName, fields["environment"] ?? node, ["value": item.name], length: 1)
    }
    return ProgramPlan(
      arguments: arguments.compactMap { template($0, "arguments") },
      input: fields["input"].flatMap { template($0, "input") },
      environment: environment
    )
  }

  /// Whether a program may be told something under that name without changing how it is loaded.
  private static func isVariable(_ name: String) -> Bool {
    name.hasPrefix("TOCSIN_") && name.utf8.allSatisfy { $0 == 0x5F || (0x41...0x5A).contains($0) }
  }

  // MARK: Circles

  /// Reports a body, a query or a header that holds a signature made from itself.
  private mutating func reportCircles(_ plan: RequestPlan, _ signing: [SignStep], _ node: Node) {
    guard case .http(let http) = plan else { return }
    var bodyItems = [("", http.body.sources)]
    if case .form(let items) = http.body { bodyItems = items.map { ($0.name, $0.value.sources) } }
    for (name, sources) in bodyItems {
      let parts = CardReader.parts(of: sources, signing)
      if parts.contains(where: { $0.part == .body && !$0.except.contains(name) }) {
        report(CardRules.circular, node, ["place": "body"], length: 1)
      }
    }
    for item in http.query {
      let parts = CardReader.parts(of: item.value.sources, signing)
      if parts.contains(where: { $0.part == .query && !$0.except.contains(item.name) }) {
        report(CardRules.circular, node, ["place": "query.\(item.name)"], length: 1)
      }
    }
    for item in http.headers {
      let parts = CardReader.parts(of: item.value.sources, signing)
      if parts.contains(where: { $0.part == .header(item.name.lowercased()) }) {
        report(CardRules.circular, node, ["place": "headers.\(item.name)"], length: 1)
      }
    }
  }

  /// The parts of the request that values depend on through the signing.
  private static func parts(
    of sources: [Source],
    _ signing: [SignStep]
  ) -> [(part: RequestPart, except: [String])] {
    var parts: [(RequestPart, [String])] = []
    // What a place looks at itself is reported elsewhere.
    var waiting = sources.filter { source in
      if case .sign = source { return true }
      return false
    }
    var seen: [String] = []
    while let source = waiting.popLast() {
      switch source {
      case .request(let part): parts.append((part, []))
      case .sign(let name) where !seen.contains(name):
        seen.append(name)
        guard let step = signing.first(where: { $0.name == name }) else { continue }
        if case .sortedItems(let items) = step.operation {
          parts.append((items.isForm ? .body : .query, items.except))
        } else {
          waiting += step.sources
        }
      default: break
      }
    }
    return parts.map { (part: $0.0, except: $0.1) }
  }
}
