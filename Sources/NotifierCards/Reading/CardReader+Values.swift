import Findings
import Phrases
import Timekeeping
import Yams

/// The keys of a section with their values.
struct CardFields {
  private let values: [String: Node]

  init(_ values: [String: Node]) {
    self.values = values
  }

  subscript(key: String) -> Node? { values[key] }
}

extension CardRule {
  func finding(
    at position: SourcePosition,
    length: Int,
    _ arguments: [String: String]
  ) -> Finding {
    Finding(
      code,
      level,
      at: position,
      length: length,
      message.with(arguments),
      remedy: remedy.with(arguments)
    )
  }
}

extension CardReader {
  // MARK: Sections

  /// The keys of a section; unknown ones are reported.
  mutating func fields(_ node: Node, _ owner: String, _ known: [String]) -> CardFields? {
    guard case .mapping(let mapping) = node else {
      let known = known.listed
      report(CardRules.needsMap, node, ["key": owner, "known": known])
      return nil
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string, known.contains(name) else {
        reportUnknown(key, owner, known)
        continue
      }
      values[name] = value
    }
    return CardFields(values)
  }

  private mutating func reportUnknown(_ key: Node, _ owner: String, _ known: [String]) {
    let name = key.scalar?.string ?? ""
    if let suggestion = Suggestion.nearest(to: name, among: known) {
      let arguments = ["key": name, "owner": owner, "suggestion": suggestion]
      report(CardRules.misspeltKey, key, arguments)
    } else {
      let known = known.listed
      report(CardRules.unknownKey, key, ["key": name, "owner": owner, "known": known])
    }
  }

  /// The value of a key that must be there.
  mutating func required(
    _ fields: CardFields,
    _ key: String,
    _ node: Node,
    _ owner: String,
    example: String
  ) -> Node? {
    if let value = fields[key] { return value }
    report(CardRules.missingKey, node, ["owner": owner, "key": key, "example": example], length: 1)
    return nil
  }

  /// The entries of a map whose keys are the author's.
  mutating func entries(_ node: Node, _ owner: String) -> [(name: String, key: Node, value: Node)] {
    guard case .mapping(let mapping) = node else {
      report(CardRules.needsMap, node, ["key": owner, "known": "…"])
      return []
    }
    return mapping.map { ($0.key.scalar?.string ?? "", $0.key, $0.value) }
  }

  /// The names in a map, before its values are read.
  func names(_ node: Node?) -> [String] {
    guard case .mapping(let mapping)? = node else { return [] }
    return mapping.compactMap { $0.key.scalar?.string }
  }

  // MARK: Values

  mutating func name(of node: Node) -> String? {
    guard let name = node.scalar?.string, TemplateParser.isName(name), name.utf8.count <= 64 else {
      report(CardRules.badName, node, ["value": node.scalar?.string ?? ""])
      return nil
    }
    return name
  }

  mutating func text(_ node: Node, _ key: String, example: String) -> String? {
    guard let scalar = node.scalar, node.null == nil || scalar.style != .plain,
      !scalar.string.utf8.contains(0)
    else {
      report(CardRules.needsText, node, ["key": key, "example": example])
      return nil
    }
    return scalar.string
  }

  mutating func flag(_ node: Node, _ key: String) -> Bool? {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default:
      badValue(node, key, example: "\(key): true")
      return nil
    }
  }

  mutating func count(_ node: Node, _ key: String, _ range: ClosedRange<Int>) -> Int? {
    if let count = node.scalar.flatMap({ Int($0.string) }), range.contains(count) { return count }
    badValue(node, key, example: "\(key): \(max(range.lowerBound, 3))")
    return nil
  }

  mutating func percent(_ node: Node, _ key: String) -> Int? {
    let text = node.scalar?.string ?? ""
    if text.hasSuffix("%"), let count = Int(text.dropLast()), (0...100).contains(count) {
      return count
    }
    badValue(node, key, example: "\(key): 80%")
    return nil
  }

  mutating func span(_ node: Node, _ key: String) -> TimeSpan? {
    if let span = node.scalar.flatMap({ TimeSpan(text: $0.string) }) { return span }
    badValue(node, key, example: "\(key): 30s")
    return nil
  }

  mutating func choice<Value>(_ node: Node, _ key: String, _ type: Value.Type) -> Value?
  where Value: RawRepresentable<String> & CaseIterable {
    let text = node.scalar?.string ?? ""
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue).listed
    report(CardRules.badChoice, node, ["value": text, "key": key, "known": known])
    return nil
  }

  mutating func list(_ node: Node, _ key: String) -> [Node] {
    guard case .sequence(let sequence) = node else {
      badValue(node, key, example: "\(key): [ … ]")
      return []
    }
    return Array(sequence)
  }

  // MARK: Findings

  mutating func badValue(_ node: Node, _ key: String, example: String) {
    let value = node.scalar?.string ?? "…"
    report(CardRules.badValue, node, ["value": value, "key": key, "example": example])
  }

  mutating func report(
    _ rule: CardRule,
    _ node: Node,
    _ arguments: [String: String] = [:],
    length: Int? = nil
  ) {
    let position = SourcePosition(
      line: max(node.mark?.line ?? 1, 1),
      column: max(node.mark?.column ?? 1, 1)
    )
    // What the author wrote may be long; what is known is not.
    var shown = arguments
    for key in ["value", "key", "source", "problem", "name", "file"] {
      if let text = shown[key], text.count > 120 { shown[key] = text.prefix(119) + "…" }
    }
    let length = length ?? node.scalar?.string.unicodeScalars.count ?? 1
    findings.append(rule.finding(at: position, length: length, shown))
  }
}
