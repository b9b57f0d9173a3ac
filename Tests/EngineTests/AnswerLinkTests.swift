import Engine
import IncidentCore
import Ports
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
