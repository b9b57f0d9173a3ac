public import RunbookModel
public import Timekeeping

/// What has become of one step in a run.
public struct StepRun: Hashable, Sendable {
  /// How a step came to its end.
  public enum End: Hashable, Sendable {
    /// Everything that it asks for was done.
    case done
    /// It failed for good.
    case failed(FailureReason)
    /// It was left out.
    case skipped(SkipReason)
    /// The run took a way that does not touch it.
    case notApplicable
  }

  /// Consent that was asked for.
  public struct Consent: Hashable, Sendable {
    /// Which request of the visit it is, from 1.
    public var request: Int
    /// When it was asked for.
    public var askedAt: Instant
    /// When it dies.
    public var expiresAt: Instant?
    /// Who said yes, in order.
    public var givenBy: [String] = []
    /// Whether it is still open.
    public var isOpen = true
    /// The number of the notice that tells who may give it.
    var notice: Int?
  }

  /// One start of a command.
  public struct Attempt: Hashable, Sendable {
    /// Its number in the incident, from 1.
    public var number: Int
    /// The index of the command in the step.
    public var command: Int
    /// The visit of the step in which it was started; in a later one its end leads to nothing.
    public var visit: Int
    /// When it was started.
    public var startedAt: Instant
    /// Its process.
    public var process: ProcessIdentity
    /// Why it is being stopped.
    public var stopping: StopReason?
    /// When that was asked for.
    public var stopAskedAt: Instant?
    /// How it ended.
    public var result: CommandResult?
    /// Whether its end was never seen.
    public var isUnknown = false
  }

  /// How often the run has come to it.
  public var visit = 0
  /// Whether the run is at it now.
  public var isActive = false
  /// When the run came to it last.
  public var reachedAt: Instant?
  /// When it ended.
  public var endedAt: Instant?
  /// How it ended.
  public var end: End?
  /// Why it stands still until a person says what to do.
  public var stopped: FailureReason?
  /// Whether its deadline has passed.
  public var isLate = false
  /// Whether it has called for more people in this visit because it takes long.
  public var hasEscalated = false
  /// Whether it has called for a person whom it cannot do without, who has not come yet.
  public var hasCalledForPerson = false
  /// Until when it waits before anything else.
  public var waitsUntil: Instant?
  /// Whether that wait is over.
  public var hasWaited = false
  /// The latest consent that was asked for.
  public var consent: Consent?
  /// Whether everybody needed has consented.
  public var isApproved = false
  /// Whether its commands may start.
  public var isReleased = false
  /// The index of the next command among those that run in order.
  public var nextCommand = 0
  /// When the next attempt may start.
  public var notBefore: Instant?
  /// How many attempts the next command has had in this visit.
  public var tries = 0
  /// When the first of those attempts started.
  public var firstTryAt: Instant?
  /// The offered command that a person asked for.
  public var requestedOffer: Int?
  /// All attempts, of all visits.
  public var attempts: [Attempt] = []
  /// How the items were marked in this visit.
  public var marks: [Int: ItemMark] = [:]
  /// Whether the question was answered with yes.
  public var isVerified = false
  /// What was put on file in this visit.
  public var evidence: [Evidence] = []
  /// Whether a person confirmed that it is done.
  public var isConfirmed = false
  /// Whether its sub-steps have begun.
  public var hasBegunSubsteps = false
  /// The exit code of its last run or check in this visit.
  public var lastExit: Int?
  /// The trimmed standard output of its last run or check, when a decision needs it.
  public var lastOutput: String?
  /// The answer that was taken.
  public var choice: Choice?
  /// How often its backward links were taken.
  public var backwardCount = 0

  /// A step that the run has not come to.
  public init() {}

  /// The attempt that has neither ended nor been given up.
  public var openAttempt: Attempt? { hasOpenAttempt ? attempts.last : nil }

  /// Whether there is an ``openAttempt``; all steps are asked at every move, so nothing is copied.
  var hasOpenAttempt: Bool {
    guard let last = attempts.indices.last else { return false }
    switch attempts[last].result {
    case nil: return true
    case .some: return false
    }
  }

  /// Begins a new visit; attempts and the count of backward links stay.
  mutating func enter(visit: Int, at now: Instant) {
    var fresh = StepRun()
    fresh.attempts = attempts
    fresh.backwardCount = backwardCount
    fresh.visit = visit
    fresh.isActive = true
    fresh.reachedAt = now
    self = fresh
  }

  mutating func finish(_ end: End, at now: Instant) {
    self.end = end
    endedAt = now
    isActive = false
    stopped = nil
    waitsUntil = nil
    notBefore = nil
    consent?.isOpen = false
  }
}
