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
    let bare = try BareCurl(url: gateway.url + "/webhook", connections: 32)
    let bodies = (0..<count).map { number in
      Array(
        """
        {"id":"20261123-call/1.1.1.p\(number).0","to":"+8613800000000","validity":"600",\
        "text":"SEV1: The portal is down. Since: 03:12. Please: run “tocsin ack 20261123-call”."}
        """.utf8
      )
    }
    var round = 0
    return [
      Comparison(
        name: "call",
        work: "10,000 people called by one level, journalled",
        bare: "libcurl multi sending as many",
        limit: 2,
        rounds: 3,
        runOurs: {
          round += 1
          try await callAll(count, through: card, url, courier, round)
          try gateway.check()
        },
        runBare: {
          try bare.post(bodies)
          try gateway.check()
        }
      )
    ]
  }

  private func callAll(
    _ count: Int,
    through card: NotifierCard,
    _ url: String,
    _ courier: CurlCourier,
    _ round: Int
  ) async throws {
    let now: @Sendable () -> Instant = {
      Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    }
    let journal = try SQLiteJournal(
      path: folder.appending(path: "call-\(round).sqlite").path,
      clock: now,
      salt: { (0..<16).map { _ in UInt8.random(in: .min ... .max) } }
    )
    let id = try Self.openCall(journal, now)
    let notifier = Notifier(
      id: "sms",
      card: card,
      parameters: ["url": url],
      secrets: [:],
      address: nil
    )
    let board = NotifierBoard(
      providers: ["sms": [notifier]],
      world: NotifierBoard.World(
        courier: courier,
        now: now,
        nonce: { (0..<16).map { _ in UInt8.random(in: .min ... .max) } },
        random: { 0.5 },
        offsetMinutes: { _ in 0 }
      )
    )
    let engine = EscalationEngine(world: Self.desk(journal, board, count, now))
    async let end: Void = engine.run()
    var sent = 0
    var seen = 0
    while sent < count {
      try await Task.sleep(for: .milliseconds(20))
      let events = try journal.events(of: id, after: seen, limit: 50_000)
      seen += events.count
      for case .messageSent in events.map(\.fact) { sent += 1 }
    }
    await engine.stop()
    await end
    try journal.close()
  }

  private static func desk(
    _ journal: SQLiteJournal,
    _ board: NotifierBoard,
    _ count: Int,
    _ now: @escaping @Sendable () -> Instant
  ) -> EscalationDesk.World {
    let people = (0..<count).map { number in
      Responder(
        person: "p\(number)",
        name: "Person \(number)",
        chosenBy: "bench",
        language: .english,
        contacts: [Contact(notifier: "sms", address: "+8613800000000")]
      )
    }
    let policy = EscalationPolicy(
      name: "all",
      levels: [EscalationLevel(targets: [.team("all")], wait: .minutes(60))]
    )
    return EscalationDesk.World(
      journal: journal,
      leases: journal,
      clock: Clock(
        now: now,
        sleep: { until in
          try? await Task.sleep(for: .milliseconds(max(0, (until - now()).milliseconds)))
        }
      ),
      dutyBook: {
        DutyBook(policy: { _, _, _ in policy }, responders: { _, _, _ in people })
      },
      messengers: { board.messengers },
      holder: "bench",
      rank: 2,
      isDead: { _ in false }
    )
  }

  private static func openCall(
    _ journal: SQLiteJournal,
    _ now: @Sendable () -> Instant
  ) throws -> IncidentID {
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
      at: now()
    )
    try journal.append(decision.drafts, to: id, after: 0, agenda: .due(decision.agenda))
    return id
  }

  private static func card() throws -> NotifierCard {
    let path = "notifiers/sms-gateway.yaml"
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    guard let card = NotifierCard.read(bytes, fileName: "sms-gateway").card else {
      throw BareFault("call", reason: "\(path) cannot be read; run it from the repository")
    }
    return card
  }
}
