import DutyRoster
import Findings
import Phrases
import RunbookModel
import Timekeeping

/// Who could do what a plan asks a role for, at every instant of the year.
struct GateYear {
  /// Who is behind a role, as the configuration or else the runbook says.
  private enum Holders {
    /// By the roster.
    case known([DutyTimetable.Stretch])
    /// The same people all the time.
    case listed([String])
    /// Everybody.
    case anyone
    /// Nobody says it.
    case unknown
  }

  private struct Question: Hashable {
    var path: String
    var role: String
    var count: Int
    var runner: String?
  }

  private let proof: PlanProof
  private var stretches: [String: [DutyTimetable.Stretch]] = [:]
  private var asked: Set<Question> = []

  init(_ proof: PlanProof) {
    self.proof = proof
  }

  mutating func prove(
    _ subject: PlanProof.Subject,
    _ map: WayMap,
    _ found: inout FoundInFiles
  ) {
    for index in subject.graph.nodes.indices where map.isReached[index] {
      let step = subject.graph.nodes[index].step
      if let approval = step.approval {
        proveApproval(approval, index, subject, map, &found)
      }
      if let role = step.role { proveRole(role, StepKeys.role, index, subject, map, &found) }
      for text in step.notify {
        for case .role(let role)? in text.split(separator: " ").map({ EscalationTarget(String($0)) }
        ) {
          proveRole(role, StepKeys.notify, index, subject, map, &found)
        }
      }
    }
  }

  // MARK: Roles

  private mutating func proveRole(
    _ role: String,
    _ keys: [String],
    _ index: Int,
    _ subject: PlanProof.Subject,
    _ map: WayMap,
    _ found: inout FoundInFiles
  ) {
    let path = subject.path(of: index)
    guard asked.insert(Question(path: path, role: role, count: 0, runner: nil)).inserted
    else { return }
    let step = subject.graph.nodes[index].step
    let span = SourceSpan(ofKey: keys, in: step, subject.source(of: index))
    switch holders(of: role, in: subject.graph.frames[subject.graph.nodes[index].frame].runbook) {
    case .known(let stretches):
      let gaps = stretches.filter(\.people.isEmpty).map(\.time)
      guard let times = proof.gapNotes(gaps, at: step.position), let first = gaps.first
      else { return }
      found.add(
        path,
        ProofRules.roleGap.finding(
          at: span,
          ProofPhrases.roleGap.with(
            ["role": role, "title": step.title].merging(proof.span(first)) { own, _ in own }
          ),
          remedy: ProofPhrases.roleGapRemedy.with(["role": role, "file": proof.world.path]),
          notes: times + proof.witness(index, map, at: step.position)
        )
      )
    case .anyone: return
    case .listed, .unknown:
      let known = proof.roster.parts.roles.map(\.id)
      let near = Suggestion.nearest(to: role, among: known)
      found.add(
        path,
        ProofRules.undecidedRole.finding(
          at: span,
          (near == nil ? ProofPhrases.undecidedRole : ProofPhrases.misspeltRole)
            .with(["role": role, "file": proof.world.path, "suggestion": near ?? ""]),
          remedy: ProofPhrases.undecidedRoleRemedy.with(["role": role, "file": proof.world.path])
        )
      )
    }
  }

  private mutating func holders(of role: String, in runbook: Runbook) -> Holders {
    if proof.roster.role(role) != nil {
      if let known = stretches[role] { return .known(known) }
      let found = proof.timetable.stretches(of: [.role(role)]).map { stretch in
        var stretch = stretch
        stretch.people = stretch.people.filter { proof.roster.person($0) != nil }
        return stretch
      }
      stretches[role] = found
      return .known(found)
    }
    let members = Self.members(of: role, in: runbook)
    if members.isEmpty { return .unknown }
    return Self.isForEverybody(members) ? .anyone : .listed(members)
  }

  private static func members(of role: String, in runbook: Runbook) -> [String] {
    runbook.roles.first { $0.name == role }?.members ?? []
  }

  private static func isForEverybody(_ members: [String]) -> Bool {
    members.contains { RoleDeclaration.everybody.contains($0) }
  }

  // MARK: Approvals

  private mutating func proveApproval(
    _ approval: Approval,
    _ index: Int,
    _ subject: PlanProof.Subject,
    _ map: WayMap,
    _ found: inout FoundInFiles
  ) {
    proveRole(approval.role, StepKeys.approve, index, subject, map, &found)
    let path = subject.path(of: index)
    let runnerRole = approval.excludesRunner ? subject.graph.role(of: index) : nil
    let question = Question(
      path: path,
      role: approval.role,
      count: approval.count,
      runner: runnerRole ?? (approval.excludesRunner ? "" : nil)
    )
    guard asked.insert(question).inserted else { return }
    let runbook = subject.graph.frames[subject.graph.nodes[index].frame].runbook
    guard let approvers = approvers(approval.role, runbook) else { return }
    let runners = runnerRole.flatMap { people(of: $0, runbook) }
    var short: [DutyInterval] = []
    var alone: [DutyInterval] = []
    for stretch in approvers {
      if stretch.people.count < approval.count {
        short.append(stretch.time)
        continue
      }
      guard stretch.people.count == approval.count, let runners else { continue }
      for time in Self.times(runners, allWithin: Set(stretch.people), during: stretch.time) {
        alone.append(time)
      }
    }
    let arguments = [
      "role": approval.role, "count": "\(approval.count)",
      "title": subject.graph.nodes[index].step.title, "runners": runnerRole ?? "",
    ]
    report(short, ProofRules.approverGap, ProofPhrases.approverGap, arguments, index, subject, map)
      .map { found.add(path, $0) }
    report(
      alone,
      ProofRules.runnerAlone,
      ProofPhrases.runnerAlone,
      arguments,
      index,
      subject,
      map
    ).map { found.add(path, $0) }
  }

  private func report(
    _ gaps: [DutyInterval],
    _ rule: Rule,
    _ phrase: Phrase,
    _ arguments: [String: String],
    _ index: Int,
    _ subject: PlanProof.Subject,
    _ map: WayMap
  ) -> Finding? {
    let gaps = gaps.merged()
    let step = subject.graph.nodes[index].step
    guard let first = gaps.first, let times = proof.gapNotes(gaps, at: step.position)
    else { return nil }
    return rule.finding(
      at: SourceSpan(ofKey: StepKeys.approve, in: step, subject.source(of: index)),
      phrase.with(arguments.merging(proof.span(first)) { own, _ in own }),
      remedy: ProofPhrases.approvalRemedy.with(arguments),
      notes: times + proof.witness(index, map, at: step.position)
    )
  }

  /// The people who may approve: those of the roster's role whom the runbook lets, or those whom it
  /// lists; `nil` when that is everybody or nobody knows.
  ///
  /// That nobody at all has the role is said of the role: such times are left out.
  private mutating func approvers(
    _ role: String,
    _ runbook: Runbook
  ) -> [DutyTimetable.Stretch]? {
    let members = Self.members(of: role, in: runbook)
    let isOpen = members.isEmpty || Self.isForEverybody(members)
    guard let all = people(of: role, runbook) else { return nil }
    return all.filter { !$0.people.isEmpty }.map { stretch in
      guard !isOpen else { return stretch }
      var stretch = stretch
      stretch.people = stretch.people.filter { members.contains($0) }
      return stretch
    }
  }

  private mutating func people(
    of role: String,
    _ runbook: Runbook
  ) -> [DutyTimetable.Stretch]? {
    switch holders(of: role, in: runbook) {
    case .known(let stretches): return stretches
    case .listed(let members):
      return [DutyTimetable.Stretch(time: proof.whole, people: Set(members).sorted())]
    case .anyone, .unknown: return nil
    }
  }

  /// The times within `whole` at which there are runners and all of them are among `people`.
  private static func times(
    _ runners: [DutyTimetable.Stretch],
    allWithin people: Set<String>,
    during whole: DutyInterval
  ) -> [DutyInterval] {
    // Stretches are in order: the first that ends within the time is found by halving.
    var low = 0
    var high = runners.count
    while low < high {
      let middle = (low + high) / 2
      if runners[middle].time.end <= whole.start { low = middle + 1 } else { high = middle }
    }
    var result: [DutyInterval] = []
    for stretch in runners[low...] {
      if stretch.time.start >= whole.end { break }
      guard !stretch.people.isEmpty, people.isSuperset(of: stretch.people),
        let part = stretch.time.clipped(to: whole)
      else { continue }
      result.append(part)
    }
    return result
  }
}

extension PlanProof {
  /// Times as arguments of a phrase, by the clocks of the configuration.
  func span(_ time: DutyInterval) -> [String: String] {
    ["from": wall(time.start), "to": wall(time.end)]
  }

  func wall(_ instant: Instant) -> String { roster.zone.wall(instant).description }

  /// How often and how long something is so; `nil` when it never is, and empty when once.
  func gapNotes(_ gaps: [DutyInterval], at position: SourcePosition) -> [Finding.Note]? {
    guard !gaps.isEmpty else { return nil }
    guard gaps.count > 1 else { return [] }
    let total = gaps.reduce(TimeSpan.zero) { $0 + $1.length }
    return [
      Finding.Note(
        ProofPhrases.gapCount.with([
          "count": "\(gaps.count)", "year": "\(year)", "total": total.text,
        ]),
        at: position
      )
    ]
  }
}

extension StepGraph {
  /// The step's role, or that of the nearest step around it that has one.
  func role(of index: Int) -> String? {
    var current: Int? = index
    while let place = current {
      if let role = nodes[place].step.role { return role }
      current = nodes[place].parent
    }
    return nil
  }
}
