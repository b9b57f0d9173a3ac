import Engine
import Findings
import IncidentCore
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// What people do behind a link.
@Suite struct AnswerLinkTests {
  private static let key = "1.1.1.li.0"

  private func called(
    _ ladder: [[String]] = [["li"], ["wang"]],
    until second: Int64 = 10
  ) throws -> AnswerBench {
    var bench = try AnswerBench(ladder)
    try bench.calls.call()
    bench.calls.run(until: second)
    return bench
  }

  @Test func `looking changes nothing, however often`() async throws {
    let bench = try called()
    let before = bench.calls.events().count

    for _ in 0..<5 {
      let view = try await bench.answers.view(of: bench.token(Self.key))
      #expect(view?.standing == .open)
      #expect(view?.canTake == true)
    }

    #expect(bench.calls.events().count == before)
  }

  @Test func `the button takes the incident, and a second press changes nothing`() async throws {
    var bench = try called()
    let token = bench.token(Self.key)

    let first = try await bench.answers.answer(.mine, through: token)
    let second = try await bench.answers.answer(.mine, through: token)
    bench.calls.run(until: 3600)

    #expect(first?.standing == .yours)
    #expect(second?.standing == .yours)
    #expect(second?.canTake == false)
    #expect(bench.answered() == ["li took it by link"])
    #expect(bench.calls.sent.map(\.name) == ["Li"])
  }

  @Test func `who cannot hands it on and may still change their mind`() async throws {
    var bench = try called()
    let token = bench.token(Self.key)

    let declined = try await bench.answers.answer(.cannot, through: token)
    bench.calls.run(until: 20)
    let taken = try await bench.answers.answer(.mine, through: token)

    #expect(declined?.standing == .declined)
    #expect(declined?.canDecline == false)
    #expect(bench.calls.sent.map(\.name) == ["Li", "Wang"])
    #expect(taken?.standing == .yours)
    #expect(bench.answered() == ["li cannot", "li took it by link"])
  }

  @Test func `a link of a level that has passed can take and no longer hand on`() async throws {
    var bench = try called([["li"], ["wang"], ["zhao"]], until: 301)
    let token = bench.token(Self.key)

    let view = try await bench.answers.view(of: token)
    _ = try await bench.answers.answer(.cannot, through: token)
    bench.calls.run(until: 310)

    #expect(view?.isPassedOn == true)
    #expect(view?.canTake == true)
    #expect(view?.canDecline == false)
    #expect(view?.called == ["Li", "Wang"])
    #expect(bench.calls.sent.map(\.name) == ["Li", "Wang"])
    #expect(bench.answered() == ["li passed-on"])
  }

  @Test func `when somebody else took it meanwhile the page says who`() async throws {
    let bench = try called(until: 301)
    let token = bench.token(Self.key)
    _ = try await bench.answers.view(of: token)
    try bench.calls.act(.acknowledge, by: "wang")

    let view = try await bench.answers.answer(.mine, through: token)

    #expect(view?.standing == .taken(by: "Wang"))
    #expect(view?.canTake == false)
    #expect(bench.answered() == ["wang took it by command-line", "li already-taken"])
  }

  @Test func `a link to what is over says so`() async throws {
    let bench = try called()
    try bench.calls.act(.reach(.resolved, at: nil), by: "wang")

    let view = try await bench.answers.answer(.mine, through: bench.token(Self.key))

    #expect(view?.standing == .over)
    #expect(bench.answered() == ["li over"])
  }

  @Test func `an expired link shows how things stand and changes nothing`() async throws {
    let bench = try called()
    let token = bench.token(Self.key, for: .minutes(-2))

    let view = try await bench.answers.answer(.mine, through: token)

    #expect(view?.isExpired == true)
    #expect(view?.canTake == false)
    #expect(bench.answered() == [])
  }

  @Test func `a forged link is nothing`() async throws {
    let bench = try called()
    let good = bench.token(Self.key)
    let message = MessageReference(
      incident: IncidentID("a"),
      message: MessageKey(Self.key)
    )
    let other = AnswerLinks(base: "https://t.example", key: Array(repeating: 8, count: 32))
    var forged = [
      "", "a", "a/b", String(good.dropLast()), good + "A", "!" + good.dropFirst(),
      other.token(for: message, expiresAt: bench.calls.now + .minutes(60)),
      String(repeating: "A", count: 100_000),
    ]
    // Each letter changed by itself.
    let letters = Array(good)
    for place in letters.indices {
      var changed = letters
      changed[place] = changed[place] == "A" ? "B" : "A"
      forged.append(String(changed))
    }

    for token in forged {
      #expect(try await bench.answers.view(of: token) == nil)
      #expect(try await bench.answers.answer(.mine, through: token) == nil)
    }

    #expect(bench.answered() == [])
  }

  @Test(arguments: ["1.1.2.wang.0", "1.1.1.-sms.0", "gone"])
  func `a link to a message that called no person is nothing`(key: String) async throws {
    let bench = try called()

    #expect(try await bench.answers.answer(.mine, through: bench.token(key)) == nil)
    #expect(try await bench.answers.view(of: bench.token(key, in: "nowhere")) == nil)
    #expect(bench.answered() == [])
  }
}

/// What steps ask, answered behind a link.
@Suite struct LinkQuestionTests {
  private static let roles = ["dba": ["li", "wang"], "ic": ["zhao"]]
  private static let ladder = [["li", "wang"], ["zhao"]]

  /// A run whose only step asks, and a ladder that calls two for it, of whom nobody runs it.
  private func asked(
    _ reason: EscalationReason? = .personNeeded,
    roles: [String: [String]] = LinkQuestionTests.roles,
    with change: (inout Step) -> Void
  ) throws -> AnswerBench {
    var bench = try AnswerBench(Self.ladder, roles: roles)
    let notices = ["li", "wang"].compactMap { name in
      bench.calls.situation.content.withLock { $0.people["person:\(name)"]?.first }
    }
    bench.calls.situation.content.withLock { $0.people["role:dba"] = notices }
    _ = try bench.calls.opened(reason: reason, asking: change)
    bench.calls.run(until: 10)
    return bench
  }

  private func consent(
    _ count: Int = 1,
    notTheRunner: Bool = true,
    within: TimeSpan? = nil
  ) -> (inout Step) -> Void {
    {
      $0.approval = Approval(
        count: count,
        role: "dba",
        excludesRunner: notTheRunner,
        within: within
      )
      $0.isAutomatic = true
      $0.commands = [
        Command(
          role: .run,
          language: "sh",
          script: "true",
          interpreter: ["sh"],
          position: SourcePosition(line: 2, column: 1)
        )
      ]
    }
  }

  private func given(_ bench: AnswerBench) -> [String] {
    bench.calls.events().compactMap { event in
      switch event.fact {
      case .approvalGiven: "\(event.actor.name) approved by \(event.source.rawValue)"
      case .approvalRejected: "\(event.actor.name) rejected by \(event.source.rawValue)"
      case .verificationAnswered(_, let isConfirmed): "\(event.actor.name) said \(isConfirmed)"
      case .choiceMade(_, let answer, _): "\(event.actor.name) chose \(answer)"
      default: nil
      }
    }
  }

  @Test func `an approval is given behind the link, and looking gives none`() async throws {
    var bench = try asked(with: consent())
    let token = bench.token("1.1.1.li.0")

    let view = try #require(try await bench.answers.view(of: token))
    let question = try #require(view.questions.first)
    let before = given(bench)
    let after = try await bench.answers.choose(0, of: question.id, through: token)
    bench.calls.run(until: 3600)

    #expect(question.kind == .consent(given: 0, needed: 1))
    #expect(before == [])
    #expect(given(bench) == ["li approved by link"])
    #expect(after?.questions == [])
    #expect(after?.standing == .answered)
    #expect(bench.calls.sent.map(\.name) == ["Li", "Wang"])
  }

  @Test func `a rejection is one, and no second press is an answer`() async throws {
    let bench = try asked(with: consent())
    let token = bench.token("1.1.1.li.0")
    let id = try #require(try await bench.answers.view(of: token)?.questions.first?.id)

    _ = try await bench.answers.choose(1, of: id, through: token)
    _ = try await bench.answers.choose(0, of: id, through: token)

    #expect(given(bench) == ["li rejected by link"])
  }

  @Test func `two approvals need two people, whoever presses how often`() async throws {
    let bench = try asked(with: consent(2))
    let (li, wang) = (bench.token("1.1.1.li.0"), bench.token("1.1.1.wang.0"))
    let id = try #require(try await bench.answers.view(of: li)?.questions.first?.id)

    for _ in 0..<3 { _ = try await bench.answers.choose(0, of: id, through: li) }
    let between = try bench.state().steps[0].isApproved
    let seen = try await bench.answers.view(of: wang)?.questions.first?.kind
    _ = try await bench.answers.choose(0, of: id, through: wang)

    #expect(!between)
    #expect(seen == .consent(given: 1, needed: 2))
    #expect(given(bench) == ["li approved by link", "wang approved by link"])
    #expect(try bench.state().steps[0].isApproved)
  }

  @Test func `who has no role by the configuration is asked nothing and may nothing`()
    async throws
  {
    let bench = try asked(roles: ["dba": ["wang"]], with: consent())
    let (li, wang) = (bench.token("1.1.1.li.0"), bench.token("1.1.1.wang.0"))
    let id = try #require(try await bench.answers.view(of: wang)?.questions.first?.id)

    let view = try await bench.answers.view(of: li)
    _ = try await bench.answers.choose(0, of: id, through: li)

    #expect(view?.questions == [])
    #expect(view?.canTake == true)
    #expect(given(bench) == [])
  }

  @Test(arguments: [true, false])
  func `who runs the step may approve it only when the runbook lets them`(
    isLet: Bool
  ) async throws {
    let bench = try asked(with: consent(notTheRunner: !isLet))
    try bench.calls.act(.takePen, by: "Li")
    let token = bench.token("1.1.1.li.0")
    let other = bench.token("1.1.1.wang.0")
    let id = try #require(try await bench.answers.view(of: other)?.questions.first?.id)

    _ = try await bench.answers.choose(0, of: id, through: token)

    #expect(given(bench) == (isLet ? ["li approved by link"] : []))
  }

  @Test func `a role that nobody has is nobody's behind a link as well`() async throws {
    let bench = try asked(roles: ["dba": []], with: consent())

    let view = try await bench.answers.view(of: bench.token("1.1.1.li.0"))

    #expect(view?.questions == [])
  }

  @Test func `a page that was left open answers no later request`() async throws {
    var bench = try asked(with: consent(within: .minutes(2)))
    let token = bench.token("1.1.1.li.0")
    let first = try #require(try await bench.answers.view(of: token)?.questions.first?.id)
    bench.calls.run(until: 130)

    let second = try await bench.answers.view(of: token)?.questions.first?.id
    _ = try await bench.answers.choose(0, of: first, through: token)
    let between = given(bench)
    if let second { _ = try await bench.answers.choose(0, of: second, through: token) }

    #expect(second != nil && second != first)
    #expect(between == [])
    #expect(given(bench) == ["li approved by link"])
  }

  @Test(arguments: [-2, 60])
  func `an expired link consents to nothing`(minutes: Int64) async throws {
    let bench = try asked(with: consent())
    let good = bench.token("1.1.1.li.0")
    let id = try #require(try await bench.answers.view(of: good)?.questions.first?.id)

    let token = bench.token("1.1.1.li.0", for: .minutes(minutes))
    let view = try await bench.answers.view(of: token)
    _ = try await bench.answers.choose(0, of: id, through: token)

    #expect(view?.questions.isEmpty == (minutes < 0))
    #expect(given(bench).isEmpty == (minutes < 0))
  }

  @Test(arguments: [-1, 2, Int.max])
  func `an option that there is not answers nothing`(option: Int) async throws {
    let bench = try asked(with: consent())
    let token = bench.token("1.1.1.li.0")
    let id = try #require(try await bench.answers.view(of: token)?.questions.first?.id)

    let view = try await bench.answers.choose(option, of: id, through: token)

    #expect(view?.questions.map(\.id) == [id])
    #expect(given(bench) == [])
  }

  @Test func `the notice of an approval has a link that takes no incident`() async throws {
    var bench = try asked(nil, with: consent())
    let delivery = try #require(bench.calls.deliveries.first { $0.message.person == "li" })
    let link = try #require(AnswerBench.links.link(for: delivery))
    let token = String(link.split(separator: "/").last ?? "")

    let view = try #require(try await bench.answers.view(of: token))
    _ = try await bench.answers.answer(.mine, through: token)
    let before = bench.calls.kinds()
    let question = try #require(view.questions.first)
    let after = try await bench.answers.choose(0, of: question.id, through: token)
    bench.calls.run(until: 20)

    #expect(delivery.asksForConsent)
    #expect(view.standing == .told)
    #expect(!view.canTake && !view.canDecline)
    #expect(!before.contains("incident.acknowledged"))
    #expect(given(bench) == ["li approved by link"])
    #expect(after?.questions == [])
  }

  @Test func `yes or no and decisions are answered behind the link, unless somebody else drives`()
    async throws
  {
    for (kind, option, said) in [
      (StepQuestion.Kind.verification("Is it fenced?"), 1, "li said false"),
      (.choice(["Fence it", "Go on"]), 0, "li chose Fence it"),
    ] {
      let bench = try asked { step in
        switch kind {
        case .verification(let text): step.verification = text
        case .choice(let answers):
          step.choices = answers.map {
            Choice(answer: $0, target: .end, position: SourcePosition(line: 1, column: 1))
          }
        case .consent: break
        }
      }
      let token = bench.token("1.1.1.li.0")
      let question = try #require(try await bench.answers.view(of: token)?.questions.first)
      try bench.calls.act(.takePen, by: "zhao")
      let driven = try await bench.answers.choose(option, of: question.id, through: token)
      try bench.calls.act(.releasePen, by: "zhao")

      _ = try await bench.answers.choose(option, of: question.id, through: token)

      #expect(question.kind == kind)
      #expect(driven?.questions == [])
      #expect(given(bench) == [said])
    }
  }
}
