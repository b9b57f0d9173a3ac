public import DutyRoster
public import RunbookModel
public import Timekeeping

/// One call for people that has not been armed yet.
public struct EscalationRequest: Hashable, Sendable {
  /// The step that calls.
  public var step: StepID?
  /// Why.
  public var reason: EscalationReason
  /// The policy that the step or the runbook names; `nil` for the default one.
  public var policy: String?
  /// The person who asked; they are not called themselves.
  public var by: String?
  /// When it was asked for.
  public var at: Instant
}

/// A message that is due for people who are yet to be looked up.
public struct NoticeRequest: Hashable, Sendable {
  /// The step that names them; `nil` when it is about the means to call people.
  public var step: StepID?
  /// What it is about beside a step.
  public var topic: NoticeTopic?
  /// Its number in the incident, from 1.
  public var number: Int
  /// Who is to be told, as written: `sms role:ic`.
  public var targets: [String]
  /// When it was asked for.
  public var at: Instant

  /// How much it may disturb.
  var urgency: Urgency { topic.map { $0.isUrgent ? .high : .low } ?? .high }
}

/// A ladder of people who are called until somebody answers.
public struct Escalation: Hashable, Sendable {
  /// What it calls for.
  public struct Subject: Hashable, Sendable {
    /// The step that calls; `nil` for the incident as a whole.
    public var step: StepID?
    /// Why.
    public var reason: EscalationReason
  }

  /// Its number in the incident, from 1.
  public let number: Int
  /// Why it was armed.
  public let reason: EscalationReason
  /// Who is called when; frozen.
  public let policy: EscalationPolicy
  /// When it was armed.
  public let armedAt: Instant
  /// The person who asked for it; they are not called.
  public let requestedBy: String?
  /// What it was armed for, and what has joined it since.
  public internal(set) var subjects: [Subject]
  /// The rung that comes next; `nil` when there is none.
  public internal(set) var next: Rung?
  /// When the next rung is due, or when the last one's time is over.
  public internal(set) var due: Instant
  /// The rung that fired last.
  public internal(set) var current: Rung?
  /// When it fired.
  public internal(set) var firedAt: Instant?
  /// Everybody who was called, in order, each once.
  public internal(set) var called: [CalledResponder] = []
  /// Whom the rung that fired last calls.
  public internal(set) var currentCalled: [CalledResponder] = []
  /// The people whom it calls and who cannot take the incident.
  public internal(set) var declinedBy: [String] = []
  /// The people who took the incident while it ran.
  public internal(set) var acknowledgedBy: [String] = []
  /// How it ended.
  public internal(set) var end: EscalationEnd?
  /// Whether all levels were passed and nobody answered.
  public internal(set) var reachedNobody = false
  /// Who was called last on each level that calls one person of several.
  var lastOfLevel: [Int: CalledResponder] = [:]
  /// The messages of the rung that fired last.
  var currentMessages: [MessageKey] = []

  /// Whether somebody may still be called.
  public var isRunning: Bool { end == nil && !reachedNobody }

  /// Whether a level that calls one of several people has called somebody.
  public func hasFired(level: Int) -> Bool { lastOfLevel[level] != nil }

  /// How many different people must take the incident before it stops: the most that a level asked
  /// for so far.
  public var quorum: Int {
    let fired =
      (current?.round ?? 1) > 1 ? policy.levels[...] : policy.levels.prefix(current?.level ?? 0)
    return fired.map(\.quorum).max() ?? 1
  }
}

/// The rung whose turn it is, with what was missed before it.
public struct DueRung: Hashable, Sendable {
  /// The escalation.
  public var escalation: Int
  /// The rung that is to fire; `nil` when all that are due are too old or the ladder has ended.
  public var rung: Rung?
  /// When it should have fired.
  public var scheduledAt: Instant
  /// Whom it calls.
  public var targets: [EscalationTarget]
  /// How much the call may disturb.
  public var urgency: Urgency
  /// The rungs that are passed over, with their times.
  var missed: [(rung: Rung, scheduledAt: Instant)]
  /// Whether the last missed rungs are too old to fire.
  var isTooLate: Bool

  /// Whether both stand for the same rung.
  public static func == (left: DueRung, right: DueRung) -> Bool {
    left.escalation == right.escalation && left.rung == right.rung
      && left.scheduledAt == right.scheduledAt
  }

  /// Feeds what ``==(_:_:)`` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(escalation)
    hasher.combine(rung)
    hasher.combine(scheduledAt)
  }
}

extension Escalation {
  /// The rung whose turn it is at `now`; `nil` when none is due.
  func dueRung(at now: Instant) -> DueRung? {
    guard isRunning, due <= now else { return nil }
    guard var rung = next, var level = policy.level(at: rung) else {
      return DueRung(
        escalation: number,
        rung: nil,
        scheduledAt: due,
        targets: [],
        urgency: .high,
        missed: [],
        isTooLate: false
      )
    }
    var scheduledAt = due
    var missed: [(Rung, Instant)] = []
    if policy.catchUp != .all {
      while scheduledAt + level.wait <= now, let following = policy.rung(after: rung),
        let next = policy.level(at: following)
      {
        missed.append((rung, scheduledAt))
        scheduledAt = scheduledAt + level.wait
        (rung, level) = (following, next)
      }
    }
    var isTooLate = false
    if case .skip(let limit) = policy.catchUp { isTooLate = now - scheduledAt > limit }
    return DueRung(
      escalation: number,
      rung: rung,
      scheduledAt: scheduledAt,
      targets: level.targets,
      urgency: level.urgency,
      missed: missed,
      isTooLate: isTooLate
    )
  }

  /// Puts the ladder in front of the rung after `rung`, which fired or was passed over.
  mutating func pass(_ rung: Rung, scheduledAt: Instant, isImmediate: Bool = false) {
    next = policy.rung(after: rung)
    due = isImmediate ? scheduledAt : scheduledAt + (policy.level(at: rung)?.wait ?? .zero)
    if next == nil, let current, let firedAt {
      // Whoever was called last has their time to answer, however late they were called.
      due = max(due, firedAt + (policy.level(at: current)?.wait ?? .zero))
    }
  }

  /// When the time of a rung that fires at `now` is over.
  ///
  /// It is counted from its scheduled time, so that lateness never adds up; only behind the last
  /// rung, where there is nobody else to call, people get the whole time.
  func end(of rung: Rung, scheduledAt: Instant, firedAt now: Instant) -> Instant {
    let wait = policy.level(at: rung)?.wait ?? .zero
    return (policy.rung(after: rung) == nil ? max(scheduledAt, now) : scheduledAt) + wait
  }
}
