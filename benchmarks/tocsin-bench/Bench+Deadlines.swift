import BareBaselines
import Courier
import DutyRoster
import Engine
import Foundation
import IncidentCore
import JournalStore
import NotifierCards
import Phrases
import Ports
import RunbookModel
import Synchronization
import Timekeeping

extension Bench {
  /// When the answer to a message came, by its level.
  private struct Arrival {
    var incident: IncidentID
    var level: Int
    var at: Instant
  }

  private static let dueIncidents = 1000
  private static let levels = 10
  private static let wait = TimeSpan.seconds(2)

  /// How late messages leave whose levels are due: a thousand in each second of twenty, while
  /// 100,000 other incidents wait for theirs.
  ///
  /// Counted until the gateway has answered, which is later than the bytes left.
  func measureDeadlines() async throws -> [String] {
    let gateway = try FakeGateway(program: programs.appending(path: "fake-gateway"))
    let journal = try openJournal(try armedJournal())
    let first = Self.now + .seconds(8)
    try openDue(journal, first: first)
    let arrivals = Mutex<[Arrival]>([])
    let board = Self.board(try Self.card(), gateway.url + "/sms", CurlCourier())
    let left = Atomic(Self.dueIncidents * Self.levels)
    let (landed, landing) = AsyncStream.makeStream(of: Void.self)
    var messengers = board.messengers
    let send = messengers.send
    messengers.send = { delivery in
      let outcome = await send(delivery)
      if case .page(_, let rung) = delivery.message.purpose {
        let arrival = Arrival(incident: delivery.incident, level: rung.level, at: Self.now)
        arrivals.withLock { $0.append(arrival) }
      }
      if left.subtract(1, ordering: .relaxed).newValue == 0 { landing.finish() }
      return outcome
    }
    // What goes to a channel is not gathered, so that every level of every incident is a message.
    let channel = Responder(
      person: nil,
      name: "duty",
      chosenBy: "bench",
      language: .english,
      contacts: [Contact(notifier: "sms", address: "+8613800000000")]
    )
    let policy = EscalationPolicy(
      name: "ten",
      levels: (1...Self.levels).map { _ in
        EscalationLevel(targets: [.team("all")], wait: Self.wait)
      }
    )
    let engine = EscalationEngine(
      world: Self.desk(
        journal,
        messengers,
        people: [channel],
        policy: policy,
        holder: "deadlines"
      )
    )
    async let end: Void = engine.run()
    for await _ in landed {}
    await engine.stop()
    await end
    let late = try lateness(arrivals.withLock { $0 }, journal)
    try journal.close()
    try gateway.check()
    return lines(late)
  }

  /// Incidents with a step that is late at `first`, the next a millisecond later, and so on.
  private func openDue(_ journal: SQLiteJournal, first: Instant) throws {
    var late = Self.step("late")
    late.deadline = .minutes(5)
    let frame = StepGraph.Frame(
      id: "",
      path: "late.md",
      sha256: "",
      runbook: Runbook(mode: .authored, id: "late", title: "The portal is down"),
      bindings: [],
      caller: nil
    )
    let graph = StepGraph(
      frames: [frame],
      nodes: [StepGraph.Node(step: late, parent: nil, children: [], number: "1", frame: 0)]
    )
    let opening = Self.opening("The portal is down", try journal.keep(graph, sources: []))
    let pieces = try (0..<Self.dueIncidents).map { number in
      let id = Self.due(number)
      let decision = try IncidentState(id: id, graph: graph).decision(
        on: .open(opening, inputs: [:]),
        by: Actor(name: "li"),
        through: .commandLine,
        at: first + .minutes(-5) + TimeSpan(milliseconds: Int64(number))
      )
      return JournalPiece(decision.drafts, to: id, after: 0, agenda: .due(decision.agenda))
    }
    _ = try journal.append(pieces)
  }

  private static func due(_ number: Int) -> IncidentID { IncidentID("20261123-due\(number)") }

  /// How late each message was, by level.
  ///
  /// The first level is due with the step's deadline, the others when the journal says.
  private func lateness(
    _ arrivals: [Arrival],
    _ journal: SQLiteJournal
  ) throws -> [[Duration]] {
    var due: [IncidentID: [Int: Instant]] = [:]
    for number in 0..<Self.dueIncidents {
      let events = try journal.events(of: Self.due(number), after: 0, limit: 1000)
      for event in events {
        guard case .levelFired(_, let rung, let scheduledAt, _) = event.fact else { continue }
        due[event.incident, default: [:]][rung.level] = scheduledAt
      }
      if let reached = events.first(where: { $0.fact.kind == "step.reached" }) {
        due[Self.due(number), default: [:]][1] = reached.occurredAt + .minutes(5)
      }
    }
    var late = Array(repeating: [Duration](), count: Self.levels)
    for arrival in arrivals {
      guard let time = due[arrival.incident]?[arrival.level] else {
        throw BareFault("deadline", reason: "\(arrival) was not due")
      }
      late[arrival.level - 1].append(.milliseconds((arrival.at - time).milliseconds))
    }
    return late
  }

  private func lines(_ late: [[Duration]]) -> [String] {
    let all = late.flatMap { $0 }.sorted()
    let medians = late.map { Comparison.median(of: $0) }
    let drift = medians[Self.levels - 1] - medians[1]
    let work = "a level is due, its message was answered: a thousand a second for ten levels"
    return [
      Line.time("deadline", "\(work), median", all[all.count / 2], atMost: .milliseconds(20)),
      Line.time("deadline", "\(work), p99", all[all.count * 99 / 100], atMost: .milliseconds(100)),
      Line.time(
        "deadline",
        "how much later the tenth level is than the second, medians",
        max(drift, .zero),
        atMost: .milliseconds(5)
      ),
    ]
  }
}
