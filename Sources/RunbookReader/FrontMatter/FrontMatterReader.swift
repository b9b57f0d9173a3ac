import Findings
import Phrases
import RunbookModel
import Yams

/// Reads the front matter of an authored runbook, strictly.
struct FrontMatterReader {
  private(set) var findings: [Finding] = []
  private let firstLine: Int

  /// What the front matter says.
  struct Content {
    var id: String?
    var title: String?
    var language: Language?
    var severity: Severity?
    var owner: String?
    var reviewed: String?
    var inputs: [InputDeclaration] = []
    var secrets: [SecretDeclaration] = []
    var roles: [RoleDeclaration] = []
    var escalation: String?
    var tags: [String] = []
  }

  private init(firstLine: Int) {
    self.firstLine = firstLine
  }

  /// Reads a block; the findings say what is wrong in it.
  static func read(_ block: FrontMatterBlock) -> (content: Content, findings: [Finding]) {
    var reader = FrontMatterReader(firstLine: block.firstLine)
    let content = reader.content(of: block)
    return (content, reader.findings)
  }

  private mutating func content(of block: FrontMatterBlock) -> Content {
    let start = SourcePosition(line: block.firstLine, column: 1)
    guard YAMLLimits.isWithin(block.text) else {
      findings.append(FrontMatterRules.tooLarge.finding(at: start))
      return Content()
    }
    if let place = YAMLLimits.alias(in: block.text) {
      let position = SourcePosition(line: place.line + block.firstLine, column: place.column)
      findings.append(FrontMatterRules.aliases.finding(at: position))
      return Content()
    }
    do {
      let root = try FrontMatterNode.read(block.text)
      guard case .mapping(let mapping)? = root?.content else {
        findings.append(FrontMatterRules.notMapping.finding(at: start))
        return Content()
      }
      return content(of: mapping)
    } catch {
      findings.append(malformed(error))
      return Content()
    }
  }

  private func malformed(_ error: any Error) -> Finding {
    var place: Mark?
    var problem = "\(error)"
    if let error = error as? YamlError {
      switch error {
      case .scanner(_, let text, let mark, _), .parser(_, let text, let mark, _),
        .composer(_, let text, let mark, _):
        (place, problem) = (mark, text)
      case .duplicatedKeysInMapping(let duplicates, let context):
        (place, problem) = (context.mark, "`\(duplicates.joined(separator: "`, `"))` twice")
      case .reader(let text, _, _, _): problem = text
      default: break
      }
    }
    let line = max(place?.line ?? 1, 1) + firstLine - 1
    return FrontMatterRules.malformed.finding(
      at: SourcePosition(line: line, column: max(place?.column ?? 1, 1)),
      ["problem": problem]
    )
  }

  // MARK: Keys

  private static let keys = [
    "runbook", "title", "language", "severity", "owner", "reviewed", "inputs", "secrets", "roles",
    "escalation", "tags",
  ]

  /// What authors who write Chinese may try as keys.
  private static let chineseKeys = [
    "名称": "runbook", "标题": "title", "语言": "language", "级别": "severity", "等级": "severity",
    "负责人": "owner", "评审日期": "reviewed", "复核日期": "reviewed", "输入": "inputs",
    "参数": "inputs", "密钥": "secrets", "机密": "secrets", "角色": "roles", "升级": "escalation",
    "标签": "tags",
  ]

  private mutating func content(of mapping: [FrontMatterNode.Pair]) -> Content {
    var content = Content()
    for pair in mapping {
      let (key, value) = (pair.key, pair.value)
      guard let name = key.text else {
        report(FrontMatterRules.notMapping, key)
        continue
      }
      switch name {
      case "runbook": content.id = runbookName(value)
      case "title": content.title = text(value, name, example: "title: Restart the portal")
      case "language":
        content.language = choice(value, name, among: Language.allCases)
      case "severity":
        content.severity = choice(value, name, among: Severity.allCases)
      case "owner": content.owner = text(value, name, example: "owner: platform")
      case "reviewed": content.reviewed = day(value)
      case "inputs": content.inputs = inputs(value)
      case "secrets": content.secrets = secrets(value)
      case "roles": content.roles = roles(value)
      case "escalation": content.escalation = text(value, name, example: "escalation: database")
      case "tags": content.tags = list(value, name, example: "tags: [database, failover]") ?? []
      default: reportUnknown(key, name)
      }
    }
    let names = Set(content.inputs.map(\.name))
    for secret in content.secrets where names.contains(secret.name) {
      let arguments = ["name": secret.name]
      findings.append(FrontMatterRules.repeatedName.finding(at: secret.position, arguments))
    }
    return content
  }

  private mutating func reportUnknown(_ key: FrontMatterNode, _ name: String) {
    let suggestion = Self.chineseKeys[name] ?? Suggestion.nearest(to: name, among: Self.keys)
    let known = Self.keys.listed
    if let suggestion {
      report(FrontMatterRules.misspeltKey, key, ["key": name, "suggestion": suggestion])
    } else {
      report(FrontMatterRules.unknownKey, key, ["key": name, "known": known])
    }
  }

  // MARK: Declarations

  private mutating func inputs(_ node: FrontMatterNode) -> [InputDeclaration] {
    let example = "inputs: { host: { required: true } }"
    return declarations(node, "inputs", example: example).compactMap { name, key, value in
      var input = InputDeclaration(name: name, position: position(key))
      guard let fields = self.fields(value, of: name, example: example) else { return input }
      for pair in fields {
        let (field, fieldValue) = (pair.key, pair.value)
        switch field.text ?? "" {
        case "description":
          input.description = text(fieldValue, "description", example: "description: Host name")
        case "required": input.isRequired = flag(fieldValue, "required") ?? false
        case "default": input.defaultValue = text(fieldValue, "default", example: "default: 5")
        case "pattern":
          input.pattern = text(fieldValue, "pattern", example: "pattern: '^[a-z]+$'")
          if let pattern = input.pattern, !PatternLimits.isValid(pattern) {
            report(FrontMatterRules.badPattern, fieldValue, ["pattern": pattern])
            input.pattern = nil
          }
        case "choices":
          input.choices = list(fieldValue, "choices", example: "choices: [east, west]") ?? []
        default:
          reportUnknown(
            field,
            owner: name,
            known: ["description", "required", "default", "pattern", "choices"]
          )
        }
      }
      if let value = input.defaultValue, !input.choices.isEmpty, !input.choices.contains(value) {
        let arguments = ["name": name, "value": value]
        findings.append(FrontMatterRules.badDefault.finding(at: input.position, arguments))
      }
      return input
    }
  }

  private mutating func secrets(_ node: FrontMatterNode) -> [SecretDeclaration] {
    let example = "secrets: { PGPASSWORD: { env: PGPASSWORD } }"
    return declarations(node, "secrets", example: example).compactMap { name, key, value in
      guard let fields = self.fields(value, of: name, example: example) else { return nil }
      var sources: [SecretDeclaration.Source] = []
      for pair in fields {
        let (field, fieldValue) = (pair.key, pair.value)
        switch field.text ?? "" {
        case "env":
          text(fieldValue, "env", example: "env: PGPASSWORD").map {
            sources.append(.environment($0))
          }
        case "file":
          text(fieldValue, "file", example: "file: /run/secrets/pg").map {
            sources.append(.file($0))
          }
        case "command":
          text(fieldValue, "command", example: "command: pass show pg").map {
            sources.append(.command($0))
          }
        case "ask":
          if flag(fieldValue, "ask") == true { sources.append(.ask) }
        default:
          reportUnknown(field, owner: name, known: ["env", "file", "command", "ask"])
        }
      }
      guard sources.count == 1, let source = sources.first else {
        report(FrontMatterRules.secretSource, key, ["name": name])
        return nil
      }
      return SecretDeclaration(name: name, source: source, position: position(key))
    }
  }

  private mutating func roles(_ node: FrontMatterNode) -> [RoleDeclaration] {
    let example = "roles: { dba: [alice, bob] }"
    guard case .mapping(let mapping) = node.content else {
      report(FrontMatterRules.needsMap, node, ["key": "roles", "example": example])
      return []
    }
    return mapping.compactMap { pair in
      let (key, value) = (pair.key, pair.value)
      guard let name = key.text, !name.isEmpty else { return nil }
      let members = value.isNull ? [] : list(value, name, example: "\(name): [alice, bob]")
      return RoleDeclaration(name: name, members: members ?? [], position: position(key))
    }
  }

  /// The entries of a map of variables whose names may be used.
  private mutating func declarations(
    _ node: FrontMatterNode,
    _ owner: String,
    example: String
  ) -> [(name: String, key: FrontMatterNode, value: FrontMatterNode)] {
    guard case .mapping(let mapping) = node.content else {
      report(FrontMatterRules.needsMap, node, ["key": owner, "example": example])
      return []
    }
    return mapping.compactMap { pair in
      let (key, value) = (pair.key, pair.value)
      let name = key.text ?? ""
      guard EnvironmentName.isValid(name) else {
        let arguments = ["name": name, "example": VariableName.suggestion(for: name)]
        report(FrontMatterRules.badName, key, arguments)
        return nil
      }
      guard !EnvironmentName.isDangerous(name) else {
        let arguments = ["name": name, "example": VariableName.suggestion(for: name)]
        report(FrontMatterRules.dangerousName, key, arguments)
        return nil
      }
      return (name, key, value)
    }
  }

  /// The fields of one declaration; nothing at all after the colon is an empty map.
  private mutating func fields(
    _ node: FrontMatterNode,
    of name: String,
    example: String
  ) -> [FrontMatterNode.Pair]? {
    if case .mapping(let mapping) = node.content { return mapping }
    if !node.isNull {
      report(FrontMatterRules.needsMap, node, ["key": name, "example": example])
    }
    return nil
  }

  private mutating func reportUnknown(_ field: FrontMatterNode, owner: String, known: [String]) {
    let name = field.text ?? ""
    if let suggestion = Suggestion.nearest(to: name, among: known) {
      report(
        FrontMatterRules.misspeltNestedKey,
        field,
        ["key": name, "owner": owner, "suggestion": suggestion]
      )
    } else {
      let known = known.listed
      report(
        FrontMatterRules.unknownNestedKey,
        field,
        ["key": name, "owner": owner, "known": known]
      )
    }
  }

  // MARK: Values

  private mutating func runbookName(_ node: FrontMatterNode) -> String? {
    guard let name = text(node, "runbook", example: "runbook: restart-portal") else { return nil }
    guard SlugText.isSlug(name) else {
      report(FrontMatterRules.badRunbookName, node, ["value": name])
      return nil
    }
    return name
  }

  private mutating func text(_ node: FrontMatterNode, _ key: String, example: String) -> String? {
    guard let text = node.text, !node.isNull || !node.isPlain,
      !text.utf8.contains(.newline), !text.utf8.contains(0)
    else {
      report(FrontMatterRules.needsText, node, ["key": key, "example": example])
      return nil
    }
    return text
  }

  private mutating func list(_ node: FrontMatterNode, _ key: String, example: String) -> [String]? {
    guard case .sequence(let sequence) = node.content else {
      report(FrontMatterRules.needsList, node, ["key": key, "example": example])
      return nil
    }
    return sequence.compactMap { text($0, key, example: example) }
  }

  private mutating func flag(_ node: FrontMatterNode, _ key: String) -> Bool? {
    switch node.text {
    case "true": return true
    case "false": return false
    default:
      report(FrontMatterRules.needsFlag, node, ["key": key, "example": "\(key): true"])
      return nil
    }
  }

  private mutating func choice<Value: RawRepresentable<String>>(
    _ node: FrontMatterNode,
    _ key: String,
    among values: [Value]
  ) -> Value? {
    guard let text = text(node, key, example: "\(key): \(values[0].rawValue)") else { return nil }
    if let value = Value(rawValue: text) { return value }
    let known = values.map(\.rawValue).listed
    report(FrontMatterRules.badChoice, node, ["value": text, "key": key, "known": known])
    return nil
  }

  private mutating func day(_ node: FrontMatterNode) -> String? {
    guard let text = text(node, "reviewed", example: "reviewed: 2026-10-01") else { return nil }
    guard CalendarDay.isValid(text) else {
      report(FrontMatterRules.badDate, node, ["value": text])
      return nil
    }
    return text
  }

  // MARK: Positions

  private func position(_ node: FrontMatterNode) -> SourcePosition {
    SourcePosition(
      line: node.line + firstLine - 1,
      column: node.column
    )
  }

  private mutating func report(
    _ rule: Rule,
    _ node: FrontMatterNode,
    _ arguments: [String: String] = [:]
  ) {
    let length = node.text?.unicodeScalars.count ?? 1
    findings.append(rule.finding(at: position(node), length: length, arguments))
  }
}
