import DutyRoster
import Engine
import IncidentCore
import Phrases
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// Several desks on one journal, and a journal that fails.
@Suite struct DeskTests {
  private let policy = EscalationPolicy(
    name: "default",
    levels: [EscalationLevel(targets: [.person("li")], wait: .minutes(30))]
  )
  private let people: [String: [Responder]] = ["person:li": [.person("li")]]

  @Test func `what came of a message is written down by the desk that was relieved meanwhile`()
    throws
  {
    var bench = CallBench(policy, people: people)
    let leases = FakeLeases()
    var relieved = bench.anotherDesk("run", leases: leases, rank: 1)
    var service = bench.anotherDesk("service", leases: leases, rank: 2)
    try bench.call()
    let delivery = try #require(relieved.round(at: bench.now).first)

    let taken = service.round(at: bench.now)
    bench.now = bench.now + .seconds(3)
    #expect(relieved.round(at: bench.now).isEmpty)
    relieved.returned(.sent(providerID: "7"), from: delivery, at: bench.now)
    #expect(relieved.round(at: bench.now).isEmpty)
    bench.desk = service
    bench.run(until: 600)

    #expect(relieved.standing == .standby(holder: "service"))
    #expect(taken.isEmpty)
    #expect(bench.sent.isEmpty, "\(bench.sent)")
    #expect(bench.kinds().filter { $0 == "message.sent" }.count == 1)
    #expect(!bench.kinds().contains("message.unknown"))
  }

  @Test func `of two desks one works, and the other takes over when its process is gone`() throws {
    var bench = CallBench(
      EscalationPolicy(
        name: "default",
        levels: [
          EscalationLevel(targets: [.person("li")], wait: .seconds(5)),
          EscalationLevel(targets: [.person("wang")], wait: .minutes(30)),
        ]
      ),
      people: ["person:li": [.person("li")], "person:wang": [.person("wang")]]
    )
    let leases = FakeLeases()
    var first = bench.anotherDesk("first", leases: leases)
    bench.desk = bench.anotherDesk("second", leases: leases)
    _ = first.round(at: bench.now)
    bench.run(until: 1)
    #expect(bench.desk.standing == .standby(holder: "first"))
    try bench.call()
    let delivery = try #require(first.round(at: bench.now).first)
    first.returned(.sent(providerID: nil), from: delivery, at: bench.now)
    #expect(first.round(at: bench.now).isEmpty)

    bench.situation.content.withLock { $0.dead = ["first"] }
    bench.run(until: 60)

    #expect(bench.desk.standing == .active)
    #expect(bench.sent.map(\.description) == ["6s wang sms"])
  }

  @Test func `a desk that hangs longer than its lease is relieved, and finds itself standing by`()
    throws
  {
    var bench = CallBench(policy, people: people)
    let leases = FakeLeases()
    var first = bench.anotherDesk("first", leases: leases)
    var second = bench.anotherDesk("second", leases: leases)
    try bench.call()
    let delivery = try #require(first.round(at: bench.now).first)
    #expect(second.round(at: bench.now).isEmpty)

    bench.now = bench.now + .seconds(7)
    #expect(second.round(at: bench.now).isEmpty)
    first.returned(.sent(providerID: nil), from: delivery, at: bench.now)
    #expect(first.round(at: bench.now).isEmpty)

    #expect(second.standing == .active)
    #expect(first.standing == .standby(holder: "second"))
    #expect(bench.kinds().last == "message.sent")
  }

  @Test(arguments: [1, 2])
  func `a journal that fails for a moment makes no message leave twice`(failing: Int) throws {
    var bench = CallBench(policy, people: people)
    let trouble = JournalTrouble()
    bench.desk = bench.anotherDesk("first", journal: trouble.journal(bench.journal))
    trouble.fail(.append, failing)

    try bench.call()
    bench.run(until: 300)

    #expect(bench.sent.map { "\($0.name) \($0.attempt)" } == ["li 1"])
    #expect(bench.kinds().last == "message.sent")
    #expect(bench.desk.standing == .active)
  }

  @Test func `many messages of one incident are decided on in parts and leave at once`() throws {
    let names = (0..<20).map { "p\($0)" }
    var bench = CallBench(
      EscalationPolicy(
        name: "default",
        levels: [EscalationLevel(targets: [.team("all")], wait: .minutes(30))]
      ),
      people: ["team:all": names.map { .person($0) }]
    )
    bench.desk = bench.anotherDesk("first", pace: EscalationDesk.Pace(messages: 3))
    bench.holdsBack = true

    try bench.call()
    let first = bench.desk.round(at: bench.now)
    for delivery in first { bench.underway.append(delivery) }
    bench.run(until: 1)

    #expect(first.count == 3)
    #expect(bench.sent.map(\.second) == Array(repeating: 0, count: 17))
    #expect(Set(bench.sent.map(\.name) + first.map(\.message.name)) == Set(names))
  }

  @Test func `a desk that takes over very many incidents begins with what is due`() throws {
    // What goes to a channel is not gathered, so that every message is one.
    let channel = Responder(
      person: nil,
      name: "#ops",
      chosenBy: "test",
      language: .english,
      contacts: [Contact(notifier: "chat", address: "ops")]
    )
    var bench = CallBench(policy, people: ["person:li": [channel]])
    bench.holdsBack = true
    for number in 0..<50 { try bench.call("i\(number)") }
    bench.run(until: 1)
    try bench.call("new")

    bench.desk = bench.anotherDesk("next", pace: EscalationDesk.Pace(batch: 4))
    let first = bench.desk.round(at: bench.now)
    bench.run(until: 3)

    #expect(first.count == 4)
    #expect(first.first?.incident == IncidentID("new"))
    let repeats = bench.sent.filter(\.isRepeat).count + first.filter(\.isRepeat).count
    #expect(repeats == 50)
  }
}

/// Leases as a database would keep them.
private final class FakeLeases: Leases {
  private struct Row {
    var holder: String
    var rank: Int
    var renewed: Instant
    var until: Instant
  }

  private let row = Mutex<Row?>(nil)

  func lease(_ request: LeaseRequest) throws(JournalFault) -> LeaseAnswer {
    row.withLock { row in
      if let row, row.holder != request.holder, row.until > request.now, row.rank >= request.rank {
        return .held(by: row.holder, until: row.until)
      }
      let before = row
      row = Row(
        holder: request.holder,
        rank: request.rank,
        renewed: request.now,
        until: request.now + request.length
      )
      guard let before, before.holder != request.holder else {
        return .granted(fence: 0, previous: nil)
      }
      return .granted(
        fence: 0,
        previous: LeaseAnswer.Previous(
          holder: before.holder,
          lastSeen: before.renewed,
          gaveBack: before.until == Instant(milliseconds: 0)
        )
      )
    }
  }

  func giveBack(_: String, holder: String, at now: Instant) throws(JournalFault) {
    row.withLock { row in
      guard row?.holder == holder else { return }
      row?.until = Instant(milliseconds: 0)
      row?.renewed = now
    }
  }
}
