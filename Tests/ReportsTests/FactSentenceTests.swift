import IncidentCore
import Phrases
import Reports
import RunbookModel
import Testing
import Timekeeping

struct FactSentenceTests {
  /// One fact of every kind.
  static let facts: [Fact] = {
    let step = StepID("look")
    let process = ProcessIdentity(pid: 7, startTicks: 1, bootID: "b", host: "h")
    let time = Instant(milliseconds: 1_800_000_000_000)
    return [
      .incidentAcknowledged, .severityChanged(from: nil, to: .sev1, reason: nil),
      .severityChanged(from: .sev2, to: .sev1, reason: "more users"),
      .milestoneReached(.resolved), .noteAdded(step: nil), .noteAdded(step: step),
      .eventCorrected(sequence: 1), .hostArrived(process, isResuming: true), .hostLeft,
      .penTaken(Actor(name: "secret-name")), .penReleased, .runEnding(.aborted, reason: "x"),
      .runEnding(.completed, reason: nil), .runFinished(.failed, reason: "x"),
      .stepReached(step, visit: 2), .notificationRequested(step, targets: ["a", "b"]),
      .waitStarted(step, until: time), .waitEnded(step),
      .approvalRequested(step, request: 1, Approval(role: "ic"), expiresAt: time),
      .approvalGiven(step, request: 1), .approvalRejected(step, request: 1, reason: "no"),
      .approvalExpired(step, request: 1), .stepReleased(step),
      .commandRequested(step, command: 0), .stepConfirmed(step), .callEnded(step),
      .commandStarted(step, command: 0, attempt: 1, process: process),
      .commandStopRequested(step, attempt: 1, .person),
      .commandFinished(
        step,
        attempt: 1,
        CommandResult(end: .notStarted("no sh"), unmet: [.matches("a+")], duration: .seconds(61))
      ),
      .outcomeUnknown(step, attempt: 1), .outcomeSettled(step, attempt: 1, .again),
      .retryScheduled(step, command: 0, at: time), .variableCaptured(step, name: "LAG"),
      .itemMarked(step, item: 9, .open), .verificationAnswered(step, isConfirmed: false),
      .evidenceAttached(nil, Evidence(kind: .text, bytes: 1)),
      .choiceMade(step, answer: "yes", target: .end), .deadlinePassed(step),
      .escalationRequested(nil, .person), .escalationRequested(step, .failure), .stepDone(step),
      .stepFailed(step, .noWayOn), .stepStopped(step, .person(reason: "x")),
      .stepSkipped(step, reason: "y"), .stepRetried(step),
      .runMoved(from: nil, to: step, .failure), .rollbackStarted(reason: "z"),
    ] + messageFacts + meansFacts
  }()

  /// What becomes of messages.
  private static let messageFacts: [Fact] = {
    let key = MessageKey("1.1.1.li.0")
    let time = Instant(milliseconds: 1_800_000_000_000)
    let fault = SendFault.exhausted(detail: "7/7")
    return [
      .messageAttempted(message: key, attempt: 1, isRepeat: false),
      .messageAttempted(message: key, attempt: 2, isRepeat: true),
      .messageAttempted(message: key, attempt: 1, isRepeat: false, provider: "main"),
      .messageAttempted(message: key, attempt: 2, isRepeat: true, provider: "main"),
      .messageSent(message: key, attempt: 1, providerID: "7"),
      .messageDeferred(message: key, attempt: 1, fault: fault, until: time),
      .messageFailed(message: key, attempt: 0, fault: fault),
      .messagePassedOn(message: key, attempt: 1, fault: fault),
      .messageUncertain(message: key, attempt: 1, detail: "7", askAt: time),
      .messageInquired(message: key, attempt: 1), .messageHeld(message: key, until: time),
    ] + HoldCause.allCases.map { .messageHeld(message: key, until: time, cause: $0) }
  }()

  /// What becomes of the means to call people.
  private static let meansFacts: [Fact] = {
    var facts: [Fact] = [
      .providerRefused(provider: "main", detail: "401", targets: []),
      .noticeAddressed(step: nil, notice: 1, called: []),
    ]
    for period in BudgetNotice.Period.allCases {
      for level in BudgetNotice.Level.allCases {
        let notice = BudgetNotice(
          provider: "main",
          period: period,
          level: level,
          used: 8,
          limit: 10
        )
        facts.append(.budgetNoticed(notice: notice, targets: []))
      }
    }
    for (kind, span) in [(ClockJump.Kind.set, 90), (.set, -90), (.suspended, 90)] {
      let jump = ClockJump(
        host: "h",
        kind: kind,
        by: .seconds(Int64(span)),
        bootID: "b",
        uptime: .zero
      )
      facts.append(.clockJumped(jump: jump))
    }
    return facts
  }()

  @Test(arguments: Language.allCases)
  func `every fact has a sentence with all its places filled`(_ language: Language) {
    let narrator = Narrator(record: Sample.smooth.record, settings: Part.settings(language))

    for fact in Self.facts {
      let sentence = narrator.sentence(event(fact))

      #expect(!sentence.isEmpty)
      #expect(!sentence.contains("{"), "\(sentence)")
      #expect(!sentence.contains("secret-name"), "a sentence names a person")
      let isChinese = sentence.unicodeScalars.contains { (0x4E00..<0xA000).contains($0.value) }
      #expect(isChinese == (language == .chinese), "\(sentence)")
    }
  }

  @Test func `a text that was erased is said to be erased`() {
    let narrator = Narrator(record: Sample.smooth.record, settings: Part.settings(.english))

    let sentence = narrator.sentence(event(.noteAdded(step: nil)))

    #expect(sentence == "Note: (erased)")
  }

  private func event(_ fact: Fact) -> Event {
    Event(
      incident: IncidentID("x"),
      sequence: 1,
      occurredAt: Instant(milliseconds: 0),
      recordedAt: Instant(milliseconds: 0),
      actor: .engine,
      source: .engine,
      fact: fact
    )
  }
}
