public import DutyRoster
public import RunbookModel
public import Timekeeping

/// Something that happened, in the past tense.
///
/// Facts are never changed; a correction is a new one.
///
/// The coding key of each case is its name in the journal: never rename one, only add.
public indirect enum Fact: Codable, Hashable, Sendable {
  // MARK: The incident

  /// The incident was opened with a runbook. Sealed: `input.NAME` for each input.
  case incidentOpened(Opening)
  /// A person took the incident.
  case incidentAcknowledged
  /// The severity was set anew.
  case severityChanged(from: Severity?, to: Severity, reason: String?)
  /// A milestone was reached at the event's `occurredAt`.
  case milestoneReached(Milestone)
  /// Somebody wrote something down. Sealed: `text`.
  case noteAdded(step: StepID?)
  /// An earlier event was wrong or incomplete; it stays visible. Sealed: `text`.
  case eventCorrected(sequence: Int)
  /// A process began to carry the run.
  case hostArrived(ProcessIdentity, isResuming: Bool)
  /// The process that carried the run left it on purpose.
  case hostLeft
  /// A person at a terminal took the pen: from now on only they drive the run.
  case penTaken(Actor)
  /// Nobody holds the pen any more.
  case penReleased
  /// The run is over as soon as the commands that still run have ended; nothing else begins.
  case runEnding(RunOutcome, reason: String?)
  /// The run is over.
  case runFinished(RunOutcome, reason: String?)

  // MARK: Steps

  /// The run came to a step; `visit` counts from 1.
  case stepReached(StepID, visit: Int)
  /// The people and channels that the step names are to be told.
  case notificationRequested(StepID, targets: [String])
  /// The step waits until that time.
  case waitStarted(StepID, until: Instant)
  /// The wait is over.
  case waitEnded(StepID)
  /// Consent was asked for; `request` counts from 1 within the visit.
  case approvalRequested(StepID, request: Int, Approval, expiresAt: Instant?)
  /// The event's actor consented.
  case approvalGiven(StepID, request: Int)
  /// The event's actor refused.
  case approvalRejected(StepID, request: Int, reason: String?)
  /// Nobody decided in time; consent that comes later is refused.
  case approvalExpired(StepID, request: Int)
  /// A person, or the engine in an automatic run, let the step's commands start.
  case stepReleased(StepID)
  /// A command is about to start; the process exists and waits for the journal. Sealed:
  /// `variable.NAME` for each value that was asked for.
  case commandStarted(StepID, command: Int, attempt: Int, process: ProcessIdentity)
  /// A command is to be stopped.
  case commandStopRequested(StepID, attempt: Int, StopReason)
  /// A command has ended. Sealed: `stdout` when a decision needs it.
  case commandFinished(StepID, attempt: Int, CommandResult)
  /// A command's process is gone and nobody saw how it ended.
  case outcomeUnknown(StepID, attempt: Int)
  /// A person said what to make of an unknown outcome, or the engine did for a read-only command.
  case outcomeSettled(StepID, attempt: Int, Settlement)
  /// A failed command will be tried again, or a poll repeated, at that time.
  case retryScheduled(StepID, command: Int, at: Instant)
  /// A variable got a value. Sealed: `value`.
  case variableCaptured(StepID, name: String)
  /// A person asked for an offered command.
  case commandRequested(StepID, command: Int)
  /// A person said that the step is done.
  case stepConfirmed(StepID)
  /// A called runbook came to its `end`; its other steps do not apply.
  case callEnded(StepID)
  /// An item of the step's checklist was dealt with.
  case itemMarked(StepID, item: Int, ItemMark)
  /// A person answered the step's question.
  case verificationAnswered(StepID, isConfirmed: Bool)
  /// Something was put on file. Sealed: `text` for a text.
  case evidenceAttached(StepID?, Evidence)
  /// An answer of the decision was taken.
  case choiceMade(StepID, answer: String, target: Target)
  /// The step's deadline passed before it was finished.
  case deadlinePassed(StepID)
  /// More people are to be called.
  case escalationRequested(StepID?, EscalationReason)
  /// Everything that the step asks for was done.
  case stepDone(StepID)
  /// The step failed for good.
  case stepFailed(StepID, FailureReason)
  /// The step stands still until a person says what to do.
  case stepStopped(StepID, FailureReason)
  /// A person, or an expired approval, left the step out.
  case stepSkipped(StepID, reason: String)
  /// A failed step begins again on a person's word.
  case stepRetried(StepID)
  /// The run goes on at another step than the next one; later steps before it do not apply, and
  /// steps that are gone back to are pending again.
  case runMoved(from: StepID?, to: StepID, MoveReason)
  /// The rollbacks of the finished steps begin, the last step's first.
  case rollbackStarted(reason: String)

  // MARK: Escalation

  /// People are called by that policy, which is frozen, until somebody answers.
  case escalationArmed(
    escalation: Int,
    reason: EscalationReason,
    step: StepID?,
    policy: EscalationPolicy
  )
  /// A call for people that joins an escalation that is running.
  case escalationJoined(escalation: Int, reason: EscalationReason, step: StepID?)
  /// More people were asked for, and there is no such policy: nobody is called.
  case policyMissing(step: StepID?, policy: String?)
  /// A level had its turn, and those people are called.
  case levelFired(escalation: Int, rung: Rung, scheduledAt: Instant, called: [CalledResponder])
  /// A level was passed over.
  case levelSkipped(escalation: Int, rung: Rung, scheduledAt: Instant, cause: LevelSkip)
  /// No message of the last level could be sent, so the next one has its turn at once.
  case escalationHastened(escalation: Int)
  /// Nobody is called any more.
  case escalationStopped(escalation: Int, end: EscalationEnd)
  /// All levels had their turn and nobody answered.
  case nobodyReached(escalation: Int)
  /// Nothing happened for too long after that person took the incident.
  case acknowledgementExpired(by: String)
  /// A person who was called cannot take the incident.
  case callDeclined(escalation: Int)
  /// A person got a code to answer calls with. Sealed: `code`.
  case answerCodeGiven(person: String)
  /// A person answered, and it changed nothing.
  case answerNoted(person: String, note: AnswerNote)

  // MARK: Messages

  /// A message is to leave. Sealed: `address`.
  case messageQueued(OutboxMessage)
  /// A message is about to leave through `provider`, one of its notifier's. Sealed: `text`.
  case messageAttempted(
    message: MessageKey,
    attempt: Int,
    isRepeat: Bool,
    provider: String? = nil
  )
  /// The provider took a message; `providerID` is its name there. It may be an earlier attempt, of
  /// which nobody knew.
  case messageSent(message: MessageKey, attempt: Int, providerID: String?)
  /// A message will be tried again.
  case messageDeferred(message: MessageKey, attempt: Int, fault: SendFault, until: Instant)
  /// An attempt came to nothing, and the message with it unless it depends on another one; for the
  /// attempt 0 the message was given up without one more.
  case messageFailed(message: MessageKey, attempt: Int, fault: SendFault)
  /// Nobody knows whether a message was taken; it is tried again at `until`, marked as a repeat.
  case messageUnknown(message: MessageKey, attempt: Int, detail: String, until: Instant?)
  /// A provider could do nothing with a message; the next one of the group has its turn.
  case messagePassedOn(message: MessageKey, attempt: Int, fault: SendFault)
  /// Nobody knows whether a message was taken; its provider is asked at that time.
  case messageUncertain(message: MessageKey, attempt: Int, detail: String, askAt: Instant)
  /// The provider is being asked whether it took a message.
  case messageInquired(message: MessageKey, attempt: Int)
  /// A message is held back until that time, for that cause.
  case messageHeld(message: MessageKey, until: Instant, cause: HoldCause? = nil)
  /// The provider says that a message arrived.
  case messageDelivered(message: MessageKey)
  /// The provider says that a message did not arrive.
  case messageUndelivered(message: MessageKey, detail: String)
  /// The people who are to be told were looked up; `called` is empty when there is nobody.
  case noticeAddressed(step: StepID?, notice: Int, called: [CalledResponder])
  /// Messages need not leave any more.
  case messagesSuperseded(messages: [MessageKey], cause: SupersededCause)

  // MARK: The means

  /// A provider's budget is getting short; `targets` are to be told.
  case budgetNoticed(notice: BudgetNotice, targets: [String])
  /// A provider does not accept who we are; `targets` are to be told.
  case providerRefused(provider: String, detail: String, targets: [String])
  /// The clock of a machine was set, or the machine slept.
  case clockJumped(jump: ClockJump)
}

extension Fact {
  /// The names of facts in the journal.
  private enum CodingKeys: String, CodingKey {
    case incidentOpened = "incident.opened"
    case incidentAcknowledged = "incident.acknowledged"
    case severityChanged = "severity.changed"
    case milestoneReached = "milestone.reached"
    case noteAdded = "note.added"
    case eventCorrected = "event.corrected"
    case hostArrived = "host.arrived"
    case hostLeft = "host.left"
    case penTaken = "pen.taken"
    case penReleased = "pen.released"
    case runEnding = "run.ending"
    case runFinished = "run.finished"
    case stepReached = "step.reached"
    case notificationRequested = "notification.requested"
    case waitStarted = "wait.started"
    case waitEnded = "wait.ended"
    case approvalRequested = "approval.requested"
    case approvalGiven = "approval.given"
    case approvalRejected = "approval.rejected"
    case approvalExpired = "approval.expired"
    case stepReleased = "step.released"
    case commandStarted = "command.started"
    case commandStopRequested = "command.stop-requested"
    case commandFinished = "command.finished"
    case outcomeUnknown = "outcome.unknown"
    case outcomeSettled = "outcome.settled"
    case retryScheduled = "retry.scheduled"
    case variableCaptured = "variable.captured"
    case commandRequested = "command.requested"
    case stepConfirmed = "step.confirmed"
    case callEnded = "call.ended"
    case itemMarked = "item.marked"
    case verificationAnswered = "verification.answered"
    case evidenceAttached = "evidence.attached"
    case choiceMade = "choice.made"
    case deadlinePassed = "deadline.passed"
    case escalationRequested = "escalation.requested"
    case stepDone = "step.done"
    case stepFailed = "step.failed"
    case stepStopped = "step.stopped"
    case stepSkipped = "step.skipped"
    case stepRetried = "step.retried"
    case runMoved = "run.moved"
    case rollbackStarted = "rollback.started"
    case escalationArmed = "escalation.armed"
    case escalationJoined = "escalation.joined"
    case policyMissing = "policy.missing"
    case levelFired = "level.fired"
    case levelSkipped = "level.skipped"
    case escalationHastened = "escalation.hastened"
    case escalationStopped = "escalation.stopped"
    case nobodyReached = "nobody.reached"
    case acknowledgementExpired = "acknowledgement.expired"
    case callDeclined = "call.declined"
    case answerCodeGiven = "answer-code.given"
    case answerNoted = "answer.noted"
    case messageQueued = "message.queued"
    case messageAttempted = "message.attempted"
    case messageSent = "message.sent"
    case messageDeferred = "message.deferred"
    case messageFailed = "message.failed"
    case messageUnknown = "message.unknown"
    case messagePassedOn = "message.passed-on"
    case messageUncertain = "message.uncertain"
    case messageInquired = "message.inquired"
    case messageHeld = "message.held"
    case messageDelivered = "message.delivered"
    case messageUndelivered = "message.undelivered"
    case noticeAddressed = "notice.addressed"
    case messagesSuperseded = "messages.superseded"
    case budgetNoticed = "budget.noticed"
    case providerRefused = "provider.refused"
    case clockJumped = "clock.jumped"
  }

  /// The fact's name in the journal, such as `step.done`.
  public var kind: String { key.rawValue }

  private var key: CodingKeys {
    switch self {
    case .incidentOpened: .incidentOpened
    case .incidentAcknowledged: .incidentAcknowledged
    case .severityChanged: .severityChanged
    case .milestoneReached: .milestoneReached
    case .noteAdded: .noteAdded
    case .eventCorrected: .eventCorrected
    case .hostArrived: .hostArrived
    case .hostLeft: .hostLeft
    case .penTaken: .penTaken
    case .penReleased: .penReleased
    case .runEnding: .runEnding
    case .runFinished: .runFinished
    case .stepReached: .stepReached
    case .notificationRequested: .notificationRequested
    case .waitStarted: .waitStarted
    case .waitEnded: .waitEnded
    case .approvalRequested: .approvalRequested
    case .approvalGiven: .approvalGiven
    case .approvalRejected: .approvalRejected
    case .approvalExpired: .approvalExpired
    case .stepReleased: .stepReleased
    case .commandStarted: .commandStarted
    case .commandStopRequested: .commandStopRequested
    case .commandFinished: .commandFinished
    case .outcomeUnknown: .outcomeUnknown
    case .outcomeSettled: .outcomeSettled
    case .retryScheduled: .retryScheduled
    case .variableCaptured: .variableCaptured
    case .commandRequested: .commandRequested
    case .stepConfirmed: .stepConfirmed
    case .callEnded: .callEnded
    case .itemMarked: .itemMarked
    case .verificationAnswered: .verificationAnswered
    case .evidenceAttached: .evidenceAttached
    case .choiceMade: .choiceMade
    case .deadlinePassed: .deadlinePassed
    case .escalationRequested: .escalationRequested
    case .stepDone: .stepDone
    case .stepFailed: .stepFailed
    case .stepStopped: .stepStopped
    case .stepSkipped: .stepSkipped
    case .stepRetried: .stepRetried
    case .runMoved: .runMoved
    case .rollbackStarted: .rollbackStarted
    case .escalationArmed: .escalationArmed
    case .escalationJoined: .escalationJoined
    case .policyMissing: .policyMissing
    case .levelFired: .levelFired
    case .levelSkipped: .levelSkipped
    case .escalationHastened: .escalationHastened
    case .escalationStopped: .escalationStopped
    case .nobodyReached: .nobodyReached
    case .acknowledgementExpired: .acknowledgementExpired
    case .callDeclined: .callDeclined
    case .answerCodeGiven: .answerCodeGiven
    case .answerNoted: .answerNoted
    case .messageQueued: .messageQueued
    case .messageAttempted: .messageAttempted
    case .messageSent: .messageSent
    case .messageDeferred: .messageDeferred
    case .messageFailed: .messageFailed
    case .messageUnknown: .messageUnknown
    case .messagePassedOn: .messagePassedOn
    case .messageUncertain: .messageUncertain
    case .messageInquired: .messageInquired
    case .messageHeld: .messageHeld
    case .messageDelivered: .messageDelivered
    case .messageUndelivered: .messageUndelivered
    case .noticeAddressed: .noticeAddressed
    case .messagesSuperseded: .messagesSuperseded
    case .budgetNoticed: .budgetNoticed
    case .providerRefused: .providerRefused
    case .clockJumped: .clockJumped
    }
  }
}
