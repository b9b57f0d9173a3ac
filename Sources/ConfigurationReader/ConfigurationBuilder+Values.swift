import DutyRoster
import Findings
import Phrases
import Timekeeping
import Yams

extension ConfigurationBuilder {
  // MARK: Maps and lists

  /// The entries of a map, of which unknown and missing ones are reported.
  mutating func fields(_ node: Node, _ keys: KeySet, owner: String, example: String) -> Fields? {
    guard case .mapping(let mapping) = node else {
      report(FormRules.needsMap, node, ["key": owner, "example": example])
      return nil
    }
    var entries: [String: (key: Node, value: Node)] = [:]
    for (key, value) in mapping {
      guard let name = key.scalar?.string else {
        report(FormRules.needsText, key, ["key": owner, "example": example])
        continue
      }
      guard keys.keys.contains(name) else {
        reportUnknownKey(key, name, owner: owner, known: keys.keys)
        continue
      }
      // A key without a value says as little as no key.
      if value.null == nil || value.scalar?.style != .plain { entries[name] = (key, value) }
    }
    for name in keys.required where entries[name] == nil {
      let arguments = ["owner": owner, "key": name, "example": "\(name): …"]
      report(FormRules.missingKey, node, arguments)
    }
    return Fields(owner: owner, node: node, entries: entries)
  }

  private mutating func reportUnknownKey(
    _ key: Node,
    _ name: String,
    owner: String,
    known: [String]
  ) {
    if let suggestion = Suggestion.nearest(to: name, among: known) {
      report(
        FormRules.misspeltKey,
        key,
        ["key": name, "owner": owner, "suggestion": suggestion]
      )
    } else {
      let known = known.listed
      report(FormRules.unknownKey, key, ["key": name, "owner": owner, "known": known])
    }
  }

  /// The entries of a map whose keys are names that the author chose.
  mutating func named(
    _ node: Node?,
    _ owner: String,
    example: String
  ) -> [(id: String, key: Node, value: Node)] {
    guard let node, node.null == nil else { return [] }
    guard case .mapping(let mapping) = node else {
      report(FormRules.needsMap, node, ["key": owner, "example": example])
      return []
    }
    return mapping.compactMap { key, value in
      guard let id = key.scalar?.string, Self.isIdentifier(id) else {
        report(FormRules.badIdentifier, key, ["value": key.scalar?.string ?? "…"])
        return nil
      }
      return (id, key, value)
    }
  }

  /// The elements of a list; a single value is a list of one.
  mutating func elements(_ node: Node?, _ key: String, example: String) -> [Node] {
    guard let node, node.null == nil else { return [] }
    switch node {
    case .sequence(let sequence): return Array(sequence)
    case .scalar: return [node]
    default:
      report(FormRules.needsList, node, ["key": key, "example": example])
      return []
    }
  }

  /// The elements of a list of maps.
  mutating func items(_ node: Node?, _ key: String, example: String) -> [Node] {
    guard let node, node.null == nil else { return [] }
    guard case .sequence(let sequence) = node else {
      report(FormRules.needsList, node, ["key": key, "example": example])
      return []
    }
    return Array(sequence)
  }

  /// Whether things may be called so: letters and digits of any script, `-`, `_` and `.`.
  static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 100
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || $0 == "-" || $0 == "_"
          || $0 == "."
      }
  }

  // MARK: Single values

  mutating func text(_ node: Node, _ key: String, example: String) -> String? {
    guard let scalar = node.scalar, !scalar.string.isEmpty, scalar.string.utf8.count <= 10_000,
      scalar.string.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
    else {
      report(FormRules.needsText, node, ["key": key, "example": example])
      return nil
    }
    return scalar.string
  }

  /// A value that `read` understands.
  mutating func value<Value>(
    _ node: Node,
    _ key: String,
    example: String,
    _ read: (String) -> Value?
  ) -> Value? {
    guard let text = text(node, key, example: example) else { return nil }
    if let value = read(text) { return value }
    reportBadValue(node, key, example: example)
    return nil
  }

  mutating func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ node: Node,
    _ key: String
  ) -> Value? {
    let known = Value.allCases.map(\.rawValue).joined(separator: "|")
    return value(node, key, example: "\(key): \(known)") { Value(rawValue: $0) }
  }

  mutating func flag(_ node: Node, _ key: String) -> Bool? {
    value(node, key, example: "\(key): true") { ["true": true, "false": false][$0] }
  }

  mutating func count(_ node: Node, _ key: String, in range: ClosedRange<Int>) -> Int? {
    value(node, key, example: "\(key): \(range.lowerBound)") { text in
      Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A length of time that is not zero.
  mutating func span(_ node: Node, _ key: String, example: String = "5m") -> TimeSpan? {
    value(node, key, example: "\(key): \(example)") { text in
      TimeSpan(text: text).flatMap { $0 > .zero ? $0 : nil }
    }
  }

  mutating func day(_ node: Node, _ key: String) -> CivilDay? {
    value(node, key, example: "\(key): 2026-10-01") { CivilDay($0) }
  }

  mutating func zone(_ node: Node) -> DutyZone? {
    let name = text(node, "time-zone", example: "time-zone: Asia/Shanghai")
    guard let name else { return nil }
    if let zone = DutyZone(name) { return zone }
    let suggestion = Suggestion.nearest(to: name, among: DutyZone.identifiers)
    let arguments = ["value": name, "suggestion": suggestion ?? "Asia/Shanghai"]
    report(MeaningRules.unknownZone, node, arguments)
    return nil
  }

  /// A point in time on a wall clock: `2026-10-01` or `2026-10-01T08:00`.
  ///
  /// A day alone is its beginning, or, at the end of something, the midnight after it.
  mutating func wall(_ node: Node, _ key: String, isEnd: Bool = false) -> WallTime? {
    value(node, key, example: "\(key): 2026-10-01T08:00") { Self.wall($0, isEnd: isEnd) }
  }

  static func wall(_ text: String, isEnd: Bool) -> WallTime? {
    if let day = CivilDay(text) { return WallTime(day, minutes: isEnd ? 1440 : 0) }
    let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
    guard parts.count == 2, let day = CivilDay(parts[0]), let time = TimeOfDay(parts[1]) else {
      return nil
    }
    return WallTime(day, minutes: time.minutes)
  }

  /// The time between two wall times that stand below `from` and `to`.
  mutating func interval(_ fields: Fields, zone: DutyZone) -> DutyInterval? {
    guard let fromNode = fields["from"], let toNode = fields["to"],
      let from = wall(fromNode, "from"), let to = wall(toNode, "to", isEnd: true)
    else { return nil }
    let interval = DutyInterval(from: zone.first(from), to: zone.last(to))
    guard interval.start < interval.end else {
      report(MeaningRules.endsBeforeStart, toNode)
      return nil
    }
    return interval
  }

  // MARK: References

  mutating func reference(
    _ node: Node,
    _ kind: Reference.Kind,
    _ key: String,
    example: String
  ) -> String? {
    guard let name = text(node, key, example: example) else { return nil }
    note(kind, name, node)
    return name
  }

  mutating func note(_ kind: Reference.Kind, _ name: String, _ node: Node) {
    references.append(
      Reference(kind: kind, name: name, position: position(node), length: length(node))
    )
  }

  /// The people of a list.
  mutating func people(_ node: Node?, _ key: String) -> [String] {
    let example = "\(key): [li-wei, wang-fang]"
    return elements(node, key, example: example).compactMap { element in
      reference(element, .person, key, example: example)
    }
  }

  /// The targets of a list; `bare` says what a name without a kind is.
  mutating func targets(
    _ node: Node?,
    _ key: String,
    bare: Reference.Kind? = nil
  ) -> [EscalationTarget] {
    let example = "\(key): [schedule:onsite, person:li-wei]"
    return elements(node, key, example: example).compactMap { element in
      target(element, key, bare: bare, example: example)
    }
  }

  private mutating func target(
    _ node: Node,
    _ key: String,
    bare: Reference.Kind?,
    example: String
  ) -> EscalationTarget? {
    guard let text = text(node, key, example: example) else { return nil }
    guard
      let target = EscalationTarget(text)
        ?? bare.flatMap({ kind in
          text.contains(":") ? nil : EscalationTarget("\(kind.rawValue):\(text)")
        })
    else {
      let name = text.split(separator: ":").last.map(String.init) ?? "li-wei"
      report(MeaningRules.bareTarget, node, ["value": text, "example": "person:\(name)"])
      return nil
    }
    switch target {
    case .person(let name): note(.person, name, node)
    case .role(let name): note(.role, name, node)
    case .schedule(let name): note(.schedule, name, node)
    case .team(let name): note(.team, name, node)
    case .notifier(let name):
      note(.notifier, name, node)
      cardUses.append(CardUse(notifier: name, position: position(node), length: length(node)))
    }
    return target
  }

  // MARK: Places in the file

  func position(_ node: Node) -> SourcePosition {
    SourcePosition(line: max(node.mark?.line ?? 1, 1), column: max(node.mark?.column ?? 1, 1))
  }

  func length(_ node: Node) -> Int { node.scalar?.string.unicodeScalars.count ?? 1 }

  mutating func report(
    _ rule: ConfigurationRule,
    _ node: Node,
    _ arguments: [String: String] = [:]
  ) {
    findings.append(rule.finding(at: position(node), length: length(node), arguments))
  }

  mutating func reportBadValue(_ node: Node, _ key: String, example: String) {
    let value = node.scalar?.string ?? "…"
    report(FormRules.badValue, node, ["value": value, "key": key, "example": example])
  }
}
