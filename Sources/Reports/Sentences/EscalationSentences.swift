import DutyRoster
package import IncidentCore
package import Phrases
package import Timekeeping

/// Says in a sentence what happened to an escalation or a message, for reports and terminals alike.
package struct EscalationSentences {
  /// The language of the sentences.
  package let language: Language
  /// How a time is shown.
  package let time: (Instant) -> String
  /// How a message is called: who it is for, and which way it goes.
  package let message: (MessageKey) -> String
  /// Whether the providers' names of messages are told, which few readers want.
  package let tellsProviderIDs: Bool

  /// Sentences that show times and messages in that way.
  package init(
    language: Language,
    time: @escaping (Instant) -> String,
    message: @escaping (MessageKey) -> String,
    tellsProviderIDs: Bool = false
  ) {
    self.tellsProviderIDs = tellsProviderIDs
    self.language = language
    self.time = time
    self.message = message
  }

  /// The sentence for a fact; `nil` when it is about something else.
  package func sentence(_ fact: Fact) -> String? {
    escalationSentence(fact) ?? messageSentence(fact) ?? meansSentence(fact)
  }

  private func escalationSentence(_ fact: Fact) -> String? {
    switch fact {
    case .escalationArmed(_, let reason, step: _, let policy):
      text(
        EscalationPhrases.armed,
        ["policy": policy.name, "reason": PartPhrases.escalation(reason).text(language)]
      )
    case .escalationJoined(_, let reason, step: _):
      text(EscalationPhrases.joined, ["reason": PartPhrases.escalation(reason).text(language)])
    case .policyMissing(step: _, let policy):
      policy.map { text(EscalationPhrases.policyMissing, ["policy": $0]) }
        ?? text(EscalationPhrases.noPolicy)
    case .levelFired(_, let rung, let scheduledAt, let called):
      text(
        EscalationPhrases.fired,
        ["rung": name(rung), "names": names(called), "time": time(scheduledAt)]
      )
    case .levelSkipped(_, let rung, let scheduledAt, let cause):
      skipped(rung, scheduledAt, cause)
    case .escalationHastened: text(EscalationPhrases.hastened)
    case .escalationStopped(_, let end): text(EscalationPhrases.stopped(end))
    case .nobodyReached: text(EscalationPhrases.nobodyReached)
    case .acknowledgementExpired(let name):
      text(EscalationPhrases.acknowledgementExpired, ["name": name])
    case .callDeclined: text(EscalationPhrases.declined)
    case .answerCodeGiven(let person): text(EscalationPhrases.codeGiven, ["name": person])
    case .answerNoted(let person, let note):
      text(EscalationPhrases.noted(note), ["name": person])
    default: nil
    }
  }

  private func skipped(_ rung: Rung, _ scheduledAt: Instant, _ cause: LevelSkip) -> String {
    let arguments = ["rung": name(rung), "time": time(scheduledAt)]
    return switch cause {
    case .engineDown(let from?, let to):
      text(
        EscalationPhrases.skippedWhileDown,
        arguments.merging(["from": time(from), "to": time(to)]) { $1 }
      )
    case .engineDown(nil, let to):
      text(EscalationPhrases.skippedBefore, arguments.merging(["to": time(to)]) { $1 })
    case .tooLate: text(EscalationPhrases.skippedTooLate, arguments)
    case .nobody: text(EscalationPhrases.skippedForNobody, arguments)
    }
  }

  private func messageSentence(_ fact: Fact) -> String? {
    switch fact {
    case .noticeAddressed(step: _, notice: _, let called):
      called.isEmpty
        ? text(EscalationPhrases.noticeForNobody)
        : text(EscalationPhrases.noticeAddressed, ["names": names(called)])
    case .messageQueued(let queued):
      text(EscalationPhrases.queued, ["name": queued.name, "notifier": queued.notifier])
    case .messageAttempted(let key, let attempt, let isRepeat, let provider):
      attempted(key, attempt, isRepeat, provider)
    case .messagePassedOn(let key, attempt: _, let fault):
      about(EscalationPhrases.passedOn, key, ["fault": self.fault(fault)])
    case .messageUncertain(let key, attempt: _, let detail, let askAt):
      about(EscalationPhrases.uncertain, key, ["detail": detail, "time": time(askAt)])
    case .messageInquired(let key, attempt: _): about(EscalationPhrases.inquired, key)
    case .messageSent(let key, attempt: _, let providerID):
      (tellsProviderIDs ? providerID : nil).map { about(EscalationPhrases.sentAs, key, ["id": $0]) }
        ?? about(EscalationPhrases.sent, key)
    case .messageDeferred(let key, attempt: _, let fault, let until):
      about(
        EscalationPhrases.deferred,
        key,
        ["fault": self.fault(fault), "time": time(until)]
      )
    case .messageFailed(let key, attempt: _, let fault):
      about(EscalationPhrases.failed, key, ["fault": self.fault(fault)])
    case .messageUnknown(let key, attempt: _, let detail, let until):
      until.map {
        about(EscalationPhrases.unknownAgain, key, ["detail": detail, "time": time($0)])
      }
        ?? about(EscalationPhrases.unknown, key, ["detail": detail])
    case .messageHeld(let key, let until, let cause):
      about(EscalationPhrases.held(cause), key, ["time": time(until)])
    case .messageDelivered(let key): about(EscalationPhrases.delivered, key)
    case .messageUndelivered(let key, let detail):
      about(EscalationPhrases.undelivered, key, ["detail": detail])
    case .messagesSuperseded(let keys, let cause):
      text(EscalationPhrases.superseded(cause), ["n": String(keys.count)])
    default: nil
    }
  }

  private func attempted(
    _ key: MessageKey,
    _ attempt: Int,
    _ isRepeat: Bool,
    _ provider: String?
  ) -> String {
    let phrase =
      switch (isRepeat, provider) {
      case (false, nil): EscalationPhrases.attempted
      case (true, nil): EscalationPhrases.repeated
      case (false, _?): EscalationPhrases.attemptedBy
      case (true, _?): EscalationPhrases.repeatedBy
      }
    return about(phrase, key, ["attempt": String(attempt), "provider": provider ?? ""])
  }

  /// What happened to the means by which people are called.
  private func meansSentence(_ fact: Fact) -> String? {
    switch fact {
    case .budgetNoticed(let notice, targets: _):
      text(
        EscalationPhrases.budget(notice.level, notice.period),
        [
          "provider": notice.provider, "used": String(notice.used),
          "limit": String(notice.limit),
        ]
      )
    case .providerRefused(let provider, let detail, targets: _):
      text(EscalationPhrases.providerRefused, ["provider": provider, "detail": detail])
    case .clockJumped(let jump): jumped(jump)
    default: nil
    }
  }

  private func jumped(_ jump: ClockJump) -> String {
    let span = TimeSpan(milliseconds: (abs(jump.by.milliseconds) + 500) / 1000 * 1000)
    let phrase =
      switch (jump.kind, jump.by < .zero) {
      case (.suspended, _): EscalationPhrases.suspended
      case (.set, false): EscalationPhrases.setForward
      case (.set, true): EscalationPhrases.setBack
      }
    return text(phrase, ["host": jump.host, "span": DurationPhrases.text(span, language)])
  }

  private func fault(_ fault: SendFault) -> String {
    switch fault {
    case .exhausted(let detail): text(EscalationPhrases.exhausted, ["detail": detail])
    case .throttled(let detail): text(EscalationPhrases.throttled, ["detail": detail])
    case .temporary(let detail), .permanent(let detail), .unsendable(let detail): detail
    case .refused(let detail): text(EscalationPhrases.refused, ["detail": detail])
    }
  }

  private func name(_ rung: Rung) -> String {
    if rung.level == 0 { return text(EscalationPhrases.ahead) }
    return text(
      rung.round == 1 ? EscalationPhrases.level : EscalationPhrases.levelOfRound,
      ["level": String(rung.level), "round": String(rung.round)]
    )
  }

  private func names(_ called: [CalledResponder]) -> String {
    called.map {
      text(EscalationPhrases.called, ["name": $0.name, "rule": $0.chosenBy.text(language)])
    }
    .listed(language)
  }

  private func about(
    _ phrase: Phrase,
    _ key: MessageKey,
    _ arguments: [String: String] = [:]
  ) -> String {
    text(phrase, arguments.merging(["message": message(key)]) { $1 })
  }

  private func text(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    phrase.text(language, arguments)
  }
}
