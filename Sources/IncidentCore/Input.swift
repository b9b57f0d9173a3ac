public import DutyRoster
public import RunbookModel
public import Timekeeping

/// Something that happened outside and that the core is asked to decide on.
public enum Input: Hashable, Sendable {
  // MARK: From the host

  /// The incident begins. Values of the inputs by name.
  case open(Opening, inputs: [String: String])
  /// A process begins to carry the run, for the first time or again.
  case arrive(ProcessIdentity)
  /// The process leaves the run to a later one.
  case leave
  /// A process for the command stands at the gate. `variables` were asked for.
  case prepared(step: Int, command: Int, ProcessIdentity, variables: [String: String])
  /// No process could be made for the command.
  case notPrepared(step: Int, command: Int, ProcessIdentity, message: String)
  /// A command ended; `stdout` is its whole trimmed standard output, as far as it was kept.
  ///
  /// `at` is when it ended, for one whose end nobody saw.
  case ended(attempt: Int, CommandResult, stdout: String, at: Instant? = nil)
  /// A command's process is gone and left no word.
  case lost(attempt: Int)
  /// A time that ``IncidentState/deadlines()`` named has come.
  case timePassed(Deadline)

  // MARK: From the engine

  /// The policy for the first of ``IncidentState/escalationRequests``; `nil` when there is none.
  case arm(EscalationPolicy?)
  /// The turn of a rung has come; the people it stands for now. `idleSince` is when an engine last
  /// ran, if it did not all the time.
  case fire(DueRung, [Responder], idleSince: Instant?)
  /// The people whom the notice of that number is for.
  case address(notice: Int, [Responder])
  /// Messages are about to leave, or their providers to be asked about them.
  case attempt([MessageKey: Departure])
  /// What came of attempts to send.
  case attemptsEnded([AttemptEnd])
  /// Messages have to wait.
  case hold([MessageKey: Hold])
  /// Messages that no provider takes.
  case giveUp([MessageKey: SendFault])
  /// Messages whose content another message to the same person has.
  case bundle([MessageKey])
  /// The provider told whether a message arrived.
  case receipt(MessageKey, isDelivered: Bool, detail: String)
  /// Codes to answer with, by person, for those who have none yet.
  case giveCodes([String: String])
  /// A person answered, and it cannot change anything.
  case answeredInVain(person: String, AnswerNote)
  /// The time of ``IncidentState/acknowledgementExpiry`` has come.
  case expireAcknowledgement
  /// A provider's budget is getting short; those targets are to be told.
  case noticeBudget(BudgetNotice, targets: [String])
  /// A provider does not accept who we are; those targets are to be told.
  case noticeRefusal(provider: String, detail: String, targets: [String])
  /// The clock of a machine jumped.
  case clockJumped(ClockJump)

  // MARK: From the one who drives

  /// Takes the pen from whoever holds it.
  case takePen
  /// Lays the pen down.
  case releasePen
  /// Lets the step's commands start.
  case release(StepID)
  /// Asks for an offered command.
  case runOffered(StepID, command: Int)
  /// Marks an item of the checklist.
  case mark(StepID, item: Int, ItemMark)
  /// Answers the step's question.
  case verify(StepID, isConfirmed: Bool)
  /// Puts something on file; `text` for a text.
  case attach(StepID?, Evidence, text: String?)
  /// Takes an answer of the decision.
  case choose(StepID, answer: String)
  /// Says that the step is done.
  case confirm(StepID)
  /// Lets a failed step, or a stopped rollback, try again.
  case retry(StepID)
  /// Leaves the step out.
  case skip(StepID, reason: String)
  /// Says that a failed step is done all the same.
  case overrule(StepID, reason: String)
  /// Says what to make of an unknown outcome.
  case settle(StepID, Settlement)
  /// Stops the running command.
  case stopCommand(StepID)
  /// Goes on at another step.
  case jump(to: StepID)
  /// Ends the run, after undoing what was changed when `rollingBack`.
  case abort(reason: String, rollingBack: Bool)

  // MARK: From anybody

  /// Consents to what the step asks for.
  case approve(StepID)
  /// Refuses what the step asks for.
  case reject(StepID, reason: String?)
  /// Takes the incident.
  case acknowledge
  /// Answers a call.
  case answer(CallAnswer)
  /// Notes a milestone, now or at an earlier time.
  case reach(Milestone, at: Instant?)
  /// Sets the severity.
  case setSeverity(Severity, reason: String?)
  /// Writes something down that happened now or earlier.
  case note(String, step: StepID?, at: Instant?)
  /// Corrects an earlier event.
  case correct(sequence: Int, text: String)
  /// Calls more people; `seen` is ``IncidentState/levelsFired`` as the person saw it, so that an
  /// outdated wish is refused.
  case escalate(StepID?, seen: Int?)
  /// Sends a message anew that came to nothing.
  case sendAgain(MessageKey)
}

/// How a message leaves.
public struct Departure: Hashable, Sendable {
  /// Its text as the journal keeps it.
  public var text: String
  /// The provider that carries it; `nil` when its notifier is one.
  public var provider: String?

  /// `text` through `provider`.
  public init(text: String, provider: String? = nil) {
    self.text = text
    self.provider = provider
  }
}

/// Until when a message has to wait, and why.
public struct Hold: Hashable, Sendable {
  /// Until when.
  public var until: Instant
  /// Why.
  public var cause: HoldCause

  /// A hold until then for that cause.
  public init(until: Instant, cause: HoldCause) {
    self.until = until
    self.cause = cause
  }
}

/// A time at which the core wants to be asked again.
public struct Deadline: Hashable, Comparable, Sendable {
  /// What the time is for.
  public enum Purpose: Hashable, Sendable {
    /// The end of a step's wait.
    case wait(StepID)
    /// The death of a request for consent.
    case approval(StepID, request: Int)
    /// The end of a command's time.
    case timeout(StepID, attempt: Int)
    /// The end of a poll's time.
    case polling(StepID, command: Int)
    /// The end of a step's time.
    case step(StepID)
    /// The time at which a step calls for more people.
    case escalation(StepID)
  }

  /// When.
  public var at: Instant
  /// What for.
  public var purpose: Purpose

  /// Whether only the process that carries the run can do what is due then.
  ///
  /// Nobody else stops a command, or knows whether it has ended.
  public var isForHost: Bool { if case .timeout = purpose { true } else { false } }

  /// A time and what it is for.
  public init(at: Instant, purpose: Purpose) {
    self.at = at
    self.purpose = purpose
  }

  /// Whether `left` comes first.
  public static func < (left: Deadline, right: Deadline) -> Bool { left.at < right.at }
}

/// What the host has to do now, computed from the state alone.
public enum Effect: Hashable, Sendable {
  /// Make the process for that command of that step.
  case start(step: Int, command: Int)
  /// Stop the process of that attempt.
  case stop(attempt: Int)
}
