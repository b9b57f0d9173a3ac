extension NotifierCard {
  /// An answer that the card takes for success, made up from what it looks for; `nil` when none can
  /// be made up.
  ///
  /// Rehearsals need one: in them no provider is asked.
  public var sampleReply: WireReply? {
    var sketch = ReplySketch(status: kind == .program ? 0 : kind == .mail ? 250 : 200)
    if let condition = exchange.rules.conditions[.ok] { sketch.fulfil(condition) }
    let reply = sketch.reply
    let view = ReplyView(status: reply.status, headers: reply.headers, body: reply.body)
    guard let condition = exchange.rules.conditions[.ok] else { return reply }
    return condition.holds(view) { _ in nil } ? reply : nil
  }
}

/// An answer in the making, of which a condition is to hold.
private struct ReplySketch {
  var status: Int
  private var headers: [WireRequest.Header] = []
  private var document: CardValue?
  private var text = ""

  init(status: Int) { self.status = status }

  var reply: WireReply {
    WireReply(status: status, headers: headers, body: Array((document?.json ?? text).utf8))
  }

  /// Puts in what the condition asks for; what must not be there is not there.
  mutating func fulfil(_ condition: Condition) {
    switch condition {
    case .all(let conditions): for condition in conditions { fulfil(condition) }
    case .any(let conditions):
      // One that asks for a value says more than one that asks for its absence.
      if let first = conditions.first { fulfil(first) }
    case .not: break
    case .status(let ranges):
      if !ranges.contains(where: { $0.contains(status) }) {
        status = ranges.first?.lowerBound ?? status
      }
    case .compare(let subject, let comparison):
      guard let value = comparison.sampleValue else { return }
      put(value, at: subject)
    case .every(let path, let condition), .some(let path, let condition):
      var item = ReplySketch(status: status)
      item.fulfil(condition)
      document = Self.putting(.array([item.document ?? .text("")]), at: path.steps, in: document)
    }
  }

  private mutating func put(_ value: CardValue, at subject: Condition.Subject) {
    switch subject {
    case .text: text = value.plainText ?? ""
    case .path(let path): document = Self.putting(value, at: path.steps, in: document)
    case .header(let name):
      headers.append(WireRequest.Header(name, value.plainText ?? ""))
    case .xml(let name): text += "<\(name)>\(value.plainText ?? "")</\(name)>"
    }
  }

  private static func putting(
    _ value: CardValue,
    at steps: [ValuePath.Step],
    in document: CardValue?
  ) -> CardValue {
    guard let first = steps.first else { return value }
    let rest = Array(steps.dropFirst())
    switch first {
    case .index: return .array([putting(value, at: rest, in: nil)])
    case .member(let name):
      var members: [CardValue.Member] =
        if case .object(let members)? = document { members } else { [] }
      let old = members.first { $0.name == name }?.value
      members.removeAll { $0.name == name }
      members.append(CardValue.Member(name: name, value: putting(value, at: rest, in: old)))
      return .object(members)
    }
  }
}

extension Condition.Comparison {
  /// A value of which it holds; `nil` when there must be none.
  fileprivate var sampleValue: CardValue? {
    switch self {
    case .exists, .notEqual: .text("rehearsal")
    case .missing: nil
    case .equal(.value(let value)), .contains(.value(let value)), .starts(.value(let value)): value
    case .oneOf(let operands):
      if case .value(let value)? = operands.first { value } else { nil }
    case .equal, .contains, .starts: nil
    case .less(let limit): .number("\(limit - 1)")
    case .lessOrEqual(let limit), .greaterOrEqual(let limit): .number("\(limit)")
    case .greater(let limit): .number("\(limit + 1)")
    }
  }
}
