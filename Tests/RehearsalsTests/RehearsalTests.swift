import IncidentCore
import Phrases
import Rehearsals
import RunbookModel
import SimulatedWorld
import Testing
import Timekeeping

@Suite struct RehearsalTests {
  @Test func `without a scenario somebody comes, and it is done`() throws {
    let rehearsed = try Desk.play(Desk.plan)

    #expect(rehearsed.state.outcome == .completed)
    #expect(rehearsed.firstHuman?.name == "ann")
    let offset = try #require(rehearsed.firstHuman).at - Desk.start
    #expect((TimeSpan.seconds(60)...TimeSpan.seconds(122)).contains(offset))
    #expect(rehearsed.called.map(\.name) == ["Ann"])
  }

  @Test func `the same seed gives the same report to the byte, and another another`() throws {
    let one = try Desk.play(Desk.plan, seed: 7).json(.english)

    #expect(try Desk.play(Desk.plan, seed: 7).json(.english) == one)
    #expect(try Desk.play(Desk.plan, seed: 8).json(.english) != one)
  }

  @Test func `who does not answer is followed by the next`() throws {
    let rehearsed = try Desk.play(Desk.plan, "people: { ann: never, bob: answers after 3m }")

    let human = try #require(rehearsed.firstHuman)
    #expect(human.name == "bob")
    #expect((TimeSpan.minutes(8)...TimeSpan.seconds(482)).contains(human.at - Desk.start))
  }

  @Test func `when nobody answers all are called and it never ends`() throws {
    let rehearsed = try Desk.play(Desk.plan, "people: { others: never }")

    #expect(rehearsed.state.outcome == nil)
    #expect(rehearsed.isQuiet)
    #expect(rehearsed.called.map(\.name) == ["Ann", "Bob", "Cid"])
    #expect(rehearsed.text(.english, columns: 100).contains("never over: since"))
  }

  @Test func `who is on leave is not called`() throws {
    let rehearsed = try Desk.play(Desk.plan, "people: { ann: on leave }")

    #expect(rehearsed.called.map(\.name) == ["Bob"])
  }

  @Test(arguments: ["cid", "Cid"])
  func `a failed check takes the other way, and consent comes from the role by id or name`(
    member: String
  ) throws {
    let plan = Desk.plan.replacing("lead: [cid]", with: "lead: [\(member)]")
    let rehearsed = try Desk.play(plan, "steps: { is-it-well: fails }")

    #expect(rehearsed.state.outcome == .completed)
    #expect(rehearsed.telephoned == [])
    let approvers = rehearsed.events.compactMap { event in
      if case .approvalGiven = event.fact { event.actor.name } else { nil }
    }
    #expect(approvers == ["cid"])
  }

  @Test func `a refusal stops the step, and the run waits`() throws {
    let rehearsed = try Desk.play(
      Desk.plan,
      """
      people: { cid: rejects }
      steps: { is-it-well: fails }
      until: 4h
      """
    )

    #expect(rehearsed.state.outcome == nil)
    #expect(rehearsed.events.contains { $0.fact.kind == "approval.rejected" })
  }

  @Test func `a command fails as often as it is told`() throws {
    let rehearsed = try Desk.play(
      Desk.plan,
      """
      steps:
        is-it-well: exit 3
        mend-it: [fails, succeeds after 1m]
      """
    )

    let ends = rehearsed.events.compactMap { event -> CommandResult.End? in
      if case .commandFinished(StepID("mend-it"), _, let result) = event.fact {
        result.end
      } else {
        nil
      }
    }
    #expect(ends == [.exited(1), .exited(0)])
    #expect(rehearsed.state.outcome == .completed)
  }

  @Test func `a command that hangs is stopped at its time limit`() throws {
    let rehearsed = try Desk.play(
      Desk.plan,
      "steps: { is-it-well: fails, mend-it: [hangs, succeeds] }"
    )

    #expect(
      rehearsed.events.contains { event in
        if case .commandStopRequested(StepID("mend-it"), _, .timeout) = event.fact {
          true
        } else {
          false
        }
      }
    )
    #expect(rehearsed.state.outcome == .completed)
  }

  @Test(arguments: [
    ("down for 2m", "message.deferred"), ("fails for 2m", "message.deferred"),
    ("times out for 2m", "message.unknown"), ("slow 3s", "message.sent"),
  ])
  func `a notifier fails as it is told, and the engine does what it does`(
    fault: String,
    kind: String
  ) throws {
    let rehearsed = try Desk.play(Desk.plan, "notifiers: { main: \(fault) }")

    #expect(rehearsed.events.contains { $0.fact.kind == kind })
    #expect(rehearsed.state.outcome == .completed)
  }

  @Test func `a gateway that lies is noticed by nobody, so the next level is called`() throws {
    let rehearsed = try Desk.play(Desk.plan, "notifiers: { main: loses messages for 4m }")

    #expect(rehearsed.firstHuman?.name == "bob")
  }

  @Test func `without a configuration the one who rehearses runs it`() throws {
    let rehearsed = try Desk.play(
      Desk.plan,
      "steps: { is-it-well: fails }",
      configuration: nil
    )

    #expect(rehearsed.firstHuman?.name == "me")
    #expect(rehearsed.telephoned == ["cid"])
    #expect(rehearsed.state.outcome == .completed)
    #expect(rehearsed.called == [])
  }

  @Test func `twelve hours cost little`() throws {
    let rehearsed = try Desk.play(Desk.plan, "people: { others: never }\nuntil: 12h")

    #expect(rehearsed.figures.wakeUps < 300)
  }

  @Test func `the answer no goes the way of no`() throws {
    let rehearsed = try Desk.play(
      Desk.plan,
      """
      steps: { say-so: { answer: ["no", done], works: 10m } }
      until: 2h
      """
    )

    #expect(
      rehearsed.events.contains { event in
        if case .verificationAnswered(StepID("say-so"), isConfirmed: false) = event.fact {
          true
        } else {
          false
        }
      }
    )
  }
}

@Suite struct ExpectationTests {
  private func verdicts(_ expectations: [String], _ rest: String = "") throws -> [Bool] {
    let list = expectations.map { "  - \($0)\n" }.joined()
    return try Desk.play(Desk.plan, "\(rest)\nexpect:\n\(list)").judgements(.english).map(\.isMet)
  }

  private static let late = "people: { ann: never, bob: answers after 3m }"

  @Test(arguments: [
    "a human within 9m", "9m 内有人响应", "bob answers within 9m", "Bob 在 9m 内响应",
    "bob called within 5m", "bob 在 6m 内被呼叫", "bob called by level 2", "bob 不晚于第 2 级被呼叫",
    "lead not called", "不呼叫 role:lead", "nobody called after acknowledgement", "响应后不再呼叫",
    "resolved within 30m", "30m 内解决", "ends completed", "以完成结束", "ends completed within 1h",
    "ends within 1h", "step say-so done", "步骤 say-so 完成", "step Say so done within 30m",
    "步骤 say-so 在 30m 内完成", "step mend-it not reached", "步骤 mend-it 未到达",
    "step 3 not late", "nothing late", "没有步骤超时限", "at most 1 calls to bob",
    "呼叫任何人不超过 1 次",
  ])
  func `an expectation is met`(text: String) throws {
    #expect(try verdicts([text], Self.late) == [true])
  }

  @Test(arguments: [
    "a human within 7m", "bob answers within 7m", "ann answers within 1h", "lead called within 1d",
    "bob called by level 1", "bob not called", "nobody reached", "无人响应", "ends failed",
    "以失败结束", "not over", "仍未结束", "resolved within 8m", "step mend-it done",
    "step say-so not reached", "step say-so late", "at most 0 calls to anybody",
  ])
  func `an expectation is missed`(text: String) throws {
    #expect(try verdicts([text], Self.late) == [false])
  }

  @Test func `what nobody came to is expected too`() throws {
    #expect(
      try verdicts(
        ["nobody reached", "not over", "lead called by level 3"],
        "people: { others: never }"
      ) == [true, true, true]
    )
  }

  @Test func `a report for continuous integration tells what was missed`() throws {
    let rehearsed = try Desk.play(
      Desk.plan,
      "expect: [a human within 10s, \"step mend-it not reached\"]"
    )

    let junit = rehearsed.junit(.english, file: "s.yaml")

    #expect(junit.contains("tests=\"2\" failures=\"1\""))
    #expect(junit.contains("name=\"a human within 10s\" file=\"s.yaml\" line=\"1\""))
    #expect(junit.contains("<failure message=\"after 1 min"))
  }
}
