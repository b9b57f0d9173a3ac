public import Timekeeping

/// Who is called when nobody answers, in which order, and how long each has to answer.
///
/// This is the form that is frozen in an incident: variants by severity and by time are already
/// chosen.
public struct EscalationPolicy: Codable, Hashable, Sendable {
  /// What to do with levels whose time passed while no engine ran.
  public enum CatchUp: Codable, Hashable, Sendable {
    /// The level that is due now fires once; the levels passed over stand in the timeline.
    case once
    /// Every level that was passed over fires, in order.
    case all
    /// As ``once``, but a level later than that is not fired at all.
    case skip(olderThan: TimeSpan)
  }

  /// What to do when a level's targets stand for nobody.
  public enum OnEmpty: String, Codable, Hashable, Sendable {
    /// Go on to the next level at once.
    case next
    /// Wait the level's time all the same.
    case wait
  }

  /// The policy's name.
  public var name: String
  /// The policy of the configuration that it was made from for one request; `nil` when it is one.
  public var base: String?
  /// Who is called alone before the first level, for as long as that waits; `nil` for nobody.
  public var first: EscalationTarget?
  /// The levels, the first to be called first; never empty.
  public var levels: [EscalationLevel]
  /// How often all levels are gone through again: `2` means three times in all.
  public var repeats: Int
  /// Who is called when every level was passed in vain; the last resort.
  public var lastResort: [EscalationTarget]
  /// How long an acknowledged incident may show no progress before its escalation begins again.
  public var acknowledgementTimeout: TimeSpan?
  /// What to do when a level stands for nobody.
  public var onEmpty: OnEmpty
  /// What to do with levels that were missed.
  public var catchUp: CatchUp

  /// A policy of those parts.
  public init(
    name: String,
    levels: [EscalationLevel],
    repeats: Int = 0,
    lastResort: [EscalationTarget] = [],
    acknowledgementTimeout: TimeSpan? = nil,
    onEmpty: OnEmpty = .next,
    catchUp: CatchUp = .once
  ) {
    self.name = name
    base = nil
    first = nil
    self.levels = levels
    self.repeats = repeats
    self.lastResort = lastResort
    self.acknowledgementTimeout = acknowledgementTimeout
    self.onEmpty = onEmpty
    self.catchUp = catchUp
  }
}

extension EscalationPolicy {
  /// The name of the policy of the configuration that it is, or was made from.
  public var origin: String { base ?? name }

  /// The policy with a target on its first level as well.
  public func calling(_ target: EscalationTarget) -> EscalationPolicy {
    guard let level = levels.first, !level.targets.contains(target) else { return self }
    var policy = self
    policy.base = origin
    policy.name += "+\(target)"
    policy.levels[0].targets.insert(target, at: 0)
    return policy
  }

  /// The policy behind a target that is called alone at first.
  public func behind(_ target: EscalationTarget) -> EscalationPolicy {
    var policy = self
    policy.base = origin
    policy.name = "\(target) > \(name)"
    policy.first = target
    return policy
  }
}

/// One rung of an escalation policy.
public struct EscalationLevel: Codable, Hashable, Sendable {
  /// Which of the people that the targets stand for are called.
  public enum Selection: String, Codable, Hashable, Sendable {
    /// All of them at once.
    case everyone
    /// One, another one each time the level fires.
    case roundRobin = "round-robin"
  }

  /// Who is called.
  public var targets: [EscalationTarget]
  /// How long they have until the next level fires, counted from this level's scheduled time.
  public var wait: TimeSpan
  /// How many different people must acknowledge before the escalation stops.
  public var quorum: Int
  /// Which of the people are called.
  public var selection: Selection
  /// The time between calls of the same people within the level; `nil` calls them once.
  public var callAgainEvery: TimeSpan?
  /// Which of a person's contact preferences counts.
  public var urgency: Urgency

  /// A level of those parts.
  public init(
    targets: [EscalationTarget],
    wait: TimeSpan,
    quorum: Int = 1,
    selection: Selection = .everyone,
    callAgainEvery: TimeSpan? = nil,
    urgency: Urgency = .high
  ) {
    self.targets = targets
    self.wait = wait
    self.quorum = quorum
    self.selection = selection
    self.callAgainEvery = callAgainEvery
    self.urgency = urgency
  }
}

/// Whom a level calls: in files and in the journal `role:ic`, `person:li-wei`, ….
public enum EscalationTarget: Codable, Hashable, Sendable, CustomStringConvertible {
  /// That person.
  case person(String)
  /// Everybody who has that role now.
  case role(String)
  /// Whoever is on duty in that schedule now.
  case schedule(String)
  /// Every member of that team.
  case team(String)
  /// A channel without a person, such as a chat robot.
  case notifier(String)

  /// Reads `role:ic`; `nil` when there is no such kind or no name.
  public init?(_ text: String) {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let name = String(text[text.index(after: colon)...])
    guard !name.isEmpty else { return nil }
    switch text[..<colon] {
    case "person": self = .person(name)
    case "role": self = .role(name)
    case "schedule": self = .schedule(name)
    case "team": self = .team(name)
    case "notifier": self = .notifier(name)
    default: return nil
    }
  }

  /// Reads the text of a target.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let target = Self(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "\(text) is no target of an escalation"
      )
    }
    self = target
  }

  /// Writes the text of the target.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }

  /// The target as it is written in files.
  public var description: String {
    switch self {
    case .person(let name): "person:\(name)"
    case .role(let name): "role:\(name)"
    case .schedule(let name): "schedule:\(name)"
    case .team(let name): "team:\(name)"
    case .notifier(let name): "notifier:\(name)"
    }
  }
}

/// How much a call may disturb.
public enum Urgency: String, Codable, CaseIterable, Hashable, Sendable {
  /// Now, whatever the hour.
  case high
  /// When the person's quiet hours are over.
  case low
}
