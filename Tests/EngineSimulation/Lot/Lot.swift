import DutyRoster
import IncidentCore
import Phrases
import Ports
import RunbookModel
import SimulatedWorld
import Timekeeping

/// Everything that is drawn before a history begins: what is run, who is called, and how much goes
/// wrong.
struct Lot {
  /// Histories begin at 03:00 on the second day of National Day.
  static let start = Instant(milliseconds: 1_790_881_200_000)

  /// How often what goes wrong, in parts of a thousand.
  struct Rates: Equatable {
    var crash = 0
    var journalFault = 0
    var writtenFault = 0
    var readFault = 0
    var interference = 0
    var leaseLie = 0
    var gatewayFault = 0
    var receiptFault = 0
    var pause = 0
    var jumps = 0
    var kills = 0
  }

  /// What goes wrong together in some histories, because chance alone seldom brings it about.
  enum Mishap: CaseIterable {
    /// Just before all is well the clock is set back, and the engine that works dies.
    case clockBackAtTakeover
    /// The journal fails an engine, and meanwhile the clock is set back and all runs die.
    case clockBackInOutage
  }

  let seed: UInt64
  let rates: Rates
  let mishap: Mishap?
  let runs: [Run]
  let policies: [String: EscalationPolicy]
  /// Who stands behind a target; nobody behind some.
  let people: [String: [Responder]]
  let names: [String]
  /// Who has which role.
  let roles: [String: Set<String>]
  /// The same as those who decide see it.
  let roleBook: RoleBook
  let limits: [String: Messengers.Limit]
  /// Who begins the runs; at times one of those who are called.
  let opener: String
  /// Who does something by themselves: the people who are called, and the one who began the runs.
  var actors: [String] { names + (names.contains(opener) ? [] : [opener]) }
  /// How many engines there are.
  let engines: Int
  /// Whether the machine can tell how long it has been up, so that jumps of its clock are noticed.
  let tellsUptime: Bool
  let lease: TimeSpan
  /// How long things go wrong; after that all is well.
  let troubled: TimeSpan
  /// Whether the journal is the real one, in a file.
  let usesDisk: Bool

  /// An incident of the history.
  struct Run {
    var id: IncidentID
    var graph: StepGraph
    var mode: Opening.Mode
    var begins: TimeSpan
  }

  init(seed: UInt64, usesDisk: Bool) {
    var chance = SeededGenerator(seed: seed)
    self.seed = seed
    self.usesDisk = usesDisk
    rates = Self.rates(&chance)
    names = ["amal", "bo", "chen", "dana", "eli"]
    policies = Self.policies(names, &chance)
    let people = Self.people(names, &chance)
    self.people = people
    let roles = ["ic": Set((people["role:ic"] ?? []).compactMap(\.person))]
    self.roles = roles
    let members = roles.mapValues { names in
      names.sorted().map { RoleBook.Member(id: $0, name: $0) }
    }
    roleBook = RoleBook(
      members: { role, _ in members[role] },
      person: { RoleBook.Member(id: $0, name: $0) }
    )
    limits =
      chance.isHit(percent: 15)
      ? ["sms": Messengers.Limit(count: 2, per: .seconds(20))] : [:]
    let isTwo = chance.isHit(percent: 40)
    lease = chance.pick(of: [15, 60, 60, 60].map { TimeSpan.seconds($0) }) ?? .seconds(60)
    let tellsUptime = chance.isHit(percent: 85)
    let troubled = TimeSpan.seconds(Int64(chance.number(in: 30...600)))
    let names = policies.keys.sorted()
    let count = chance.isHit(percent: 25) ? chance.number(in: 2...3) : 1
    runs = (1...count).map { number in
      var plan = RandomPlan(chance.split(), policies: names)
      return Run(
        id: IncidentID("20261002-\(number)"),
        graph: plan.graph(),
        mode: chance.isHit(percent: 85) ? .automatic : .interactive,
        begins: .seconds(Int64(chance.number(in: 0...(number == 1 ? 0 : 60))))
      )
    }
    opener = chance.isHit(percent: 25) ? "amal" : "fay"
    let hasMishap = rates != Rates() && chance.isHit(percent: 6)
    mishap = hasMishap ? chance.pick(of: Mishap.allCases) : nil
    // Runs are to be under way then.
    self.troubled = mishap == .clockBackAtTakeover ? min(troubled, .seconds(60)) : troubled
    engines = mishap == .clockBackAtTakeover || mishap == nil && isTwo ? 2 : 1
    self.tellsUptime = mishap == .clockBackInOutage || mishap == nil && tellsUptime
  }

  /// Most histories have some kinds of trouble and not the others, so that what one does is not
  /// hidden by the rest; every tenth has none.
  private static func rates(_ chance: inout SeededGenerator) -> Rates {
    func rate(_ percent: Int, _ most: Int) -> Int {
      chance.isHit(percent: percent) ? chance.number(in: 1...most) : 0
    }
    guard !chance.isHit(percent: 10) else { return Rates() }
    var rates = Rates()
    rates.crash = rate(50, 60)
    rates.journalFault = rate(40, 80)
    rates.writtenFault = rate(25, 40)
    rates.readFault = rate(20, 20)
    rates.interference = rate(40, 200)
    rates.leaseLie = rate(25, 400)
    rates.gatewayFault = rate(60, 600)
    rates.receiptFault = rate(40, 500)
    rates.pause = rate(25, 60)
    rates.jumps = rate(35, 4)
    rates.kills = rate(50, 6)
    return rates
  }

  private static func policies(
    _ names: [String],
    _ chance: inout SeededGenerator
  ) -> [String: EscalationPolicy] {
    var policies: [String: EscalationPolicy] = [:]
    for name in ["usual", "other"] {
      let levels = (0..<chance.number(in: 1...3)).map { _ in
        EscalationLevel(
          targets: (0..<chance.number(in: 1...2)).map { _ in target(names, &chance) },
          wait: .seconds(Int64(chance.number(in: 5...120))),
          quorum: chance.isHit(percent: 10) ? 2 : 1,
          selection: chance.isHit(percent: 15) ? .roundRobin : .everyone,
          callAgainEvery: chance.isHit(percent: 15) ? .seconds(20) : nil
        )
      }
      let catchUps: [EscalationPolicy.CatchUp] = [
        .once, .once, .once, .all, .skip(olderThan: .seconds(60)),
      ]
      policies[name] = EscalationPolicy(
        name: name,
        levels: levels,
        repeats: chance.number(in: 0...2),
        lastResort: chance.isHit(percent: 70) ? [target(names, &chance)] : [],
        acknowledgementTimeout: chance.isHit(percent: 25)
          ? .seconds(Int64(chance.number(in: 60...600))) : nil,
        onEmpty: chance.isHit(percent: 80) ? .next : .wait,
        catchUp: chance.pick(of: catchUps) ?? .once
      )
    }
    return policies
  }

  private static func target(
    _ names: [String],
    _ chance: inout SeededGenerator
  ) -> EscalationTarget {
    switch chance.number(in: 0...9) {
    case 0: .role("nobody")
    case 1, 2: .role("ic")
    case 3: .notifier("chat")
    default: .person(chance.pick(of: names) ?? "amal")
    }
  }

  private static func people(
    _ names: [String],
    _ chance: inout SeededGenerator
  ) -> [String: [Responder]] {
    var people: [String: [Responder]] = [:]
    for name in names {
      var contacts = [Contact(notifier: "sms", address: "+1 \(name)")]
      if chance.isHit(percent: 40) {
        contacts.append(
          Contact(
            notifier: "phone",
            address: "+2 \(name)",
            after: chance.isHit(percent: 50) ? .seconds(15) : nil
          )
        )
      }
      people["person:\(name)"] = [
        Responder(
          person: name,
          name: name,
          chosenBy: "person:\(name)",
          language: .english,
          contacts: contacts
        )
      ]
    }
    people["role:ic"] = (people["person:amal"] ?? []) + (people["person:bo"] ?? [])
    people["notifier:chat"] = [
      Responder(
        person: nil,
        name: "chat",
        chosenBy: "notifier:chat",
        language: .english,
        contacts: [Contact(notifier: "chat", address: "room")]
      )
    ]
    return people
  }
}
