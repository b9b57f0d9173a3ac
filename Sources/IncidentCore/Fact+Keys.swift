// The compiler calls parts without a label _0, _1, …, and the keys must have the same names.
// swift-format-ignore-file: NoLeadingUnderscores

/// The names of a fact's parts in the journal: never rename one, only add.
///
/// Parts that have a label in Swift have the same one in the journal.
extension Fact {
  enum IncidentOpenedCodingKeys: String, CodingKey {
    case _0 = "opening"
  }

  enum MilestoneReachedCodingKeys: String, CodingKey {
    case _0 = "milestone"
  }

  enum HostArrivedCodingKeys: String, CodingKey {
    case _0 = "process"
    case isResuming
  }

  enum PenTakenCodingKeys: String, CodingKey {
    case _0 = "actor"
  }

  enum RunEndingCodingKeys: String, CodingKey {
    case _0 = "outcome"
    case reason
  }

  enum RunFinishedCodingKeys: String, CodingKey {
    case _0 = "outcome"
    case reason
  }

  enum StepReachedCodingKeys: String, CodingKey {
    case _0 = "step"
    case visit
  }

  enum NotificationRequestedCodingKeys: String, CodingKey {
    case _0 = "step"
    case targets
  }

  enum WaitStartedCodingKeys: String, CodingKey {
    case _0 = "step"
    case until
  }

  enum WaitEndedCodingKeys: String, CodingKey {
    case _0 = "step"
  }

  enum ApprovalRequestedCodingKeys: String, CodingKey {
    case _0 = "step"
    case request
    case _2 = "approval"
    case expiresAt
  }

  enum ApprovalGivenCodingKeys: String, CodingKey {
    case _0 = "step"
    case request
  }

  enum ApprovalRejectedCodingKeys: String, CodingKey {
    case _0 = "step"
    case request
    case reason
  }

  enum ApprovalExpiredCodingKeys: String, CodingKey {
    case _0 = "step"
    case request
  }

  enum StepReleasedCodingKeys: String, CodingKey {
    case _0 = "step"
  }

  enum CommandStartedCodingKeys: String, CodingKey {
    case _0 = "step"
    case command
    case attempt
    case process
  }

  enum CommandStopRequestedCodingKeys: String, CodingKey {
    case _0 = "step"
    case attempt
    case _2 = "reason"
  }

  enum CommandFinishedCodingKeys: String, CodingKey {
    case _0 = "step"
    case attempt
    case _2 = "result"
  }

  enum OutcomeUnknownCodingKeys: String, CodingKey {
    case _0 = "step"
    case attempt
  }

  enum OutcomeSettledCodingKeys: String, CodingKey {
    case _0 = "step"
    case attempt
    case _2 = "settlement"
  }

  enum RetryScheduledCodingKeys: String, CodingKey {
    case _0 = "step"
    case command
    case at
  }

  enum VariableCapturedCodingKeys: String, CodingKey {
    case _0 = "step"
    case name
  }

  enum CommandRequestedCodingKeys: String, CodingKey {
    case _0 = "step"
    case command
  }

  enum StepConfirmedCodingKeys: String, CodingKey {
    case _0 = "step"
  }

  enum CallEndedCodingKeys: String, CodingKey {
    case _0 = "step"
  }

  enum ItemMarkedCodingKeys: String, CodingKey {
    case _0 = "step"
    case item
    case _2 = "mark"
  }

  enum VerificationAnsweredCodingKeys: String, CodingKey {
    case _0 = "step"
    case isConfirmed
  }

  enum EvidenceAttachedCodingKeys: String, CodingKey {
    case _0 = "step"
    case _1 = "evidence"
  }

  enum ChoiceMadeCodingKeys: String, CodingKey {
    case _0 = "step"
    case answer
    case target
  }

  enum DeadlinePassedCodingKeys: String, CodingKey {
    case _0 = "step"
  }

  enum EscalationRequestedCodingKeys: String, CodingKey {
    case _0 = "step"
    case _1 = "reason"
  }

  enum StepDoneCodingKeys: String, CodingKey {
    case _0 = "step"
  }

  enum StepFailedCodingKeys: String, CodingKey {
    case _0 = "step"
    case _1 = "reason"
  }

  enum StepStoppedCodingKeys: String, CodingKey {
    case _0 = "step"
    case _1 = "reason"
  }

  enum StepSkippedCodingKeys: String, CodingKey {
    case _0 = "step"
    case reason
  }

  enum StepRetriedCodingKeys: String, CodingKey {
    case _0 = "step"
  }

  enum MessageQueuedCodingKeys: String, CodingKey {
    case _0 = "message"
  }

  enum RunMovedCodingKeys: String, CodingKey {
    case from
    case to
    case _2 = "reason"
  }
}

extension CommandResult.End {
  enum ExitedCodingKeys: String, CodingKey {
    case _0 = "code"
  }

  enum SignalledCodingKeys: String, CodingKey {
    case _0 = "signal"
  }

  enum NotStartedCodingKeys: String, CodingKey {
    case _0 = "reason"
  }
}
