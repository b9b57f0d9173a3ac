import Timekeeping

extension IncidentState {
  /// Takes in that the wall clock jumped: what waits for a length of time waits as long as before.
  ///
  /// Times of what has happened stay as they were written, except where a length of time is counted
  /// from them.
  mutating func shiftClocks(by span: TimeSpan) {
    for place in escalationRequests.indices {
      escalationRequests[place].at = escalationRequests[place].at + span
    }
    for place in noticeRequests.indices {
      noticeRequests[place].at = noticeRequests[place].at + span
    }
    for place in escalations.indices where escalations[place].isRunning {
      escalations[place].due = escalations[place].due + span
      escalations[place].firedAt = escalations[place].firedAt.map { $0 + span }
    }
    outbox.shift(by: span)
    for index in steps.indices where steps[index].isActive || steps[index].hasOpenAttempt {
      steps[index].shift(by: span)
    }
  }
}

extension StepRun {
  /// Puts what is counted from, or waited for, to the clock of now.
  fileprivate mutating func shift(by span: TimeSpan) {
    reachedAt = reachedAt.map { $0 + span }
    waitsUntil = waitsUntil.map { $0 + span }
    notBefore = notBefore.map { $0 + span }
    firstTryAt = firstTryAt.map { $0 + span }
    if let open = consent, open.isOpen {
      consent?.askedAt = open.askedAt + span
      consent?.expiresAt = open.expiresAt.map { $0 + span }
    }
    if let attempt = openAttempt {
      attempts[attempts.count - 1].startedAt = attempt.startedAt + span
      attempts[attempts.count - 1].stopAskedAt = attempt.stopAskedAt.map { $0 + span }
    }
  }
}
