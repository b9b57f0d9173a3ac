import Timekeeping
import Yams

extension CardReader {
  /// Reads how receipts and replies come in.
  mutating func inbound(_ node: Node) -> Inbound? {
    guard let fields = fields(node, "inbound", CardKeys.inbound) else { return nil }
    let previous = scope
    scope.seesMessage = false
    scope.steps = []
    defer { scope = previous }
    let format = required(fields, "format", node, "inbound", example: "format: json")
      .flatMap { choice($0, "format", Inbound.Format.self) }
    let each = fields["each"].flatMap { path($0, "each") }
    let check = required(
      fields,
      "check",
      node,
      "inbound",
      example: "check: { given: \"${request.query.token}\", expected: \"${param.receipt_token}\" }"
    ).flatMap { self.check($0) }
    let receipts = fields["receipts"].flatMap { self.receipts($0) }
    let replies = fields["replies"].flatMap { self.replies($0) }
    let answer = fields["answer"].map { self.answer($0) } ?? AnswerPlan()
    guard let format else { return nil }
    return Inbound(
      format: format,
      each: each,
      check: check,
      receipts: receipts,
      replies: replies,
      answer: answer
    )
  }

  private mutating func path(_ node: Node, _ key: String) -> ValuePath? {
    if let path = node.scalar.flatMap({ ValuePath($0.string) }) { return path }
    badValue(node, key, example: "\(key): $.items")
    return nil
  }

  private mutating func check(_ node: Node) -> Check? {
    guard let fields = fields(node, "check", CardKeys.check) else { return nil }
    let signing = fields["sign"].map { self.signing($0) } ?? []
    scope.seesRequest = true
    defer { scope.seesRequest = false }
    let given = required(
      fields,
      "given",
      node,
      "check",
      example: "given: \"${request.header.X-Signature}\""
    ).flatMap { template($0, "given") }
    let expected = required(
      fields,
      "expected",
      node,
      "check",
      example: "expected: \"${sign.signature}\""
    ).flatMap { template($0, "expected") }
    let separator = fields["separator"].flatMap {
      text($0, "separator", example: "separator: \",\"")
    }
    let timestamp = fields["timestamp"].flatMap { template($0, "timestamp") }
    let within = fields["within"].flatMap { span($0, "within") }
    guard let given, let expected else { return nil }
    return Check(
      signing: signing,
      given: given,
      separator: separator,
      expected: expected,
      timestamp: timestamp,
      within: within ?? .minutes(5)
    )
  }

  private mutating func receipts(_ node: Node) -> ReceiptPlan? {
    guard let fields = fields(node, "receipts", CardKeys.receipts) else { return nil }
    var statuses: [DeliveryStatus: Condition] = [:]
    if let node = required(
      fields,
      "status",
      node,
      "receipts",
      example: "status: { delivered: '@.status == \"ok\"' }"
    ), let choices = self.fields(node, "status", CardKeys.status) {
      for status in DeliveryStatus.allCases {
        if let node = choices[status.rawValue] { statuses[status] = condition(node) }
      }
    }
    if fields["id"] == nil, fields["key"] == nil {
      let arguments = ["owner": "receipts", "key": "id", "example": "id: '@.id'"]
      report(CardRules.missingKey, node, arguments, length: 1)
    }
    var offset = 0
    if let zone = fields["zone"] {
      if let minutes = UTCOffset.minutes(zone.scalar?.string ?? "") {
        offset = minutes
      } else {
        badValue(zone, "zone", example: "zone: '+08:00'")
      }
    }
    return ReceiptPlan(
      when: fields["when"].flatMap { condition($0) },
      id: fields["id"].flatMap { subject($0, "id") },
      key: fields["key"].flatMap { subject($0, "key") },
      statuses: statuses,
      at: fields["at"].flatMap { subject($0, "at") },
      offsetMinutes: offset,
      error: fields["error"].flatMap { subject($0, "error") }
    )
  }

  private mutating func replies(_ node: Node) -> ReplyPlan? {
    guard let fields = fields(node, "replies", CardKeys.replies) else { return nil }
    let from =
      required(fields, "from", node, "replies", example: "from: '@.from'")
      .map { subjects($0, "from") } ?? []
    let text = required(fields, "text", node, "replies", example: "text: '@.content'")
      .flatMap { subject($0, "text") }
    guard !from.isEmpty, let text else { return nil }
    return ReplyPlan(
      when: fields["when"].flatMap { condition($0) },
      from: from,
      text: text,
      id: fields["id"].flatMap { subject($0, "id") }
    )
  }

  private mutating func answer(_ node: Node) -> AnswerPlan {
    var plan = AnswerPlan()
    guard let fields = fields(node, "answer", CardKeys.answer) else { return plan }
    scope.seesReply = true
    defer { scope.seesReply = false }
    if let status = fields["status"].flatMap({ count($0, "status", 200...599) }) {
      plan.status = status
    }
    if ["json", "xml", "text"].filter({ fields[$0] != nil }).count > 1 {
      report(CardRules.oneBody, node, length: 1)
    }
    if let json = fields["json"] {
      plan.contentType = "application/json"
      plan.body = tree(json).map(AnswerPlan.Body.json) ?? .none
    } else if let xml = fields["xml"] {
      plan.contentType = "text/xml; charset=utf-8"
      plan.body = tree(xml).map(AnswerPlan.Body.xml) ?? .none
    } else if let node = fields["text"] {
      plan.body = template(node, "text").map(AnswerPlan.Body.text) ?? .none
    }
    if let type = fields["type"].flatMap({ text($0, "type", example: "type: text/xml") }) {
      plan.contentType = type
    }
    return plan
  }
}
