import DutyRoster
import Engine
import Findings
import IncidentCore
import Phrases
import Ports
import RunbookModel
import Synchronization
import Timekeeping

/// A desk with a journal in memory, people and messengers that do as they are told, and time that
/// goes on when it is told to.
struct CallBench {
  /// A message as it left.
  struct Sent: Hashable, CustomStringConvertible {
    var second: Int64
    var name: String
    var notifier: String
    var attempt = 1
    var isRepeat = false
    var others: [String] = []
    /// The provider, when it is not the notifier.
    var provider: String?
    var isInquiry = false
    var topic: NoticeTopic?

    var description: String {
      "\(second)s \(name) \(provider ?? notifier)"
        + (isInquiry ? " ?" : "")
        + (attempt > 1 ? " #\(attempt)" : "") + (isRepeat && !isInquiry ? " repeat" : "")
        + (others.isEmpty ? "" : " +\(others.count)")
    }
  }

  /// What a test may change while time goes on.
  final class Situation: Sendable {
    struct Content {
      var policies: [String: EscalationPolicy] = [:]
      var people: [String: [Responder]] = [:]
      var outcome: @Sendable (Delivery, Instant) -> SendOutcome = { _, _ in .sent(providerID: nil) }
      /// Who carries the messages of a notifier; itself when it is not named.
      var providers: [String: [Messengers.Provider]] = [:]
      var overseers: [EscalationTarget] = []
      var asked: [Instant] = []
      /// The desks whose process is gone.
      var dead: Set<String> = []
      /// Numbers for codes, each other than the last.
      var chance: UInt64?
      /// The notifiers to which people can reply.
      var answerable: Set<String> = []
      /// People and policies of a configuration, instead of those above.
      var book: DutyBook?
    }

    let content = Mutex(Content())
  }

  static let start = Instant(milliseconds: 1_790_000_000_000)

  let situation = Situation()
  let journal: InMemoryJournal
  let time = Shared(Self.start)
  /// How long the machine has been up; `nil` when nobody can tell.
  let uptime = Shared<Uptime?>(nil)
  var desk: EscalationDesk
  var sent: [Sent] = []
  /// All that left, as the desk handed it out.
  var deliveries: [Delivery] = []
  /// Messages that left and have not come back.
  var underway: [Delivery] = []
  var holdsBack = false
  var clockOffset = TimeSpan.zero

  var now: Instant {
    get { time.value }
    nonmutating set { time.value = newValue }
  }

  init(_ policy: EscalationPolicy?, people: [String: [Responder]] = [:]) {
    let time = time
    journal = InMemoryJournal(clock: { time.value })
    let situation = situation
    situation.content.withLock { content in
      if let policy { content.policies["default"] = policy }
      content.people = people
    }
    desk = Self.desk(journal, situation, time, uptime, holder: "first")
  }

  static func desk(
    _ journal: any Journal,
    _ situation: Situation,
    _ time: Shared<Instant>,
    _ uptime: Shared<Uptime?> = Shared(nil),
    holder: String,
    leases: (any Leases)? = nil,
    rank: Int = 1,
    pace: EscalationDesk.Pace = EscalationDesk.Pace()
  ) -> EscalationDesk {
    EscalationDesk(
      world: EscalationDesk.World(
        journal: journal,
        leases: leases,
        clock: Clock(now: { time.value }, sleep: { _ in }, uptime: { uptime.value }),
        dutyBook: {
          if let book = situation.content.withLock(\.book) { return book }
          return DutyBook(
            policy: { name, _, _ in
              situation.content.withLock { $0.policies[name ?? "default"] }
            },
            responders: { targets, _, at in
              situation.content.withLock { content in
                content.asked.append(at)
                var found: [Responder] = []
                for target in targets {
                  for person in content.people[target.description] ?? []
                  where !found.contains(person) {
                    found.append(person)
                  }
                }
                return found
              }
            }
          )
        },
        messengers: {
          Messengers(
            text: { "\($0.title)" },
            send: { _ in .sent(providerID: nil) },
            providers: { name, address in
              let found = situation.content.withLock { $0.providers[name] }
              return (found ?? [Messengers.Provider(id: name)]).map { provider in
                var provider = provider
                for place in provider.limits.indices where provider.limits[place].key == "address" {
                  provider.limits[place].key = address
                }
                return provider
              }
            },
            lost: { _, now in .unknown(detail: "lost", resendAt: now) },
            takesReplies: { name in situation.content.withLock { $0.answerable.contains(name) } }
          )
        },
        holder: holder,
        rank: rank,
        isDead: { holder in situation.content.withLock { $0.dead.contains(holder) } },
        overseers: { situation.content.withLock(\.overseers) },
        chance: {
          situation.content.withLock { content in
            content.chance = content.chance.map { $0 + 7 }
            return content.chance ?? 0
          }
        }
      ),
      pace: pace
    )
  }

  /// Another desk on the same incidents; with `leases` only one of all works.
  func anotherDesk(
    _ holder: String,
    leases: (any Leases)? = nil,
    rank: Int = 1,
    journal: (any Journal)? = nil,
    pace: EscalationDesk.Pace = EscalationDesk.Pace()
  ) -> EscalationDesk {
    Self.desk(
      journal ?? self.journal,
      situation,
      time,
      holder: holder,
      leases: leases,
      rank: rank,
      pace: pace
    )
  }

  /// The desk dies and another one begins.
  mutating func restart() {
    underway = []
    desk = Self.desk(journal, situation, time, uptime, holder: "next")
  }

  func opened(
    _ name: String = "a",
    reason: EscalationReason? = .failure,
    escalation: String? = nil,
    isDrill: Bool = false,
    asking change: (inout Step) -> Void = { $0.verification = "Is it well?" }
  ) throws -> JournaledIncident {
    var step = Step(
      id: StepID("s"),
      anchor: "s",
      title: "Step",
      position: SourcePosition(line: 1, column: 1)
    )
    change(&step)
    var runbook = Runbook(mode: .authored, id: "a", title: "A")
    runbook.escalation = escalation
    let graph = StepGraph(
      frames: [
        StepGraph.Frame(id: "", path: "a", sha256: "", runbook: runbook, bindings: [], caller: nil)
      ],
      nodes: [
        StepGraph.Node(step: step, parent: nil, children: [], number: "1", frame: 0)
      ]
    )
    let sha256 = try journal.keep(graph, sources: [])
    let time = time
    var incident = JournaledIncident(
      new: IncidentID(name),
      graph: graph,
      journal: journal,
      now: { time.value }
    )
    let opening = Opening(
      title: "Incident \(name)",
      runbook: "a",
      graphSHA256: sha256,
      mode: reason == .personNeeded ? .automatic : .interactive,
      isDrill: isDrill,
      severity: nil,
      inputs: [],
      language: .english,
      version: "test"
    )
    _ = try incident.take(
      .open(opening, inputs: [:]),
      by: Actor(name: "monitor"),
      through: .commandLine
    )
    if reason == .person {
      try act(.escalate(nil, seen: nil), by: "opener", on: name)
    }
    return incident
  }

  /// Gives people different codes, as chance would.
  func spreadsCodes() { situation.content.withLock { $0.chance = 0 } }

  /// Opens an incident whose only step waits for a person, and calls.
  mutating func call(_ name: String = "a") throws {
    _ = try opened(name, reason: .personNeeded)
  }

  func act(_ input: Input, by name: String, on incident: String = "a") throws {
    let time = time
    var incident = try JournaledIncident(
      IncidentID(incident),
      journal: journal,
      now: { time.value }
    )
    _ = try incident.take(input, by: Actor(name: name), through: .commandLine)
  }

  /// Lets time go on until so many seconds after the start.
  mutating func run(until second: Int64) {
    let end = Self.start + .seconds(second)
    var rounds = 0
    while rounds < 100_000 {
      rounds += 1
      let deliveries = desk.round(at: now)
      for delivery in deliveries {
        sent.append(
          Sent(
            second: (now - Self.start).milliseconds / 1000,
            name: delivery.message.name,
            notifier: delivery.message.notifier,
            attempt: delivery.attempt,
            isRepeat: delivery.isRepeat,
            others: delivery.others,
            provider: delivery.provider == delivery.message.notifier ? nil : delivery.provider,
            isInquiry: delivery.isInquiry,
            topic: delivery.topic
          )
        )
        underway.append(delivery)
        self.deliveries.append(delivery)
      }
      if !holdsBack, !underway.isEmpty {
        for delivery in underway { land(delivery) }
        underway = []
        continue
      }
      guard let next = desk.nextTime, next <= end else {
        advance(to: end)
        return
      }
      advance(to: next)
    }
  }

  /// Time goes on, for the clock on the wall as for the machine.
  private func advance(to time: Instant) {
    guard time > now else { return }
    let passed = time - now
    now = time
    guard let up = uptime.value else { return }
    uptime.value = Uptime(
      host: up.host,
      bootID: up.bootID,
      sinceBoot: up.sinceBoot + passed,
      awake: up.awake + passed
    )
  }

  mutating func land(_ delivery: Delivery) {
    let outcome = situation.content.withLock(\.outcome)(delivery, now)
    desk.returned(outcome, from: delivery, at: now)
  }

  func events(_ incident: String = "a") -> [Event] {
    (try? journal.events(of: IncidentID(incident), after: 0, limit: .max)) ?? []
  }

  func kinds(_ incident: String = "a") -> [String] { events(incident).map(\.fact.kind) }
}

/// A value behind a lock.
final class Shared<Value: Sendable>: Sendable {
  private let mutex: Mutex<Value>

  init(_ value: Value) { mutex = Mutex(value) }

  var value: Value {
    get { mutex.withLock { $0 } }
    set { mutex.withLock { $0 = newValue } }
  }
}

extension Responder {
  static func person(_ name: String, _ notifiers: [String] = ["sms"]) -> Responder {
    Responder(
      person: name,
      name: name,
      chosenBy: "test",
      language: .english,
      contacts: notifiers.map { Contact(notifier: $0, address: "+86\(name)") }
    )
  }
}
