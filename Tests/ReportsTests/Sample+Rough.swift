import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

extension Sample {
  /// A drill in which nearly everything goes wrong that can.
  static let rough: Sample = {
    var sample = Sample("20261123-m3qx", roughGraph, at: "2026-11-23T14:31:07.000Z")
    let opening = Opening(
      title: "核心数据库主库故障切换",
      runbook: "db-failover",
      graphSHA256: String(repeating: "4b", count: 32),
      mode: .automatic,
      isDrill: true,
      severity: .sev3,
      inputs: ["DB_HOST", "CASE"],
      language: .chinese,
      version: "1.0.0"
    )
    sample.add(
      .incidentOpened(opening),
      by: "李薇",
      sealed: ["input.DB_HOST": "db-a.internal", "input.CASE": "YL-2026-11"]
    )
    sample.arrive()
    sample.pass(.seconds(75))
    sample.add(.incidentAcknowledged, by: "李薇")
    sample.add(.milestoneReached(.impactStarted), by: "李薇", ago: .minutes(11))
    sample.add(.severityChanged(from: .sev3, to: .sev2, reason: "缴费业务全部中断"), by: "李薇")
    confirm(&sample)
    approve(&sample)
    promote(&sample)
    point(&sample)
    cache(&sample)
    finish(&sample)
    return sample
  }()

  private static func confirm(_ sample: inout Sample) {
    let step = StepID("confirm")
    sample.add(.stepReached(step, visit: 1))
    let unmet: [Expectation] = [.contains("accepting connections")]
    for attempt in 1...4 {
      sample.run(
        "confirm",
        attempt: attempt,
        took: .seconds(5),
        attempt == 2 ? .signalled(15) : .exited(attempt == 4 ? 0 : 2),
        unmet: attempt == 4 ? [] : unmet,
        output: "db-a.internal:5432 - no response\n"
      )
      guard attempt < 4 else { break }
      sample.add(
        .retryScheduled(
          step,
          command: 0,
          at: sample.events[sample.events.count - 1].occurredAt + .seconds(15)
        )
      )
      sample.pass(.seconds(15))
    }
    sample.add(.variableCaptured(step, name: "LAG"), sealed: ["value": "12"])
    sample.pass(.seconds(20))
    sample.add(.deadlinePassed(step))
    sample.add(.escalationRequested(step, .deadline))
    sample.pass(.seconds(50))
    sample.add(.choiceMade(step, answer: "是，主库无响应", target: .step(StepID("promote"))), by: "李薇")
    sample.add(.stepDone(step))
  }

  private static func approve(_ sample: inout Sample) {
    let step = StepID("promote")
    let approval = Approval(
      count: 2,
      role: "dba",
      excludesRunner: true,
      within: .minutes(5),
      otherwise: .escalate
    )
    sample.add(.stepReached(step, visit: 1))
    let first = sample.events[sample.events.count - 1].occurredAt
    sample.add(
      .approvalRequested(step, request: 1, approval, expiresAt: first + .minutes(5))
    )
    sample.pass(.minutes(2))
    sample.add(.approvalGiven(step, request: 1), by: "陈国栋")
    sample.pass(.minutes(3))
    sample.add(.approvalExpired(step, request: 1))
    sample.add(.escalationRequested(step, .approvalExpired))
    sample.add(
      .approvalRequested(step, request: 2, approval, expiresAt: first + .minutes(10))
    )
    sample.pass(.seconds(35))
    sample.add(.approvalGiven(step, request: 2), by: "陈国栋")
    sample.pass(.seconds(25))
    sample.add(.approvalGiven(step, request: 2), by: "Ana Souza")
    sample.add(.stepReleased(step))
  }

  private static func promote(_ sample: inout Sample) {
    let step = StepID("promote")
    sample.start("promote", attempt: 5)
    sample.pass(.minutes(3))
    sample.add(.hostLeft)
    sample.pass(.seconds(40))
    sample.arrive(isResuming: true)
    sample.add(.outcomeUnknown(step, attempt: 5))
    sample.add(.escalationRequested(step, .outcomeUnknown))
    sample.pass(.seconds(90))
    sample.add(.penTaken(Actor(name: "李薇", terminal: "pts/3")), by: "李薇")
    sample.add(.outcomeSettled(step, attempt: 5, .done), by: "李薇")
    sample.add(
      .evidenceAttached(step, Evidence(kind: .text, bytes: 44)),
      by: "李薇",
      sealed: ["text": "pg_controldata 显示 db-b 已为主库"]
    )
    sample.add(.stepDone(step))
  }

  private static func point(_ sample: inout Sample) {
    let step = StepID("point")
    sample.add(.stepReached(StepID("switch"), visit: 1))
    sample.add(.stepReached(step, visit: 1))
    sample.start("point", attempt: 6)
    sample.pass(.minutes(2))
    sample.add(.commandStopRequested(step, attempt: 6, .timeout))
    sample.add(
      .commandFinished(
        step,
        attempt: 6,
        CommandResult(
          end: .signalled(9),
          unmet: [.exit([0])],
          duration: .minutes(2),
          outputBytes: 90_000,
          isTruncated: true
        )
      )
    )
    let lines = (1...60).map { "等待 DNS 生效 \($0)/60 \u{1B}[31mNXDOMAIN\u{1B}[0m" }
    sample.outputs[6] = AttemptOutput(text: lines.joined(separator: "\n"), isTruncated: true)
    sample.add(.stepStopped(step, .timedOut(attempt: 6)))
    sample.pass(.seconds(30))
    sample.add(.stepRetried(step), by: "李薇")
    sample.run(
      "point",
      attempt: 7,
      took: .seconds(14),
      .exited(1),
      unmet: [.exit([0]), .json(path: ".status", .equal, "ok")],
      output: "```\n<b>update refused</b>\n```\n"
    )
    sample.add(.stepFailed(step, .command(attempt: 7)))
    sample.add(
      .noteAdded(step: step),
      by: "王敏",
      ago: .minutes(4),
      visibility: .external,
      sealed: ["text": "用户端 22:41 起陆续恢复，先走备用域名"]
    )
    sample.add(.milestoneReached(.mitigated), by: "李薇", ago: .minutes(4))
  }

  private static func cache(_ sample: inout Sample) {
    let step = StepID("cache")
    sample.add(.runMoved(from: StepID("point"), to: step, .person), by: "李薇")
    sample.add(.stepReached(step, visit: 1))
    sample.pass(.seconds(8))
    sample.add(.stepSkipped(step, reason: "备用域名不走缓存"), by: "李薇")
    let correction = sample.events.count - 4
    sample.pass(.minutes(1))
    sample.add(
      .eventCorrected(sequence: correction),
      by: "王敏",
      visibility: .regulator,
      sealed: ["text": "恢复时间应为 22:43，以监控为准"]
    )
  }

  private static func finish(_ sample: inout Sample) {
    sample.add(.rollbackStarted(reason: "域名切换失败"), by: "李薇")
    sample.run("promote", command: 1, attempt: 8, took: .seconds(48), output: "server stopped\n")
    sample.pass(.seconds(5))
    sample.add(.runFinished(.aborted, reason: "演练结束，已回退"), by: "李薇")
    sample.add(.penReleased, by: "李薇")
  }

  private static var roughGraph: StepGraph {
    var runbook = Runbook(mode: .authored, id: "db-failover", title: "核心数据库主库故障切换")
    runbook.owner = "数据库组"
    runbook.roles = [
      RoleDeclaration(name: "指挥", members: ["李薇"], position: Part.place),
      RoleDeclaration(name: "dba", members: ["陈国栋", "Ana Souza"], position: Part.place),
    ]
    return Part.graph(
      runbook,
      [
        Part.node(
          "1",
          Part.step(
            "confirm",
            "确认主库故障",
            commands: [Part.command(.check, "pg_isready -h \"$DB_HOST\"")]
          ) { $0.deadline = .minutes(1) }
        ),
        Part.node(
          "2",
          Part.step(
            "promote",
            "提升备库为主库",
            commands: [
              Part.command(.run, "pg_ctl promote -D /var/lib/postgresql/data"),
              Part.command(.rollback, "pg_ctl stop -D /var/lib/postgresql/data -m fast"),
            ]
          )
        ),
        Part.node("3", Part.step("switch", "切换应用"), children: [3, 4]),
        Part.node(
          "3.1",
          Part.step(
            "point",
            "把域名指向新主库，并等待解析在各运营商线路上全部生效",
            commands: [Part.command(.run, "./dns point db.internal db-b.internal\n./dns wait")]
          ),
          parent: 2
        ),
        Part.node("3.2", Part.step("cache", "清理应用缓存"), parent: 2),
        Part.node("4", Part.step("report", "报告结果", items: ["电话报告值班领导"])),
      ]
    )
  }
}
