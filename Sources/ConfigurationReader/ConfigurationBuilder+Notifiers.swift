import DutyRoster
import Findings
import RunbookModel
import Yams

extension ConfigurationBuilder {
  // MARK: Notifiers

  mutating func readNotifiers(_ node: Node?) {
    let example = "notifiers: { sms: { card: sms-gateway } }"
    for (id, key, value) in named(node, "notifiers", example: example) {
      let owner = "notifiers.\(id)"
      guard let fields = fields(value, .notifier, owner: owner, example: "card: sms-gateway")
      else { continue }
      var settings = NotifierSettings(id: id, card: id)
      if let node = fields["card"] {
        settings.card = text(node, "card", example: "card: sms-gateway") ?? id
      }
      let shape = fields["card"].flatMap { self.shape(ofCard: settings.card, at: $0) }
      settings.parameters = parameters(fields["parameters"], owner, shape)
      settings.secrets = secrets(fields["secrets"], owner)
      if let node = fields["address"] {
        settings.address = text(node, "address", example: "address: \"#ops\"")
      }
      if let node = fields["drill-only"] {
        settings.isDrillOnly = flag(node, "drill-only") ?? false
      }
      if let shape {
        checkSettings(settings, shape, fields)
        checkBudget(shape, settings.card, at: fields.key("card"))
      }
      notifiers.append((settings, key))
    }
  }

  private mutating func parameters(
    _ node: Node?,
    _ owner: String,
    _ shape: CardShape?
  ) -> [String: String] {
    var parameters: [String: String] = [:]
    for (name, key, value) in named(node, "\(owner).parameters", example: "sign: 政务运维") {
      guard let text = text(value, name, example: "\(name): …") else { continue }
      let setting = shape?.settings.first { $0.name == name }
      if setting?.isSecret == true {
        reportLiteral(MeaningRules.literalSecret, name, at: key)
      } else if SecretLook.isSecret(name: setting == nil ? name : "", value: text) {
        reportLiteral(MeaningRules.possibleSecret, name, at: key)
      }
      parameters[name] = text
    }
    return parameters
  }

  private mutating func reportLiteral(
    _ rule: ConfigurationRule,
    _ name: String,
    at node: Node
  ) {
    let variable = String(
      name.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    )
    let example = "secrets: { \(name): { env: \(variable) } }"
    report(rule, node, ["name": name, "example": example])
  }

  private mutating func secrets(_ node: Node?, _ owner: String) -> [SecretDeclaration] {
    named(node, "\(owner).secrets", example: "token: { env: SMS_TOKEN }").compactMap { entry in
      secret(entry.value, named: entry.id, at: entry.key, owner: "\(owner).secrets.\(entry.id)")
    }
  }

  /// A secret by where it is kept; one that stands there itself is an error.
  mutating func secret(
    _ node: Node,
    named name: String,
    at key: Node,
    owner: String
  ) -> SecretDeclaration? {
    if node.scalar != nil {
      reportLiteral(MeaningRules.literalSecret, name, at: key)
      return nil
    }
    let example = "{ env: SMS_TOKEN }"
    guard let fields = fields(node, .secret, owner: owner, example: example) else { return nil }
    var sources: [SecretDeclaration.Source] = []
    if let node = fields["env"], let name = text(node, "env", example: "env: SMS_TOKEN") {
      sources.append(.environment(name))
    }
    if let node = fields["file"], let path = text(node, "file", example: "file: /run/secrets/sms") {
      sources.append(.file(path))
    }
    if let node = fields["command"],
      let command = text(node, "command", example: "command: pass show sms")
    {
      sources.append(.command(command))
    }
    guard sources.count == 1, let source = sources.first else {
      let arguments = ["owner": owner, "keys": "env, file, command", "example": example]
      report(FormRules.conflictingKeys, key, arguments)
      return nil
    }
    return SecretDeclaration(name: name, source: source, position: position(key))
  }

  mutating func readGroups(_ node: Node?) {
    let example = "provider-groups: { sms: [sms-main, sms-backup] }"
    for (id, key, value) in named(node, "provider-groups", example: example) {
      let members = elements(value, id, example: example).compactMap { element -> String? in
        guard let name = text(element, id, example: example) else { return nil }
        if !notifiers.contains(where: { $0.settings.id == name }) {
          note(.notifier, name, element)
        }
        return name
      }
      if notifiers.contains(where: { $0.settings.id == id }) {
        report(MeaningRules.duplicateID, key, ["name": id])
      }
      if members.isEmpty {
        report(FormRules.needsList, value, ["key": id, "example": example])
      }
      groups.append(ProviderGroup(id: id, members: members))
    }
  }

  // MARK: Engine

  mutating func readEngine(_ node: Node?) {
    guard let node, node.null == nil else { return }
    let example = "engine: { audit-age: 2m }"
    guard let fields = fields(node, .engine, owner: "engine", example: example) else { return }
    if let node = fields["audit-age"] {
      engine.auditAge = span(node, "audit-age", example: "2m") ?? engine.auditAge
    }
    if let node = fields["catch-up"] { engine.catchUp = catchUp(node) ?? engine.catchUp }
    if let node = fields["heartbeat"] { engine.heartbeat = heartbeat(node) }
    if let node = fields["report-to"] {
      engine.overseers = targets(node, "report-to")
      reportTo = node
    }
  }

  private mutating func heartbeat(_ node: Node) -> EngineSettings.Heartbeat? {
    let owner = "engine.heartbeat"
    let example = "{ url: https://health.example.org/tocsin, every: 1m }"
    guard let fields = fields(node, .heartbeat, owner: owner, example: example) else { return nil }
    var addresses: [EngineSettings.Heartbeat.Address] = []
    if let node = fields["url"] {
      let url = value(node, "url", example: "url: https://health.example.org/tocsin") {
        Self.isURL($0) ? $0 : nil
      }
      if let url {
        if SecretLook.isSecret(name: "url", value: url) {
          reportLiteral(MeaningRules.possibleSecret, "url", at: node)
        }
        addresses.append(.url(url))
      }
    }
    if let node = fields["secret"],
      let secret = secret(
        node,
        named: "heartbeat",
        at: fields.key("secret"),
        owner: "\(owner).secret"
      )
    {
      addresses.append(.secret(secret))
    }
    if fields["url"] == nil, fields["secret"] == nil || addresses.count > 1 {
      let arguments = ["owner": owner, "keys": "url, secret", "example": example]
      report(FormRules.conflictingKeys, node, arguments)
    }
    guard let everyNode = fields["every"],
      let interval = span(everyNode, "every", example: "1m"), addresses.count == 1
    else { return nil }
    return EngineSettings.Heartbeat(address: addresses[0], interval: interval)
  }

  static func isURL(_ text: String) -> Bool {
    (text.hasPrefix("https://") && text.utf8.count > 8)
      || (text.hasPrefix("http://") && text.utf8.count > 7)
  }
}

/// Tells values that should not stand in a file.
enum SecretLook {
  private static let words = [
    "secret", "token", "password", "passwd", "passphrase", "credential", "private-key",
    "private_key", "privatekey", "api-key", "api_key", "apikey", "access-key-secret",
  ]

  private static let queries = [
    "access_token=", "token=", "key=", "secret=", "sign=", "password=", "sig=",
  ]

  /// Whether a parameter of that name, or an address with such a query or login, is a secret.
  static func isSecret(name: String, value: String) -> Bool {
    let name = name.lowercased()
    if words.contains(where: { name.contains($0) }) { return true }
    guard let scheme = value.firstRange(of: "://") else { return false }
    let rest = value[scheme.upperBound...]
    let host = rest.prefix { $0 != "/" && $0 != "?" }
    if host.contains("@"), host.contains(":"), host.prefix(while: { $0 != "@" }).contains(":") {
      return true
    }
    guard let question = rest.firstIndex(of: "?") else { return false }
    return rest[rest.index(after: question)...].split(separator: "&").contains { part in
      queries.contains { part.lowercased().hasPrefix($0) && part.utf8.count > $0.utf8.count }
    }
  }
}
