public import IncidentCore
public import RunbookModel
public import Timekeeping

/// One line of a timeline: an event as a reader sees it.
public struct TimelineEntry: Sendable {
  /// A further fact about an event that its sentence leaves out.
  public struct Detail: Hashable, Sendable {
    /// A stable name in English, such as `process`.
    public var name: String
    /// The value as text.
    public var value: String
  }

  /// The event's number in the incident.
  public var sequence: Int
  /// When it happened.
  public var occurredAt: Instant
  /// When it was written down.
  public var recordedAt: Instant
  /// Who did it.
  public var actor: Actor
  /// The roles that the actor has in the runbook; empty for the engine and for unknown people.
  public var roles: [String]
  /// Through which door it came in.
  public var source: EventSource
  /// Who may read it.
  public var visibility: Visibility
  /// The fact's name in the journal, such as `step.done`.
  public var kind: String
  /// What happened, as a sentence without an end mark.
  public var sentence: String
  /// The step it is about.
  public var step: StepID?
  /// The step's number as a reader sees it, such as `2.1`.
  public var stepNumber: String?
  /// The step's title.
  public var stepTitle: String?
  /// What the sentence leaves out.
  public var details: [Detail]
  /// The numbers of the events that correct this one.
  public var correctedBy: [Int]
  /// The number of the event that this one corrects.
  public var corrects: Int?
  /// The attempts that this line stands for, when repeated ones were collapsed; else 0.
  public var collapsedAttempts = 0
  /// The numbers of the events that were collapsed into this line.
  public var collapsedEvents: [Int] = []

  /// How much later than it happened it was written down.
  public var delay: TimeSpan { recordedAt - occurredAt }

  /// Whether it was written down more than a minute after it happened.
  public var isBackdated: Bool { delay > .minutes(1) }
}

extension Fact {
  /// The step that the fact is about.
  var step: StepID? {
    switch self {
    case .incidentOpened, .incidentAcknowledged, .severityChanged, .milestoneReached,
      .eventCorrected, .hostArrived, .hostLeft, .penTaken, .penReleased, .runEnding,
      .runFinished,
      .rollbackStarted, .levelFired, .levelSkipped, .escalationHastened, .escalationStopped,
      .nobodyReached, .acknowledgementExpired, .callDeclined, .answerCodeGiven, .answerNoted,
      .messageAttempted, .messageSent, .messageDeferred, .messageFailed, .messageUnknown,
      .messageHeld, .messageDelivered, .messageUndelivered, .messagesSuperseded,
      .messagePassedOn, .messageUncertain, .messageInquired, .budgetNoticed, .providerRefused,
      .clockJumped:
      nil
    case .messageQueued(let message): message.purpose.step
    case .escalationArmed(_, _, let step, _), .escalationJoined(_, _, let step),
      .policyMissing(let step, _), .noticeAddressed(let step, _, _):
      step
    case .noteAdded(let step), .evidenceAttached(let step, _), .escalationRequested(let step, _):
      step
    case .stepReached(let step, _), .notificationRequested(let step, _), .waitStarted(let step, _),
      .waitEnded(let step), .approvalRequested(let step, _, _, _), .approvalGiven(let step, _),
      .approvalRejected(let step, _, _), .approvalExpired(let step, _), .stepReleased(let step),
      .commandRequested(let step, _), .stepConfirmed(let step), .callEnded(let step),
      .commandStarted(let step, _, _, _), .commandStopRequested(let step, _, _),
      .commandFinished(let step, _, _), .outcomeUnknown(let step, _),
      .outcomeSettled(let step, _, _), .retryScheduled(let step, _, _),
      .variableCaptured(let step, _), .itemMarked(let step, _, _),
      .verificationAnswered(let step, _), .choiceMade(let step, _, _), .deadlinePassed(let step),
      .stepDone(let step), .stepFailed(let step, _), .stepStopped(let step, _),
      .stepSkipped(let step, _), .stepRetried(let step), .runMoved(_, let step, _):
      step
    }
  }
}

extension OutboxMessage.Purpose {
  /// The step that the message is about.
  fileprivate var step: StepID? {
    if case .notice(let step, notice: _) = self { step } else { nil }
  }
}
