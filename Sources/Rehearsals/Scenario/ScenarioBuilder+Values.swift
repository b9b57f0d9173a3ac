import ConfigurationReader
package import DutyRoster
import Findings
import Phrases
package import Timekeeping
import Yams

/// Reading single values, maps and lists.
extension ScenarioBuilder {
  /// The entries of a map, of which unknown ones are reported.
  mutating func fields(
    _ node: Node,
    _ keys: KeySet,
    _ owner: String,
    _ example: String
  ) -> [String: Entry] {
    var found: [String: Entry] = [:]
    for (key, value) in entries(node, owner, example) {
      let name = key.scalar?.string ?? ""
      if keys.keys.contains(name) {
        if value.null == nil || value.scalar?.style != .plain { found[name] = (key, value) }
      } else if let suggestion = Suggestion.nearest(to: name, among: keys.keys) {
        report(
          FormRules.misspeltKey,
          key,
          ["key": name, "owner": owner, "suggestion": suggestion]
        )
      } else {
        let known = keys.keys.listed
        report(FormRules.unknownKey, key, ["key": name, "owner": owner, "known": known])
      }
    }
    return found
  }

  /// The entries of a map whose keys are names.
  mutating func entries(_ node: Node?, _ owner: String, _ example: String) -> [Entry] {
    guard let node, node.null == nil else { return [] }
    guard case .mapping(let mapping) = node else {
      report(FormRules.needsMap, node, ["key": owner, "example": example])
      return []
    }
    return mapping.map { ($0.key, $0.value) }
  }

  /// The elements of a list; anything else is a list of one.
  func elements(_ node: Node) -> [Node] {
    if case .sequence(let sequence) = node { Array(sequence) } else { [node] }
  }

  mutating func text(_ node: Node, _ key: String, _ example: String) -> String? {
    guard let scalar = node.scalar, !scalar.string.isEmpty, scalar.string.utf8.count <= 10_000,
      scalar.string.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else {
      report(FormRules.needsText, node, ["key": key, "example": example])
      return nil
    }
    return scalar.string
  }

  mutating func value<Value>(
    _ node: Node,
    _ key: String,
    _ example: String,
    _ read: (String) -> Value?
  ) -> Value? {
    guard let text = text(node, key, example) else { return nil }
    if let value = read(text) { return value }
    report(FormRules.badValue, node, ["value": text, "key": key, "example": example])
    return nil
  }

  mutating func span(_ node: Node, _ key: String) -> TimeSpan? {
    value(node, key, "\(key): 5m") { text in
      TimeSpan(text: text).flatMap { $0 > .zero ? $0 : nil }
    }
  }

  // MARK: Findings

  func position(_ node: Node) -> SourcePosition {
    SourcePosition(line: max(node.mark?.line ?? 1, 1), column: max(node.mark?.column ?? 1, 1))
  }

  mutating func report(
    _ rule: ConfigurationRule,
    _ node: Node,
    _ arguments: [String: String] = [:]
  ) {
    let length = node.scalar?.string.unicodeScalars.count ?? 1
    findings.append(rule.finding(at: position(node), length: length, arguments))
  }

  /// Reports a name that is none of `known`; `others` may be meant as well, but are not listed.
  mutating func reportName(
    _ node: Node,
    _ name: String,
    known: [String],
    others: [String] = []
  ) {
    if let suggestion = Suggestion.nearest(to: name, among: known + others) {
      report(ScenarioRules.misspeltName, node, ["name": name, "suggestion": suggestion])
    } else {
      let list = known.isEmpty ? "—" : known.listed
      report(ScenarioRules.unknownName, node, ["name": name, "known": list])
    }
  }

  mutating func reportSentence<Meaning>(
    _ node: Node,
    _ text: String,
    _ key: String,
    _ grammar: Grammar<Meaning>
  ) {
    let isChinese = text.unicodeScalars.contains { $0.value >= 0x4E00 }
    let known = grammar.sentences(isChinese ? 1 : 0).map { "`\($0)`" }.listed
    report(ScenarioRules.unknownSentence, node, ["value": text, "key": key, "known": known])
  }
}

/// When a rehearsal begins, as people write it.
package enum StartTime {
  /// Reads `2026-10-02T03:00`, with or without seconds and a zone.
  package static func instant(_ text: String, zone: DutyZone) -> Instant? {
    if let instant = Instant(rfc3339: text) { return instant }
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard let day = parts.first.flatMap({ CivilDay($0) }), parts.count <= 2 else { return nil }
    guard parts.count == 2 else { return zone.first(WallTime(day, minutes: 0)) }
    let clock =
      parts[1].hasSuffix(":00") && parts[1].utf8.count == 8
      ? parts[1].dropLast(3) : parts[1]
    return TimeOfDay(clock).map { zone.first(WallTime(day, minutes: $0.minutes)) }
  }
}
