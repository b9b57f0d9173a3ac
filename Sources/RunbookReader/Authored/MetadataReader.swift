import Findings
import RunbookModel
import Timekeeping

/// Reads the values of a step's metadata into the step.
struct MetadataReader {
  /// A link to another step that has still to be looked up.
  struct Reference {
    /// Which field of the step has it.
    enum Place: Hashable {
      case choice(Int)
      case next
      case failure
    }

    let place: Place
    let anchor: String
    let position: SourcePosition
    let length: Int
  }

  private(set) var findings: [Finding] = []
  private(set) var references: [Reference] = []
  /// Where the step's own id is written, when it has one.
  private(set) var explicitID: SourcePosition?
  private var seen: [MetadataKey] = []

  /// Reads one `key: value` into `step`.
  mutating func read(_ key: MetadataKey, _ value: Substring, _ raw: RawText, into step: inout Step)
  {
    guard !seen.contains(key) else {
      let position = raw.position(of: raw.text[...])
      findings.append(MetadataRules.duplicateKey.finding(at: position, ["key": key.rawValue]))
      return
    }
    seen.append(key)
    let value = value.withoutCodeMarks
    guard !value.isEmpty else {
      report(MetadataRules.emptyValue, key, value, raw)
      return
    }
    switch key {
    case .id: readID(value, raw, into: &step)
    case .role: step.role = word(key, value, raw)
    case .timeout: step.timeout = duration(value, raw)
    case .deadline: step.deadline = duration(value, raw)
    case .wait: step.wait = duration(value, raw)
    case .retry: step.retry = retry(value, raw)
    case .onFailure: readFailure(value, raw, into: &step)
    case .approve: step.approval = approval(value, raw)
    case .evidence: step.evidence = evidence(value, raw)
    case .idempotent: step.isIdempotent = flag(key, value, raw)
    case .auto: step.isAutomatic = flag(key, value, raw)
    case .optional: step.isOptional = flag(key, value, raw) ?? false
    case .notify: step.notify = value.commaParts.map(String.init)
    case .run: step.call = call(value, raw)
    case .parallel: step.parallelism = parallelism(value, raw)
    case .verify: step.verification = String(value)
    case .capture: step.capture = variable(value, raw)
    case .escalate: step.escalation = escalation(value, raw)
    case .next: readNext(value, raw, into: &step)
    case .atMost: step.atMost = count(key, value, raw, in: 1...1_000_000)
    }
  }

  /// Reads one answer of a decision into `step`.
  mutating func read(
    _ link: RawLink,
    condition: Substring,
    _ raw: RawText,
    into step: inout Step
  ) {
    let position = raw.position(of: raw.text[...])
    if link.text.isEmpty { findings.append(MetadataRules.emptyAnswer.finding(at: position)) }
    let anchor = DocumentOutline.Link.decoded(link.destination.dropFirst())
    references.append(
      Reference(
        place: .choice(step.choices.count),
        anchor: anchor,
        position: position,
        length: raw.text.unicodeScalars.count - link.rest.unicodeScalars.count
      )
    )
    step.choices.append(
      Choice(
        answer: link.text,
        target: .step(StepID(anchor)),
        condition: self.condition(condition, raw),
        position: position
      )
    )
  }

  private mutating func condition(_ text: Substring, _ raw: RawText) -> Condition? {
    guard !text.isEmpty else { return nil }
    let word = (text.rest(after: "when") ?? text.dropFirst()).trimmedPart
    guard let rest = word.rest(after: ":") ?? word.rest(after: "：") else {
      findings.append(badCondition(text, raw))
      return nil
    }
    do {
      return try ConditionParser.parse(rest.withoutCodeMarks)
    } catch {
      findings.append(badCondition(error.part.isEmpty ? text : error.part, raw))
      return nil
    }
  }

  private func badCondition(_ part: Substring, _ raw: RawText) -> Finding {
    MetadataRules.badCondition.finding(
      at: raw.position(of: part),
      length: part.unicodeScalars.count,
      ["part": String(part)]
    )
  }

  private mutating func report(
    _ rule: Rule,
    _ key: MetadataKey,
    _ value: Substring,
    _ raw: RawText
  ) {
    findings.append(
      rule.finding(
        at: raw.position(of: value),
        length: value.unicodeScalars.count,
        ["key": key.rawValue, "value": String(value), "example": key.example]
      )
    )
  }

  private mutating func badValue<Value>(
    _ key: MetadataKey,
    _ value: Substring,
    _ raw: RawText
  ) -> Value? {
    report(MetadataRules.badValue, key, value, raw)
    return nil
  }
}

// MARK: - Simple values

extension MetadataReader {
  private mutating func readID(_ value: Substring, _ raw: RawText, into step: inout Step) {
    guard SlugText.isSlug(String(value)) else {
      report(MetadataRules.badValue, .id, value, raw)
      return
    }
    step.id = StepID(String(value))
    explicitID = raw.position(of: value)
  }

  private mutating func word(
    _ key: MetadataKey,
    _ value: Substring,
    _ raw: RawText
  ) -> String? {
    guard !value.contains(anyOf: ",，:：[](){}<>\""), value.utf8.count <= 100 || value.count <= 100
    else {
      return badValue(key, value, raw)
    }
    return String(value)
  }

  private mutating func flag(_ key: MetadataKey, _ value: Substring, _ raw: RawText) -> Bool? {
    if value.isWord("yes") || value == "是" { return true }
    if value.isWord("no") || value == "否" { return false }
    return badValue(key, value, raw)
  }

  private mutating func duration(_ value: Substring, _ raw: RawText) -> TimeSpan? {
    if let span = TimeSpan(text: String(value)) { return span }
    let isNumber = value.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    findings.append(
      (isNumber ? MetadataRules.bareNumber : MetadataRules.badDuration).finding(
        at: raw.position(of: value),
        length: value.unicodeScalars.count,
        ["value": String(value)]
      )
    )
    return nil
  }

  /// A number with or without the Chinese 次, 个 and 名 after it.
  private mutating func count(
    _ key: MetadataKey,
    _ value: Substring,
    _ raw: RawText,
    in range: ClosedRange<Int>
  ) -> Int? {
    guard let (number, rest) = value.leadingNumber, ["", "次", "times"].contains(rest.trimmed),
      range.contains(number)
    else { return badValue(key, value, raw) }
    return number
  }

  private mutating func variable(_ value: Substring, _ raw: RawText) -> String? {
    let name = String(value.first == "$" ? value.dropFirst() : value)
    guard !EnvironmentName.isValid(name) || EnvironmentName.isDangerous(name) else { return name }
    let isForm = EnvironmentName.isValid(name)
    findings.append(
      (isForm ? MetadataRules.dangerousVariable : MetadataRules.badVariable).finding(
        at: raw.position(of: value),
        length: value.unicodeScalars.count,
        ["name": name, "example": VariableName.suggestion(for: name)]
      )
    )
    return nil
  }

  private mutating func parallelism(_ value: Substring, _ raw: RawText) -> Parallelism? {
    if value.isWord("yes") || value == "是" { return Parallelism() }
    guard let (number, rest) = value.leadingNumber, rest.trimmed.isEmpty,
      (1...1000).contains(number)
    else { return badValue(.parallel, value, raw) }
    return Parallelism(limit: number)
  }

  private mutating func evidence(_ value: Substring, _ raw: RawText) -> EvidenceRequest? {
    let comma = value.firstComma
    let name = (comma?.before ?? value).trimmedPart
    let kind: EvidenceRequest.Kind
    switch name.lowercased() {
    case "text", "文字": kind = .text
    case "file", "文件": kind = .file
    case "any", "任意": kind = .any
    default: return badValue(.evidence, name, raw)
    }
    let prompt = comma?.after.trimmed ?? ""
    return EvidenceRequest(kind: kind, prompt: prompt.isEmpty ? nil : prompt)
  }

  private mutating func retry(_ value: Substring, _ raw: RawText) -> Retry? {
    guard let (number, rest) = value.leadingNumber, (0...1000).contains(number) else {
      return badValue(.retry, value, raw)
    }
    var tail = rest.trimmedPart
    for word in ["times", "次"] where tail.hasPrefix(word) {
      tail = tail.dropFirst(word.count).trimmedPart
    }
    if tail.first == "," || tail.first == "，" { tail = tail.dropFirst().trimmedPart }
    guard !tail.isEmpty else { return Retry(count: number, interval: .zero) }
    for word in ["every", "每隔", "每"] {
      guard let text = tail.rest(after: word)?.trimmedPart else { continue }
      return duration(text, raw).map { Retry(count: number, interval: $0) }
    }
    return badValue(.retry, value, raw)
  }

  private mutating func escalation(_ value: Substring, _ raw: RawText) -> StepEscalation? {
    var escalation = StepEscalation()
    var names: [Substring] = []
    var rest = value
    if let place = rest.range(ofWord: "after") {
      names.append(rest[..<place.lowerBound].trimmedPart)
      let tail = rest[place.upperBound...].trimmedPart
      let end = tail.firstIndex { $0.isWhitespace || $0 == "," || $0 == "，" } ?? tail.endIndex
      escalation.after = duration(tail[..<end], raw)
      rest = tail[end...]
      if escalation.after == nil { return nil }
    } else if let place = rest.firstIndex(of: "后"),
      let span = TimeSpan(text: String(rest[..<place]))
    {
      escalation.after = span
      rest = rest[rest.index(after: place)...]
    }
    names.append(rest)
    let policy = names.map { $0.trimmingPunctuation }.filter { !$0.isEmpty }
    guard policy.count <= 1, !(policy.first ?? "").contains(anyOf: ",，:：[]()")
    else { return badValue(.escalate, value, raw) }
    escalation.policy = policy.first.map(String.init)
    return escalation
  }
}

// MARK: - Approvals, links and calls

extension MetadataReader {
  private mutating func approval(_ value: Substring, _ raw: RawText) -> Approval? {
    let parts = value.commaParts
    guard let first = parts.first, var approval = approver(first) else {
      return badValue(.approve, value, raw)
    }
    for part in parts.dropFirst() {
      if part.isWord("not the runner") || part == "非执行人" {
        approval.excludesRunner = true
      } else if let expiry = Self.expiry(part) {
        approval.otherwise = expiry
      } else if let limit = Self.limit(part) {
        guard let span = duration(limit.duration, raw) else { return nil }
        approval.within = span
        if !limit.rest.isEmpty {
          guard let expiry = Self.expiry(limit.rest) else {
            return badValue(.approve, limit.rest, raw)
          }
          approval.otherwise = expiry
        }
      } else {
        return badValue(.approve, part, raw)
      }
    }
    return approval
  }

  /// Reads `2 of ic`, `2 名 ic` or `ic`.
  private func approver(_ text: Substring) -> Approval? {
    var count = 1
    var role = text
    if let (number, rest) = text.leadingNumber {
      let tail = rest.trimmedPart
      for word in ["of ", "名", "位", "个"] {
        guard let name = tail.rest(after: word) else { continue }
        (count, role) = (number, name.trimmedPart)
        break
      }
      // `2nd-line` is a role, `2 ic` is a slip.
      guard role != text || rest.first?.isWhitespace == false else { return nil }
    }
    guard (1...100).contains(count), !role.isEmpty,
      !role.contains(anyOf: ":：[](){}<>\"")
    else { return nil }
    return Approval(count: count, role: String(role))
  }

  /// Reads `within 10m else …` or `10m 内 …`.
  private static func limit(_ text: Substring) -> (duration: Substring, rest: Substring)? {
    if let tail = text.rest(after: "within ")?.trimmedPart {
      let end = tail.range(ofWord: "else")?.lowerBound ?? tail.endIndex
      return (tail[..<end].trimmedPart, tail[end...].trimmedPart)
    }
    guard let place = text.firstIndex(of: "内") else { return nil }
    let before = text[..<place].trimmedPart
    let duration = before.hasSuffix("以") ? before.dropLast() : before
    return (duration.trimmedPart, text[text.index(after: place)...].trimmedPart)
  }

  private static func expiry(_ text: Substring) -> Approval.Expiry? {
    for mark in ["else ", "否则"] {
      guard let word = text.rest(after: mark)?.trimmedPart else { continue }
      return switch word.lowercased() {
      case "escalate", "升级": .escalate
      case "abort", "中止": .abort
      case "fail", "失败": .fail
      case "skip", "跳过": .skip
      default: nil
      }
    }
    return nil
  }

  private mutating func readFailure(_ value: Substring, _ raw: RawText, into step: inout Step) {
    switch value.lowercased() {
    case "stop", "停止": step.onFailure = .stop
    case "continue", "继续": step.onFailure = .carryOn
    case "rollback", "回滚": step.onFailure = .rollback
    case "abort", "中止": step.onFailure = .abort
    default:
      guard let anchor = anchor(.onFailure, value, raw, place: .failure) else { return }
      step.onFailure = .go(StepID(anchor))
    }
  }

  private mutating func readNext(_ value: Substring, _ raw: RawText, into step: inout Step) {
    if value.isWord("end") || value == "结束" {
      step.next = .end
    } else if let anchor = anchor(.next, value, raw, place: .next) {
      step.next = .step(StepID(anchor))
    }
  }

  private mutating func anchor(
    _ key: MetadataKey,
    _ value: Substring,
    _ raw: RawText,
    place: Reference.Place
  ) -> String? {
    guard let link = RawLink(value), link.destination.utf8.first == UInt8(ascii: "#"),
      link.rest.trimmedPart.isEmpty
    else { return badValue(key, value, raw) }
    let anchor = DocumentOutline.Link.decoded(link.destination.dropFirst())
    references.append(
      Reference(
        place: place,
        anchor: anchor,
        position: raw.position(of: value),
        length: value.unicodeScalars.count
      )
    )
    return anchor
  }

  private mutating func call(_ value: Substring, _ raw: RawText) -> Call? {
    guard let link = RawLink(value) else { return badValue(.run, value, raw) }
    let target = DocumentOutline.Link(
      text: link.text,
      destination: link.destination,
      position: raw.position(of: value)
    )
    guard let path = target.filePath, target.fileAnchor == nil else {
      return badValue(.run, value, raw)
    }
    var call = Call(title: link.text, path: path, bindings: [], position: target.position)
    var rest = link.rest.trimmedPart
    guard !rest.isEmpty else { return call }
    if rest.first == "," || rest.first == "，" { rest = rest.dropFirst().trimmedPart }
    guard let bindings = rest.rest(after: "with ") ?? rest.rest(after: "并设") else {
      return badValue(.run, rest, raw)
    }
    for part in bindings.commaParts {
      guard let mark = part.firstIndex(of: "=") else { return badValue(.run, part, raw) }
      let name = part[..<mark].trimmed
      var text = part[part.index(after: mark)...].trimmedPart
      if text.count >= 2, text.first == "\"", text.last == "\"" {
        text = text.dropFirst().dropLast()
      }
      guard EnvironmentName.isValid(name), !call.bindings.contains(where: { $0.name == name })
      else { return badValue(.run, part, raw) }
      call.bindings.append(Call.Binding(name: name, value: String(text)))
    }
    return call.bindings.isEmpty ? badValue(.run, rest, raw) : call
  }
}
