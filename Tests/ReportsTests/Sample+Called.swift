import DutyRoster
import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

extension Sample {
  /// An automatic run that needs a person: the first does not answer, a provider fails, the clock is
  /// set, and the second takes it.
  static let called: Sample = {
    var sample = Sample("20261124-w7kd", calledGraph, at: "2026-11-24T03:02:10.000Z")
    let opening = Opening(
      title: "门户网站无法访问",
      runbook: "portal-down",
      graphSHA256: String(repeating: "7e", count: 32),
      mode: .automatic,
      isDrill: false,
      severity: .sev2,
      inputs: [],
      language: .chinese,
      version: "1.0.0"
    )
    sample.add(.incidentOpened(opening), by: "monitor")
    sample.arrive()
    sample.add(.stepReached(StepID("judge"), visit: 1))
    sample.add(.escalationRequested(StepID("judge"), .personNeeded))
    sample.add(
      .escalationArmed(
        escalation: 1,
        reason: .personNeeded,
        step: StepID("judge"),
        policy: EscalationPolicy(
          name: "portal",
          levels: [
            EscalationLevel(targets: [.schedule("on-site")], wait: .minutes(5)),
            EscalationLevel(targets: [.role("backup")], wait: .minutes(10)),
          ],
          repeats: 1
        )
      )
    )
    firstLevel(&sample)
    secondLevel(&sample)
    answer(&sample)
    return sample
  }()

  private static func firstLevel(_ sample: inout Sample) {
    let fired = sample.clock
    sample.add(
      .levelFired(
        escalation: 1,
        rung: Rung(round: 1, level: 1),
        scheduledAt: fired,
        called: [
          CalledResponder(person: "li-wei", name: "李薇", chosenBy: "schedule:on-site, day shift")
        ]
      )
    )
    let key = sample.queue("1.1.1.li-wei.0", "li-wei", "李薇", "sms", until: fired + .minutes(5))
    sample.attempt(key, 1, provider: "sms-main")
    sample.add(
      .budgetNoticed(
        notice: BudgetNotice(
          provider: "sms-main",
          period: .month,
          level: .warning,
          used: 4000,
          limit: 5000
        ),
        targets: ["person:zhao-min"]
      )
    )
    sample.pass(.seconds(2))
    sample.add(
      .messageDeferred(
        message: key,
        attempt: 1,
        fault: .temporary(detail: "503 busy"),
        until: sample.clock + .seconds(4)
      )
    )
    sample.add(
      .noticeAddressed(
        step: nil,
        notice: 1,
        called: [
          CalledResponder(person: "zhao-min", name: "赵敏", chosenBy: "person:zhao-min")
        ]
      )
    )
    sample.pass(.seconds(4))
    sample.attempt(key, 2, provider: "sms-main")
    sample.add(
      .messagePassedOn(message: key, attempt: 2, fault: .permanent(detail: "400 no route"))
    )
    sample.attempt(key, 3, provider: "sms-backup")
    sample.pass(.seconds(1))
    sample.add(.messageSent(message: key, attempt: 3, providerID: "b-77120"))
    sample.pass(.seconds(8))
    sample.add(.messageDelivered(message: key))
    sample.pass(.minutes(2))
    sample.pass(.minutes(60))
    sample.add(
      .clockJumped(
        jump: ClockJump(
          host: "ops-1",
          kind: .set,
          by: .minutes(60),
          bootID: "b",
          uptime: .minutes(9000)
        )
      )
    )
    sample.pass(.seconds(165))
  }

  private static func secondLevel(_ sample: inout Sample) {
    let fired = sample.clock
    sample.add(
      .levelFired(
        escalation: 1,
        rung: Rung(round: 1, level: 2),
        scheduledAt: fired,
        called: [
          CalledResponder(person: "wang-fang", name: "王芳", chosenBy: "role:backup"),
          CalledResponder(person: "ana", name: "Ana Souza", chosenBy: "role:backup"),
        ]
      )
    )
    let end = fired + .minutes(10)
    let wang = sample.queue("1.1.2.wang-fang.0", "wang-fang", "王芳", "voice", until: end)
    let ana = sample.queue("1.1.2.ana.0", "ana", "Ana Souza", "sms", until: end)
    sample.attempt(wang, 1)
    sample.add(.messageHeld(message: ana, until: fired + .seconds(10), cause: .rate))
    sample.pass(.seconds(10))
    sample.add(.messageHeld(message: ana, until: fired + .seconds(12), cause: .rate))
    sample.pass(.seconds(2))
    sample.attempt(ana, 1, provider: "sms-main")
    sample.pass(.seconds(1))
    sample.add(
      .messageUncertain(
        message: wang,
        attempt: 1,
        detail: "connection reset",
        askAt: sample.clock + .seconds(10)
      )
    )
    sample.add(.messageSent(message: ana, attempt: 1, providerID: "a-90125"))
    sample.pass(.seconds(10))
    sample.add(.messageInquired(message: wang, attempt: 1))
    sample.add(.messageSent(message: wang, attempt: 1, providerID: "v-31"))
  }

  private static func answer(_ sample: inout Sample) {
    sample.pass(.seconds(48))
    sample.add(.incidentAcknowledged, by: "王芳")
    sample.add(.escalationStopped(escalation: 1, end: .acknowledged))
    sample.pass(.minutes(3))
    sample.add(.penTaken(Actor(name: "王芳", terminal: "pts/3")), by: "王芳")
    sample.add(.verificationAnswered(StepID("judge"), isConfirmed: true), by: "王芳")
    sample.add(.stepDone(StepID("judge")))
    sample.add(.milestoneReached(.mitigated), by: "王芳")
    sample.add(.milestoneReached(.resolved), by: "王芳")
    sample.add(.runFinished(.completed, reason: nil))
  }

  /// Queues a message.
  private mutating func queue(
    _ key: String,
    _ person: String,
    _ name: String,
    _ notifier: String,
    until end: Instant
  ) -> MessageKey {
    let message = OutboxMessage(
      key: MessageKey(key),
      purpose: .page(escalation: 1, rung: Rung(round: 1, level: 1)),
      person: person,
      name: name,
      language: .chinese,
      notifier: notifier,
      urgency: .high,
      dueAt: clock,
      follows: nil,
      expiresAt: end
    )
    add(.messageQueued(message), sealed: ["address": "+8613800000000"])
    return message.key
  }

  private mutating func attempt(_ key: MessageKey, _ number: Int, provider: String? = nil) {
    add(
      .messageAttempted(message: key, attempt: number, isRepeat: false, provider: provider),
      sealed: ["text": "【SEV2】门户网站无法访问"]
    )
  }

  private static var calledGraph: StepGraph {
    var runbook = Runbook(mode: .authored, id: "portal-down", title: "门户网站无法访问")
    runbook.roles = [
      RoleDeclaration(name: "值班", members: ["王芳", "李薇"], position: Part.place)
    ]
    return Part.graph(
      runbook,
      [Part.node("1", Part.step("judge", "判断影响范围") { $0.verification = "门户能打开了吗？" })]
    )
  }
}
