import Engine
import IncidentCore
import RunbookModel
import Timekeeping

/// What the people of a cast have in mind: what each is going to do when.
struct Play {
  /// Something that somebody is going to do.
  struct Act {
    /// What.
    enum Deed: Hashable {
      case acknowledge
      /// Answering a request for consent.
      case decide(StepID, visit: Int, request: Int)
      /// Telephoning those of the role whom no message has reached.
      case telephone(StepID, visit: Int, request: Int)
      /// Doing what the step asks for, as long as it still asks for the same.
      case work(StepID, Errand)
    }

    var at: Instant
    var by: String
    var deed: Deed
  }

  /// What a step asks the one who works on the run for.
  struct Errand: Hashable {
    var visit: Int
    var phase: Phase
    var part: PersonsPart?
    var attempts: Int
  }

  /// Who telephones waits so long for a message to do it.
  static let patience = TimeSpan.minutes(1)

  var incident: JournaledIncident
  let cast: Cast
  var generator: SeededGenerator
  var acts: [Act] = []
  /// Everybody who has taken the incident, the first first.
  var present: [String]
  /// Who has heard of the incident when last.
  var heardAt: [String: Instant] = [:]
  /// The requests for consent that everybody was asked about.
  var asked: Set<Act.Deed> = []
  /// How many answers were given at a step.
  var answersGiven: [StepID: Int] = [:]
  /// The errands that came to nothing.
  var givenUp: Set<Act.Deed> = []
  var telephoned: [String] = []
  var unusedAnswers: [String] = []

  init(_ incident: JournaledIncident, cast: Cast) {
    self.incident = incident
    self.cast = cast
    generator = SeededGenerator(seed: cast.seed)
    present = cast.starter.map { [$0] } ?? []
  }

  var state: IncidentState { incident.state }

  /// Takes in what happened, does what is due, and says when something is due next.
  mutating func goOn(_ inbox: [SimulatedPeople.Arrival], at now: Instant) -> Instant? {
    _ = try? incident.catchUp()
    for arrival in inbox { hear(arrival, now) }
    for _ in 0..<1000 {
      plan(at: now)
      guard let place = acts.indices.min(by: { acts[$0].at < acts[$1].at }), acts[place].at <= now
      else { break }
      perform(acts.remove(at: place), now)
    }
    return acts.map(\.at).min()
  }

  // MARK: Hearing

  private mutating func hear(_ arrival: SimulatedPeople.Arrival, _ now: Instant) {
    let person = arrival.person
    heardAt[person] = arrival.at
    let script = cast.script(of: person)
    guard script.manner != .never else { return }
    if arrival.isCall, !acts.contains(where: { $0.by == person && $0.deed == .acknowledge }) {
      acts.append(Act(at: arrival.at + delay(script), by: person, deed: .acknowledge))
    }
    for deed in openRequests { intendToDecide(person, deed, at: arrival.at + delay(script)) }
  }

  /// The requests for consent that are open.
  private var openRequests: [Act.Deed] {
    state.activeSteps.compactMap { index in
      guard state.phase(of: index) == .approving, let consent = state.steps[index].consent,
        consent.isOpen
      else { return nil }
      return .decide(
        state.step(index).id,
        visit: state.steps[index].visit,
        request: consent.request
      )
    }
  }

  private mutating func intendToDecide(_ person: String, _ deed: Act.Deed, at time: Instant) {
    guard case .decide(let step, _, _) = deed, mayDecide(person, step),
      !acts.contains(where: { $0.by == person && $0.deed == deed })
    else { return }
    acts.append(Act(at: time, by: person, deed: deed))
  }

  /// Whether the runbook lets that person decide on the step.
  private func mayDecide(_ person: String, _ step: StepID) -> Bool {
    guard let index = state.graph.index(of: step), let approval = state.step(index).approval,
      cast.script(of: person).manner != .never
    else { return false }
    if approval.excludesRunner, (state.pen?.name ?? state.openedBy?.name) == person { return false }
    guard let members = members(of: approval.role, at: index) else { return true }
    return members.contains(person)
  }

  /// The people whom the runbook names for a role; `nil` for everybody.
  func members(of role: String, at index: Int) -> [String]? {
    let frame = state.graph.frames[state.graph.nodes[index].frame]
    let members = frame.runbook.roles.first { $0.name == role }?.members ?? []
    let isForAll = members.isEmpty || members.contains { $0 == "anyone" || $0 == "任何人" }
    return isForAll ? nil : members.map(cast.identity)
  }

  // MARK: Planning

  private mutating func plan(at now: Instant) {
    guard state.outcome == nil else {
      acts.removeAll { $0.deed != .acknowledge }
      return
    }
    for deed in openRequests where asked.insert(deed).inserted {
      for person in present {
        intendToDecide(person, deed, at: now + chance(.seconds(20), .seconds(60)))
      }
      if case .decide(let step, let visit, let request) = deed {
        let call = Act.Deed.telephone(step, visit: visit, request: request)
        acts.append(Act(at: now + Self.patience, by: "", deed: call))
      }
    }
    planWork(at: now)
  }

  /// Who works on the run: who holds the pen, else the first who came.
  var worker: String? { state.pen?.name ?? present.first }

  private mutating func planWork(at now: Instant) {
    acts = acts.filter { act in
      guard case .work(let step, let errand) = act.deed else { return true }
      return self.errand(at: step) == errand
    }
    let isBusy = acts.contains { if case .work = $0.deed { true } else { false } }
    guard !isBusy, let worker, cast.script(of: worker).manner != .never else { return }
    for index in state.waitingSteps {
      let step = state.step(index).id
      guard let errand = errand(at: step), errand.phase != .approving else { continue }
      let deed = Act.Deed.work(step, errand)
      guard !givenUp.contains(deed) else { continue }
      let time = cast.work[step]?.takes ?? usualTime(of: errand)
      acts.append(Act(at: now + time, by: worker, deed: deed))
      return
    }
  }

  /// What a step asks for now; `nil` when it asks for nothing.
  func errand(at step: StepID) -> Errand? {
    guard let index = state.graph.index(of: step), state.waitingSteps.contains(index)
    else { return nil }
    return Errand(
      visit: state.steps[index].visit,
      phase: state.phase(of: index),
      part: state.personsPart(of: index).first,
      attempts: state.steps[index].attempts.count
    )
  }

  private mutating func usualTime(of errand: Errand) -> TimeSpan {
    switch errand.phase {
    case .ready: return chance(.seconds(5), .seconds(15))
    case .attended:
      switch errand.part {
      case .items(let items):
        return TimeSpan(
          milliseconds: chance(.seconds(20), .seconds(40)).milliseconds * Int64(items.count)
        )
      case .verification: return chance(.seconds(20), .seconds(60))
      case .evidence: return chance(.seconds(60), .seconds(120))
      case .choice: return chance(.seconds(30), .seconds(90))
      case .confirmation, nil: return chance(.seconds(60), .seconds(180))
      }
    default: return chance(.seconds(60), .seconds(120))
    }
  }

  // MARK: Chance

  mutating func delay(_ script: PersonScript) -> TimeSpan {
    chance(script.delay.lowerBound, script.delay.upperBound)
  }

  /// A time between those two, in whole seconds when they are.
  mutating func chance(_ least: TimeSpan, _ most: TimeSpan) -> TimeSpan {
    let unit: Int64 = least.milliseconds % 1000 == 0 && most.milliseconds % 1000 == 0 ? 1000 : 1
    let range = Int(least.milliseconds / unit)...Int(most.milliseconds / unit)
    return TimeSpan(milliseconds: Int64(generator.number(in: range)) * unit)
  }
}
