import Timekeeping
import Yams

extension ReplyRules {
  /// What holds when a card says nothing about answers.
  static let none = ReplyRules(
    conditions: [:],
    waits: [.retryAfter("Retry-After")],
    id: [],
    detail: []
  )
}

extension CardReader {
  /// Reads what answers mean.
  mutating func rules(_ node: Node) -> ReplyRules {
    var rules = ReplyRules.none
    guard let fields = fields(node, "respond", CardKeys.respond) else { return rules }
    for outcome in ReplyRules.Outcome.allCases {
      if let node = fields[outcome.rawValue] { rules.conditions[outcome] = condition(node) }
    }
    if let node = fields["wait"] { rules.waits = items(node).compactMap { wait($0) } }
    if let node = fields["id"] { rules.id = subjects(node, "id") }
    if let node = fields["detail"] {
      rules.detail = subjects(node, "detail")
    }
    return rules
  }

  /// The elements of a list, or the single value.
  private func items(_ node: Node) -> [Node] {
    if case .sequence(let sequence) = node { return Array(sequence) }
    return [node]
  }

  /// Reads a condition: a text, a list of which one has to hold, or `all`, `any`, `not`.
  mutating func condition(_ node: Node) -> Condition? {
    switch node {
    case .scalar(let scalar):
      do throws(ConditionParser.Fault) {
        let condition = try ConditionParser.read(scalar.string)
        check(condition.sources, node)
        return condition
      } catch {
        report(CardRules.condition, node, ["value": scalar.string])
        return nil
      }
    case .sequence(let sequence): return .any(sequence.compactMap { condition($0) })
    case .mapping(let mapping):
      guard mapping.count == 1, let (key, value) = mapping.first.map({ ($0.key, $0.value) })
      else { break }
      switch key.scalar?.string {
      case "all": return .all(items(value).compactMap { condition($0) })
      case "any": return .any(items(value).compactMap { condition($0) })
      case "not": return condition(value).map { .not($0) }
      default: break
      }
    case .alias: break
    }
    report(CardRules.condition, node, ["value": "…"], length: 1)
    return nil
  }

  /// Reads one place of an answer, or a list of them.
  mutating func subjects(_ node: Node, _ key: String) -> [Condition.Subject] {
    items(node).compactMap { subject($0, key) }
  }

  /// Reads `$.code`, `text`, `header X-Id`, `xml Code`.
  mutating func subject(_ node: Node, _ key: String) -> Condition.Subject? {
    let text = node.scalar?.string ?? ""
    if let subject = Self.subject(text) { return subject }
    badValue(node, key, example: "\(key): $.message")
    return nil
  }

  private static func subject(_ text: String) -> Condition.Subject? {
    let words = text.split(separator: " ").map(String.init)
    switch (words.first, words.count) {
    case ("text", 1): return .text
    case ("header", 2): return .header(words[1])
    case ("xml", 2): return .xml(words[1])
    default: return ValuePath(text).map(Condition.Subject.path)
    }
  }

  /// Reads `60s`, `$.wait s`, `header Retry-After`.
  private mutating func wait(_ node: Node) -> ReplyRules.Wait? {
    let text = node.scalar?.string ?? ""
    if let span = TimeSpan(text: text) { return .fixed(span) }
    var words = text.split(separator: " ").map(String.init)
    if words.count == 2, words[0] == "header" { return .retryAfter(words[1]) }
    let units: KeyValuePairs<String, Int64> = ["ms": 1, "s": 1000, "m": 60_000]
    if words.count >= 2, let unit = units.first(where: { $0.key == words.last }) {
      words.removeLast()
      if let subject = Self.subject(words.joined(separator: " ")) {
        return .subject(subject, unit: unit.value)
      }
    }
    badValue(node, "wait", example: "wait: [$.retry_after s, header Retry-After, 60s]")
    return nil
  }
}
