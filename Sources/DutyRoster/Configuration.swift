public import Phrases
public import RunbookModel
public import Timekeeping

/// Everything that `tocsin.yaml` says.
public struct Configuration: Sendable {
  /// People and duty.
  public var roster: Roster
  /// The escalation policies.
  public var policies: [PolicyRules]
  /// The policy of incidents that name none.
  public var defaultPolicy: String?
  /// The notifiers.
  public var notifiers: [NotifierSettings]
  /// Notifiers that stand in for each other.
  public var groups: [ProviderGroup]
  /// How the engine works.
  public var engine: EngineSettings
  /// Where answers come in; `nil` when nothing listens.
  public var server: ServerSettings?
  /// The language of messages to people and channels that have none of their own.
  public var language: Language
  /// The language of reports.
  public var reportLanguage: Language

  /// A configuration of those parts.
  public init(
    roster: Roster = Roster(Roster.Parts()),
    policies: [PolicyRules] = [],
    defaultPolicy: String? = nil,
    notifiers: [NotifierSettings] = [],
    groups: [ProviderGroup] = [],
    engine: EngineSettings = EngineSettings(),
    server: ServerSettings? = nil,
    language: Language = .english,
    reportLanguage: Language = .english
  ) {
    self.roster = roster
    self.policies = policies
    self.defaultPolicy = defaultPolicy
    self.notifiers = notifiers
    self.groups = groups
    self.engine = engine
    self.server = server
    self.language = language
    self.reportLanguage = reportLanguage
  }

  /// The policy of that name, or the default one, with its variants chosen; `nil` when there is
  /// none.
  public func policy(
    named name: String?,
    severity: Severity?,
    at instant: Instant
  ) -> EscalationPolicy? {
    guard let name = name ?? defaultPolicy,
      let rules = policies.first(where: { $0.policy.name == name })
    else { return nil }
    return roster.policy(rules, severity: severity, at: instant)
  }

  /// The notifier with that id.
  public func notifier(_ id: String) -> NotifierSettings? { notifiers.first { $0.id == id } }

  /// The notifiers to try for a contact, the first to be tried first: those of the group with that
  /// id, or the notifier itself.
  public func providers(_ id: String) -> [NotifierSettings] {
    if let group = groups.first(where: { $0.id == id }) {
      return group.members.compactMap { notifier($0) }
    }
    return notifier(id).map { [$0] } ?? []
  }
}

/// A way to send messages: a card with what it needs to know here.
public struct NotifierSettings: Hashable, Sendable {
  /// The name that contacts and policies know it by.
  public var id: String
  /// The name of its card.
  public var card: String
  /// What the card is to be filled with, by name; nothing secret.
  public var parameters: [String: String]
  /// The secrets that the card needs, each from where it is kept.
  public var secrets: [SecretDeclaration]
  /// The address of messages to the notifier itself, when it takes one.
  public var address: String?
  /// Whether only drills use it.
  public var isDrillOnly: Bool

  /// A notifier of those parts.
  public init(
    id: String,
    card: String,
    parameters: [String: String] = [:],
    secrets: [SecretDeclaration] = [],
    address: String? = nil,
    isDrillOnly: Bool = false
  ) {
    self.id = id
    self.card = card
    self.parameters = parameters
    self.secrets = secrets
    self.address = address
    self.isDrillOnly = isDrillOnly
  }
}

/// Notifiers of which a later one is used when those before it do not work.
public struct ProviderGroup: Hashable, Sendable {
  /// The name that contacts know it by.
  public var id: String
  /// The notifiers' ids, the first to be tried first.
  public var members: [String]

  /// A group of those notifiers.
  public init(id: String, members: [String]) {
    self.id = id
    self.members = members
  }
}

/// How the engine works.
public struct EngineSettings: Hashable, Sendable {
  /// A request that tells someone outside that the engine works.
  public struct Heartbeat: Hashable, Sendable {
    /// Where it goes.
    public enum Address: Hashable, Sendable {
      /// To that URL.
      case url(String)
      /// To a URL that is a secret itself.
      case secret(SecretDeclaration)
    }

    /// Where it goes.
    public var address: Address
    /// How often it is sent.
    public var interval: TimeSpan

    /// A heartbeat to `address` every `interval`.
    public init(address: Address, interval: TimeSpan) {
      self.address = address
      self.interval = interval
    }
  }

  /// The heartbeat, when there is one.
  public var heartbeat: Heartbeat?
  /// How old a level or a message that is due may get before the engine reports itself.
  public var auditAge: TimeSpan
  /// What becomes of levels that were missed, in policies that do not say it.
  public var catchUp: EscalationPolicy.CatchUp

  /// Settings of those parts.
  public init(
    heartbeat: Heartbeat? = nil,
    auditAge: TimeSpan = .minutes(2),
    catchUp: EscalationPolicy.CatchUp = .once
  ) {
    self.heartbeat = heartbeat
    self.auditAge = auditAge
    self.catchUp = catchUp
  }
}
