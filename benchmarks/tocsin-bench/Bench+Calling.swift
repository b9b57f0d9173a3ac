import BareBaselines
import Courier
import DutyRoster
import Engine
import Findings
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
  /// 10,000 people called by one level: decided, journalled, sent and journalled again, against bare
  /// libcurl multi sending as many bodies of the same size to the same gateway.
  func callingRows() throws -> [Comparison] {
    let gateway = try FakeGateway(program: programs.appending(path: "fake-gateway"))
    let url = gateway.url + "/sms"
    let count = 10_000
    let card = try Self.card()
    let courier = CurlCourier()
    let bare = try BareCurl(url: url, connections: 32)
    let bodies = (0..<count).map { number in
      Array(
        """
        {"id":"\(String(repeating: "0", count: 32 - "\(number)".count))\(number)",\
        "text":"[SEV1] The portal is down. Because: a person is needed. Since: 03:12. \
        Please: run \\"tocsin ack 20261123-call\\" to take it.","to":"+8613800000000",\
        "validity":3599}
        """.utf8
      )
    }
    let people = (0..<count).map { number in
      Responder(
        person: "p\(number)",
        name: "Person \(number)",
        chosenBy: "bench",
        language: .english,
        contacts: [Contact(notifier: "sms", address: "+8613800000000")]
      )
    }
    // What waits for the call is there before it, like the other side's handles.
    let rounds = 3
    let calls = try (0...rounds).map { number in
      let journal = try openJournal("call-\(number)")
      return (journal: journal, incident: try Self.openCall(journal))
    }
    var next = calls.makeIterator()
    return [
      Comparison(
        name: "call",
        work: "10,000 people called by one level, journalled",
        bare: "libcurl multi sending as many",
        limit: 2,
        rounds: rounds,
        runOurs: {
          guard let (journal, id) = next.next() else { return }
          try await Self.call(people, for: id, in: journal, Self.board(card, url, courier))
          try gateway.check()
        },
        runBare: {
          try bare.post(bodies)
          try gateway.check()
        }
      )
    ]
  }

  private static func call(
    _ people: [Responder],
    for id: IncidentID,
    in journal: SQLiteJournal,
    _ board: NotifierBoard
  ) async throws {
    let left = Atomic(people.count)
    let (landed, landing) = AsyncStream.makeStream(of: Void.self)
    var messengers = board.messengers
    let send = messengers.send
    messengers.send = { delivery in
      let outcome = await send(delivery)
      if left.subtract(1, ordering: .relaxed).newValue == 0 { landing.finish() }
      return outcome
    }
    let engine = EscalationEngine(
      world: desk(
        journal,
        messengers,
        people: people,
        policy: EscalationPolicy(
          name: "all",
          levels: [EscalationLevel(targets: [.team("all")], wait: .minutes(60))]
        ),
        holder: "bench"
      )
    )
    async let end: Void = engine.run()
    for await _ in landed {}
    await engine.stop()
    await end
    // What came of each message is written down when the engine has ended.
    let events = try journal.query("SELECT max(sequence) FROM events WHERE incident = '\(id)'")
    guard let last = events.first.flatMap({ Int($0) }), last >= 3 * people.count else {
      throw BareFault("call", reason: "\(events) events")
    }
  }

  static func board(
    _ card: NotifierCard,
    _ url: String,
    _ courier: CurlCourier
  ) -> NotifierBoard {
    let notifier = Notifier(
      id: "sms",
      card: card,
      parameters: ["url": url],
      secrets: [:],
      address: nil
    )
    return NotifierBoard(
      providers: ["sms": [notifier]],
      world: NotifierBoard.World(
        courier: courier,
        now: { Self.now },
        nonce: { Self.salt() },
        random: { 0.5 },
        offsetMinutes: { _ in 0 }
      )
    )
  }

  static func desk(
    _ journal: SQLiteJournal,
    _ messengers: Messengers,
    people: [Responder],
    policy: EscalationPolicy,
    holder: String
  ) -> EscalationDesk.World {
    EscalationDesk.World(
      journal: journal,
      leases: journal,
      clock: Self.clock,
      dutyBook: {
        DutyBook(policy: { _, _, _ in policy }, responders: { _, _, _ in people })
      },
      messengers: { messengers },
      holder: holder,
      rank: 2,
      isDead: { _ in true }
    )
  }

  private static func openCall(_ journal: SQLiteJournal) throws -> IncidentID {
    let id = IncidentID("20261123-call")
    var step = Step(
      id: StepID("look"),
      anchor: "look",
      title: "Look at the portal",
      position: SourcePosition(line: 1, column: 1)
    )
    step.verification = "Does it answer?"
    let frame = StepGraph.Frame(
      id: "",
      path: "call.md",
      sha256: "",
      runbook: Runbook(mode: .authored, id: "call", title: "The portal is down"),
      bindings: [],
      caller: nil
    )
    let graph = StepGraph(
      frames: [frame],
      nodes: [StepGraph.Node(step: step, parent: nil, children: [], number: "1", frame: 0)]
    )
    let opening = Opening(
      title: "The portal is down",
      runbook: "call",
      graphSHA256: try journal.keep(graph, sources: []),
      mode: .automatic,
      isDrill: false,
      severity: .sev1,
      inputs: [],
      language: .english,
      version: "bench"
    )
    let decision = try IncidentState(id: id, graph: graph).decision(
      on: .open(opening, inputs: [:]),
      by: Actor(name: "li"),
      through: .commandLine,
      at: now
    )
    try journal.append(decision.drafts, to: id, after: 0, agenda: .due(decision.agenda))
    return id
  }

  static func card() throws -> NotifierCard {
    let path = "notifiers/sms-gateway.yaml"
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    guard let card = NotifierCard.read(bytes, fileName: "sms-gateway").card else {
      throw BareFault("call", reason: "\(path) cannot be read; run it from the repository")
    }
    return card
  }
}
