import IncidentCore
import RunbookModel
import Timekeeping

/// Commands: announced before they run, behind their gate, and none a second time that must not.
struct CommandModel {
  private struct Place {
    /// Which commands succeeded or were said to have in this visit.
    var done: Set<Int> = []
    /// The attempt that is open, with its command.
    var open: (attempt: Int, command: Int)?
    /// Whether it began before the run came here anew, so that its end counts for nothing.
    var isOfEarlierVisit = false
    var isUnknown = false
    /// The command that may start once more, because it failed and is to be tried again.
    var mayRepeat: Int?
    var started: Set<Int> = []
    var isReleased = false
    var approvals: Set<String> = []
    var isAsking = false
    var hasAsked = false
    var expiresAt: Event?
    var offers: Set<Int> = []
  }

  private var places: [StepID: Place] = [:]
  private var attempts = 0
  private var processes: [ProcessIdentity: Int] = [:]
  private var ended: [ProcessIdentity: Int] = [:]
  private var names: [Int: ProcessIdentity] = [:]
  private var starts: [Int: Instant] = [:]
  private var isRollingBack = false
  private var isEnding = false
  private var isOver = false
  private var opener: String?
  private var hosts: Set<ProcessIdentity> = []
  private var found = Flaws()
  var flaws: [String] { found.all }

  mutating func take(_ event: Event, _ incident: Case) {
    switch event.fact {
    case .incidentOpened: opener = event.actor.name
    // What could not be started at all has the process that tried to.
    case .hostArrived(let process, _): hosts.insert(process)
    case .stepReached(let id, _):
      // An attempt whose end nobody saw stays one in the next visit.
      places[id] = Place(
        open: places[id]?.open,
        isOfEarlierVisit: places[id]?.open != nil,
        isUnknown: places[id]?.isUnknown ?? false
      )
    case .approvalRequested(let id, _, _, _):
      places[id]?.isAsking = true
      places[id]?.hasAsked = true
      places[id]?.approvals = []
    case .approvalGiven(let id, _): approve(id, event, incident)
    case .approvalRejected(let id, _, _), .approvalExpired(let id, _):
      places[id]?.isAsking = false
    case .stepReleased(let id): places[id]?.isReleased = true
    case .commandRequested(let id, let command): places[id]?.offers.insert(command)
    case .commandStarted(let id, let command, let attempt, let process):
      start(id, command, attempt, process, event, incident)
    case .commandStopRequested(_, let attempt, .timeout): stop(attempt, event, incident)
    case .commandFinished(let id, let attempt, let result):
      end(id, attempt, event)
      if result.isOfProcess { time(attempt, result, event, incident) }
      if result.isGood, places[id]?.isOfEarlierVisit == false,
        let command = command(of: id, attempt)
      {
        places[id]?.done.insert(command)
      }
      places[id]?.open = nil
    case .outcomeUnknown(let id, let attempt):
      end(id, attempt, event)
      places[id]?.isUnknown = true
    case .outcomeSettled(let id, let attempt, let settlement):
      settle(id, attempt, settlement, event, incident)
    case .retryScheduled(let id, let command, _): places[id]?.mayRepeat = command
    case .stepRetried(let id):
      found.require(event.actor.isPerson, event, "no person said so")
      places[id]?.done.removeAll()
      places[id]?.started.removeAll()
    case .rollbackStarted: isRollingBack = true
    case .runEnding: isEnding = true
    case .runFinished:
      isOver = true
      requireQuiet(event)
    default: break
    }
  }

  /// The steps of which a command runs.
  private var running: [String] {
    places.filter { $0.value.open != nil && !$0.value.isUnknown }.map(\.key.text).sorted()
  }

  private mutating func requireQuiet(_ event: Event) {
    let running = running
    found.require(running.isEmpty, event, "commands of \(running) still run")
  }

  private func command(of id: StepID, _ attempt: Int) -> Int? {
    places[id]?.open.flatMap { $0.attempt == attempt ? $0.command : nil }
  }

  private mutating func approve(_ id: StepID, _ event: Event, _ incident: Case) {
    found.require(places[id]?.isAsking == true, event, "nobody asks for consent")
    if incident.step(id)?.approval?.excludesRunner == true {
      found.require(event.actor.name != opener, event, "the runner consents to their own step")
    }
    found.require(
      places[id]?.approvals.insert(event.actor.name).inserted == true,
      event,
      "\(event.actor.name) consents twice"
    )
  }

  private mutating func start(
    _ id: StepID,
    _ command: Int,
    _ attempt: Int,
    _ process: ProcessIdentity,
    _ event: Event,
    _ incident: Case
  ) {
    guard let place = places[id], let step = incident.step(id),
      step.commands.indices.contains(command)
    else {
      found.require(false, event, "\(id.text) was never reached")
      return
    }
    let role = step.commands[command].role
    found.require(!isOver && !isEnding, event, "the run is over")
    found.require(attempt == attempts + 1, event, "attempt \(attempt) after \(attempts)")
    found.require(place.open == nil, event, "another command of the step has not ended")
    found.require(
      processes[process] == nil || hosts.contains(process),
      event,
      "its process has run before"
    )
    if role == .rollback {
      found.require(isRollingBack, event, "nothing is rolled back")
      requireQuiet(event)
    } else {
      found.require(place.isReleased, event, "nobody let the step start")
      found.require(!place.done.contains(command), event, "it has been done")
      let isAgain = place.started.contains(command)
      found.require(!isAgain || place.mayRepeat == command, event, "it ran before")
      if let approval = step.approval {
        found.require(place.approvals.count >= approval.count, event, "without consent")
      }
    }
    attempts = attempt
    processes[process] = event.sequence
    names[attempt] = process
    starts[attempt] = event.occurredAt
    places[id]?.open = (attempt, command)
    places[id]?.isOfEarlierVisit = false
    places[id]?.mayRepeat = nil
    places[id]?.isUnknown = false
    places[id]?.started.insert(command)
  }

  private mutating func end(_ id: StepID, _ attempt: Int, _ event: Event) {
    found.require(
      places[id]?.open?.attempt == attempt && places[id]?.isUnknown == false,
      event,
      "attempt \(attempt) does not run"
    )
    if let process = names[attempt] { ended[process] = event.sequence }
  }

  /// A command's time ends when somebody is there to stop it, who sees whether it has ended.
  private mutating func stop(_ attempt: Int, _ event: Event, _ incident: Case) {
    guard let process = names[attempt], let now = incident.truly(event) else { return }
    found.require(incident.isCarried(at: now), event, "nobody carries the run")
    guard let ended = incident.ownEnds[process], ended < now else { return }
    found.require(
      incident.isCarried(at: ended),
      event,
      "it ended \((now - ended).milliseconds) ms before"
    )
  }

  /// What ended while nobody looked has ended when it did, and not when somebody came.
  private mutating func time(
    _ attempt: Int,
    _ result: CommandResult,
    _ event: Event,
    _ incident: Case
  ) {
    guard incident.jumps.isEmpty, let process = names[attempt],
      let ended = incident.ownEnds[process], !incident.isCarried(at: ended),
      let started = starts[attempt]
    else { return }
    let isTrue = event.occurredAt == ended && result.duration == ended - started
    found.require(isTrue, event, "it ended \((event.occurredAt - ended).milliseconds) ms before")
  }

  private mutating func settle(
    _ id: StepID,
    _ attempt: Int,
    _ settlement: Settlement,
    _ event: Event,
    _ incident: Case
  ) {
    found.require(places[id]?.isUnknown == true, event, "the outcome is not unknown")
    guard let command = command(of: id, attempt), let step = incident.step(id) else { return }
    let role = step.commands[command].role
    let mayRepeat = role == .check || role == .until || step.isIdempotent == true
    found.require(
      event.actor.isPerson || (settlement == .again && mayRepeat),
      event,
      "nobody said \(settlement.rawValue)"
    )
    places[id]?.open = nil
    places[id]?.isUnknown = false
    guard places[id]?.isOfEarlierVisit == false else { return }
    if settlement == .again { places[id]?.mayRepeat = command }
    if settlement == .done { places[id]?.done.insert(command) }
  }

  // MARK: What really ran

  func flawsAtEnd(_ incident: Case) -> [String] {
    var flaws: [String] = []
    var seen: Set<ProcessIdentity> = []
    for release in incident.releases {
      if !seen.insert(release.process).inserted {
        flaws.append("process \(release.process.pid) was let go twice")
      }
      guard let announced = processes[release.process], announced <= release.written else {
        flaws.append("process \(release.process.pid) ran before the journal said so")
        continue
      }
    }
    for forgotten in incident.forgotten where seen.contains(forgotten.process) {
      if ended[forgotten.process].map({ $0 > forgotten.written }) ?? true {
        flaws.append(
          "the end of process \(forgotten.process.pid) was thrown away before it was written"
        )
      }
    }
    return flaws
  }
}

extension CommandResult {
  /// Whether there was a process that could end.
  fileprivate var isOfProcess: Bool {
    if case .notStarted = end { false } else { true }
  }

  /// Whether it ended by itself and did what was expected.
  fileprivate var isGood: Bool {
    if case .exited = end { unmet.isEmpty } else { false }
  }
}
