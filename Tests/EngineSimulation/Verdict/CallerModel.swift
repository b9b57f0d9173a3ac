import DutyRoster
import IncidentCore
import RunbookModel

/// Who is called for a request: nobody anew when a ladder has called somebody who can answer it, and
/// only those who can answer while somebody has the incident.
struct CallerModel {
  private struct Ladder {
    var policy: EscalationPolicy
    var called: Set<String> = []
    var declined: Set<String> = []
    var level: Int?
    var acknowledgedBy: String?
    var requests: [Request] = []
  }

  private struct Gate {
    var isApproving = false
    var given: Set<String> = []
  }

  private var ladders: [Int: Ladder] = [:]
  private var gates: [StepID: Gate] = [:]
  private var holder: (name: String, isForEver: Bool)?
  private var pen: String?
  private var opener = ""
  private var found = Flaws()
  var flaws: [String] { found.all }

  mutating func take(_ event: Event, _ incident: Case) {
    switch event.fact {
    case .incidentOpened: opener = event.actor.name
    case .penTaken(let actor): pen = actor.name
    case .penReleased: pen = nil
    case .stepReached(let id, _): gates[id] = Gate()
    case .approvalRequested(let id, _, _, _): gates[id] = Gate(isApproving: true)
    case .approvalGiven(let id, _):
      gates[id]?.given.insert(event.actor.name)
      let isEnough = gates[id]?.given.count ?? 0 >= incident.step(id)?.approval?.count ?? 1
      if isEnough { gates[id]?.isApproving = false }
    case .approvalExpired(let id, _): gates[id]?.given = []
    case .stepStopped(let id, _): gates[id]?.isApproving = false
    case .stepDone(let id), .stepSkipped(let id, _), .stepFailed(let id, _):
      for part in incident.parts(of: id) { gates[part] = nil }
    case .runMoved(let from, let target, _):
      let untouched = incident.untouched(from: from, to: target)
      gates = gates.filter { untouched.contains($0.key) }
      for step in incident.path(to: target).dropLast() { gates[step] = gates[step] ?? Gate() }
    case .rollbackStarted, .runEnding, .runFinished: gates = [:]
    case .escalationArmed(let number, let reason, let step, let policy):
      judge(Request(step: step, reason: reason), policy, event, incident)
      ladders[number] = Ladder(policy: policy, requests: [Request(step: step, reason: reason)])
      if policy.first == nil { holder = nil }
    case .escalationJoined(let number, let reason, let step):
      let request = Request(step: step, reason: reason)
      let isServed = ladders[number].map { ladder in
        serves(ladder, request, incident) || calls(ladder, role(request, incident))
      }
      found.require(isServed == true, event, "nobody whom \(number) calls can answer")
      ladders[number]?.requests.append(request)
    case .levelFired(let number, let rung, _, let called):
      ladders[number]?.level = rung.level
      ladders[number]?.called.formUnion(called.compactMap(\.person))
      ladders[number]?.declined = []
      if rung.level > 0 { holder = nil }
    case .callDeclined(let number): ladders[number]?.declined.insert(event.actor.name)
    case .incidentAcknowledged:
      for number in ladders.keys { ladders[number]?.acknowledgedBy = event.actor.name }
    case .escalationStopped(let number, let end):
      let ladder = ladders.removeValue(forKey: number)
      if end == .answered, let open = ladder?.requests.first(where: needsOthers) {
        found.require(false, event, "\(open.reason.rawValue) of a step is not answered")
      }
      if end == .acknowledged, let ladder, let name = ladder.acknowledgedBy {
        holder = (name, ladder.policy.acknowledgementTimeout == nil)
      }
    case .nobodyReached(let number): ladders[number] = nil
    case .acknowledgementExpired:
      found.require(holder != nil, event, "nobody has the incident")
      found.require(ladders.isEmpty, event, "people are being called")
      holder = nil
    default: break
    }
  }

  // MARK: Requests

  private struct Request {
    var step: StepID?
    var reason: EscalationReason

    /// Whether one who can answer is enough.
    var isForOne: Bool { [.personNeeded, .failure, .outcomeUnknown].contains(reason) }
    /// The step, when only some may answer it.
    var gate: StepID? { [.personNeeded, .approvalExpired].contains(reason) ? step : nil }
  }

  /// Whether it calls for people as long as its step goes on.
  private func needsOthers(_ request: Request) -> Bool {
    switch request.reason {
    case .deadline, .approvalExpired, .person: request.step.map { gates[$0] != nil } ?? false
    case .notificationFailed: true
    default: false
    }
  }

  private mutating func judge(
    _ request: Request,
    _ policy: EscalationPolicy,
    _ event: Event,
    _ incident: Case
  ) {
    let same = ladders.values.filter {
      ($0.policy.base ?? $0.policy.name) == policy.base ?? policy.name
    }
    found.require(
      !same.contains { $0.level != nil && serves($0, request, incident) },
      event,
      "somebody is called who can answer"
    )
    let able = able(request, incident)
    let missing = missing(request, incident)
    let canHolder = holder.map { able.contains($0.name) } == true && missing == 1
    switch policy.first {
    case .person(let name):
      found.require(request.isForOne, event, "others are wanted")
      found.require(holder?.name == name, event, "\(name) does not have the incident")
      found.require(canHolder, event, "\(name) cannot answer")
    case .role(let role):
      // A first level that calls one of its people might pass the role over.
      guard policy.levels.first?.selection == .everyone else { return }
      found.require(request.isForOne, event, "others are wanted")
      found.require(holder != nil || !same.isEmpty, event, "nobody is there yet")
      found.require(!canHolder || holder?.isForEver == false, event, "who is there can answer")
      found.require(
        able.intersection(incident.roles[role] ?? []).count >= missing,
        event,
        "nobody of \(role) can answer"
      )
    case nil:
      let isAlone = holder?.isForEver == true && request.isForOne && canHolder
      found.require(!isAlone, event, "everybody is called although somebody is there")
    default: found.require(false, event, "called first: \(String(describing: policy.first))")
    }
  }

  /// Whether a ladder has called, or begins with, people who can answer.
  private func serves(_ ladder: Ladder, _ request: Request, _ incident: Case) -> Bool {
    let isAlone = (ladder.level ?? (ladder.policy.first == nil ? 1 : 0)) == 0
    if isAlone, !request.isForOne {
      // Its first level follows at once.
      return ladder.level != nil
        && (role(request, incident).map { calls(ladder, $0) }
          ?? true)
    }
    guard role(request, incident) != nil, ladder.level != nil else { return true }
    return able(request, incident).intersection(ladder.called).subtracting(ladder.declined).count
      >= missing(request, incident)
  }

  /// Whether a ladder has the role on its first level: no other one could do more.
  private func calls(_ ladder: Ladder, _ role: String?) -> Bool {
    guard let role, let level = ladder.policy.levels.first else { return false }
    return ladder.policy.first == .role(role)
      || level.selection == .everyone && level.targets.contains(.role(role))
  }

  /// The role that a request asks for; `nil` also when its step has come to its end meanwhile.
  private func role(_ request: Request, _ incident: Case) -> String? {
    guard let id = request.gate, gates[id] != nil, let step = incident.step(id) else { return nil }
    return isApproving(id) ? step.approval?.role : step.role
  }

  private func isApproving(_ id: StepID) -> Bool { gates[id]?.isApproving == true }

  /// The people who can answer.
  private func able(_ request: Request, _ incident: Case) -> Set<String> {
    guard let id = request.gate, let role = role(request, incident) else { return incident.people }
    var able = (incident.roles[role] ?? incident.people).intersection(incident.people)
    if isApproving(id) {
      able.subtract(gates[id]?.given ?? [])
      if incident.step(id)?.approval?.excludesRunner == true { able.remove(pen ?? opener) }
    }
    return able
  }

  private func missing(_ request: Request, _ incident: Case) -> Int {
    guard let id = request.gate, isApproving(id) else { return 1 }
    return (incident.step(id)?.approval?.count ?? 1) - (gates[id]?.given.count ?? 0)
  }
}
