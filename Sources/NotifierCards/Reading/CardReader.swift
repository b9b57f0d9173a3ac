public import Findings
import Phrases
import Timekeeping
import Yams

/// What reading a card gave.
public struct CardReading: Sendable {
  /// The card, when it can be used.
  public var card: NotifierCard?
  /// What is wrong in it, in the order of the file.
  public var findings: [Finding]
}

extension NotifierCard {
  /// Reads a card, strictly.
  ///
  /// - Parameters:
  ///   - bytes: the YAML text.
  ///   - fileName: the file's name without `.yaml`, which should be the card's.
  /// - Returns: The card, when it can be used, and what is wrong in it.
  public static func read(_ bytes: [UInt8], fileName: String? = nil) -> CardReading {
    var reader = CardReader()
    let card = reader.card(bytes, fileName: fileName)
    let findings = reader.findings.sorted { ($0.position, $0.code) < ($1.position, $1.code) }
    let isUsable = !findings.contains { $0.level == .error }
    return CardReading(card: isUsable ? card : nil, findings: findings)
  }
}

/// Reads a card from YAML.
struct CardReader {
  var findings: [Finding] = []
  /// The names that references may have.
  var scope = CardScope()

  mutating func card(_ bytes: [UInt8], fileName: String?) -> NotifierCard? {
    let start = SourcePosition(line: 1, column: 1)
    guard CardYAML.isWithin(bytes) else { return fail(CardRules.tooLarge, at: start) }
    guard !CardYAML.hasAlias(bytes) else { return fail(CardRules.alias, at: start) }
    do {
      guard let text = String(validating: bytes, as: UTF8.self) else {
        return fail(CardRules.malformed, at: start, ["problem": "UTF-8"])
      }
      guard let root = try Yams.compose(yaml: text), case .mapping = root else {
        let known = CardKeys.card.listed
        return fail(CardRules.needsMap, at: start, ["key": "card", "known": known])
      }
      return card(root, fileName: fileName)
    } catch {
      let fault = CardYAML.fault(error)
      let place = SourcePosition(line: fault.line, column: fault.column)
      return fail(CardRules.malformed, at: place, ["problem": fault.problem])
    }
  }

  private mutating func fail(
    _ rule: CardRule,
    at position: SourcePosition,
    _ arguments: [String: String] = [:]
  ) -> NotifierCard? {
    findings.append(rule.finding(at: position, length: 1, arguments))
    return nil
  }

  // MARK: The card

  private mutating func card(_ root: Node, fileName: String?) -> NotifierCard? {
    guard let fields = fields(root, "card", CardKeys.card) else { return nil }
    let name = required(fields, "notifier", root, "card", example: "notifier: my-gateway")
      .flatMap { self.name(of: $0) }
    if let name, let fileName, name != fileName, let node = fields["notifier"] {
      report(CardRules.fileName, node, ["name": name, "file": fileName])
    }
    let kind = required(fields, "kind", root, "card", example: "kind: sms")
      .flatMap { choice($0, "kind", NotifierCard.Kind.self) }
    var address = (kind: NotifierCard.AddressKind.none, isOptional: true)
    if let node = fields["address"] { address = self.address(node) }
    let parameters = fields["params"].map { self.parameters($0) } ?? []
    scope.parameters = parameters.map(\.name)
    scope.texts = names(fields["texts"])
    scope.maps = names(fields["maps"])
    let texts = fields["texts"].map { self.texts($0) } ?? []
    let maps = fields["maps"].map { self.maps($0) } ?? []
    let exchange = self.exchange(fields, root, "card")
    let verification = fields["verify"].flatMap { self.verification($0) }
    let onUnknown =
      fields["on_unknown"].flatMap { choice($0, "on_unknown", NotifierCard.OnUnknown.self) }
    let verifies = (onUnknown == .verify) == (verification != nil)
    if !verifies, let node = fields["verify"] ?? fields["on_unknown"] {
      report(CardRules.noVerification, node)
    }
    let limits = fields["limits"].map { self.limits($0) }
    let title = required(fields, "title", root, "card", example: "title: { en: My gateway }")
      .flatMap { self.title($0) }
    let isIdempotent = fields["idempotent"].flatMap { flag($0, "idempotent") } ?? false
    let retry = self.retry(fields["retry"])
    let budget = fields["budget"].flatMap { self.budget($0) }
    let transport = fields["transport"].map { self.transport($0) }
    let inbound = fields["inbound"].flatMap { self.inbound($0) }
    guard let name, let kind, let title, let exchange else { return nil }
    return NotifierCard(
      name: name,
      title: title,
      kind: kind,
      address: address.kind,
      isAddressOptional: address.isOptional,
      parameters: parameters,
      isIdempotent: isIdempotent,
      retry: retry,
      onUnknown: onUnknown ?? .resend,
      budget: budget,
      verifyAfter: verifyAfter(fields["verify"]),
      texts: texts,
      maps: maps,
      exchange: exchange,
      verification: verification,
      limits: limits?.windows ?? [],
      penalty: limits?.penalty,
      transport: transport ?? NotifierCard.TransportOptions(),
      inbound: inbound
    )
  }

  private mutating func title(_ node: Node) -> Phrase? {
    if let text = node.scalar?.string, !text.isEmpty { return Phrase(en: text, zh: text) }
    guard let fields = fields(node, "title", CardKeys.title) else { return nil }
    let english = required(fields, "en", node, "title", example: "en: My gateway")
      .flatMap { text($0, "en", example: "en: My gateway") }
    let chinese = fields["zh"].flatMap { text($0, "zh", example: "zh: 短信网关") }
    return english.map { Phrase(en: $0, zh: chinese ?? $0) }
  }

  private mutating func address(
    _ node: Node
  ) -> (kind: NotifierCard.AddressKind, isOptional: Bool) {
    if node.scalar != nil {
      let kind = choice(node, "address", NotifierCard.AddressKind.self) ?? .none
      return (kind, kind == .none)
    }
    guard let fields = fields(node, "address", CardKeys.address) else { return (.none, true) }
    let kind = required(fields, "kind", node, "address", example: "kind: phone")
      .flatMap { choice($0, "kind", NotifierCard.AddressKind.self) }
    return (kind ?? .none, fields["optional"].flatMap { flag($0, "optional") } ?? false)
  }

  private mutating func parameters(_ node: Node) -> [NotifierCard.Parameter] {
    entries(node, "params").compactMap { name, key, value in
      guard TemplateParser.isName(name) else {
        report(CardRules.badName, key, ["value": name])
        return nil
      }
      guard let fields = fields(value, "parameter", CardKeys.parameter) else { return nil }
      let fallback = fields["default"].flatMap { text($0, "default", example: "default: https") }
      let isRequired = fields["required"].flatMap { flag($0, "required") }
      return NotifierCard.Parameter(
        name: name,
        isSecret: fields["secret"].flatMap { flag($0, "secret") } ?? false,
        isRequired: isRequired ?? (fallback == nil),
        defaultValue: fallback,
        about: fields["about"].flatMap { text($0, "about", example: "about: the account's id") }
      )
    }
  }

  private mutating func retry(_ node: Node?) -> NotifierCard.RetrySchedule {
    var schedule = NotifierCard.RetrySchedule(
      first: .seconds(2),
      factor: 2,
      most: .minutes(5),
      attempts: 8,
      jitter: 0.2
    )
    guard let node, let fields = fields(node, "retry", CardKeys.retry) else { return schedule }
    if let span = fields["first"].flatMap({ span($0, "first") }) { schedule.first = span }
    if let span = fields["most"].flatMap({ span($0, "most") }) { schedule.most = span }
    if let node = fields["factor"] {
      let factor = node.scalar.flatMap { Double($0.string) }
      if let factor, (1...10).contains(factor) {
        schedule.factor = factor
      } else {
        badValue(node, "factor", example: "factor: 2")
      }
    }
    if let count = fields["attempts"].flatMap({ count($0, "attempts", 1...100) }) {
      schedule.attempts = count
    }
    if let percent = fields["jitter"].flatMap({ self.percent($0, "jitter") }) {
      schedule.jitter = Double(percent) / 100
    }
    return schedule
  }

  /// How long after an attempt the provider is asked; what is wrong in it is reported with the rest.
  private mutating func verifyAfter(_ node: Node?) -> TimeSpan {
    let usual = TimeSpan.seconds(10)
    guard let after = node?.mapping?["after"] else { return usual }
    return span(after, "after") ?? usual
  }

  private mutating func budget(_ node: Node) -> NotifierCard.Budget? {
    guard let fields = fields(node, "budget", CardKeys.budget) else { return nil }
    let budget = NotifierCard.Budget(
      perDay: fields["per_day"].flatMap { count($0, "per_day", 1...1_000_000_000) },
      perMonth: fields["per_month"].flatMap { count($0, "per_month", 1...1_000_000_000) },
      warnAtPercent: fields["warn_at"].flatMap { percent($0, "warn_at") } ?? 80,
      reservedPercent: fields["reserve"].flatMap { percent($0, "reserve") } ?? 20,
      zone: fields["zone"].flatMap { zone($0) }
    )
    if fields["per_day"] == nil, fields["per_month"] == nil {
      report(CardRules.budgetWithoutLimit, node)
    } else if budget.warnsOfNothing {
      report(CardRules.budgetWithoutWarning, fields["warn_at"] ?? node)
    }
    return budget
  }

  private mutating func zone(_ node: Node) -> TimeSpan? {
    if let minutes = UTCOffset.minutes(node.scalar?.string ?? "") {
      return .minutes(Int64(minutes))
    }
    badValue(node, "zone", example: "zone: '+08:00'")
    return nil
  }

  private mutating func limits(
    _ node: Node
  ) -> (windows: [NotifierCard.Limit], penalty: TimeSpan?) {
    guard let fields = fields(node, "limits", CardKeys.limits) else { return ([], nil) }
    var windows: [NotifierCard.Limit] = []
    for item in fields["windows"].map({ list($0, "windows") }) ?? [] {
      guard let fields = self.fields(item, "window", CardKeys.window) else { continue }
      let count = required(fields, "count", item, "window", example: "count: 20")
        .flatMap { self.count($0, "count", 1...1_000_000) }
      let window = required(fields, "per", item, "window", example: "per: 1m")
        .flatMap { span($0, "per") }
      let key = fields["key"].flatMap { template($0, "key") }
      guard let count, let window else { continue }
      windows.append(NotifierCard.Limit(count: count, window: window, key: key))
    }
    return (windows, fields["penalty"].flatMap { span($0, "penalty") })
  }

  private mutating func transport(_ node: Node) -> NotifierCard.TransportOptions {
    var options = NotifierCard.TransportOptions()
    guard let fields = fields(node, "transport", CardKeys.transport) else { return options }
    if let span = fields["connect"].flatMap({ span($0, "connect") }) {
      options.connectTimeout = span
    }
    if let span = fields["timeout"].flatMap({ span($0, "timeout") }) { options.timeout = span }
    options.authorities = fields["ca"].flatMap { template($0, "ca") }
    options.certificate = fields["certificate"].flatMap { template($0, "certificate") }
    options.key = fields["key"].flatMap { template($0, "key") }
    options.proxy = fields["proxy"].flatMap { template($0, "proxy") }
    if let networks = fields["networks"].flatMap({
      choice($0, "networks", WireRequest.Networks.self)
    }) {
      options.networks = networks
    }
    return options
  }
}
