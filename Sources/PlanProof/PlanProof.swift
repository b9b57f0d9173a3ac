public import DutyRoster
public import Findings
import Phrases
public import RunbookModel
public import Timekeeping

/// Looks, before the emergency, for what can go wrong with plans in a whole year.
///
/// Every way through the step graph is followed, with the people of the roster and the ladders of
/// the policies at every instant of the year. Nothing is walked path by path or minute by minute: a
/// graph is searched once, and people are compared at the instants at which somebody comes or goes.
/// It must never guess: what cannot be told is a finding of the level *note*.
public struct PlanProof: Sendable {
  /// A plan to be proved.
  public struct Subject: Sendable {
    /// The runbook with its calls followed.
    public var graph: StepGraph
    /// The texts of its files, by the paths in the graph's frames.
    public var sources: [String: SourceText]

    /// The plan `graph`, read from `sources`.
    public init(graph: StepGraph, sources: [String: SourceText]) {
      self.graph = graph
      self.sources = sources
    }
  }

  /// What is known about the way that a notifier's messages take.
  public struct Gateway: Hashable, Sendable {
    /// What fails as one: the host of the provider, or another name for it.
    public var name: String
    /// How long it is tried at most before it is given up.
    public var patience: TimeSpan

    /// A way through the provider `name`.
    public init(name: String, patience: TimeSpan) {
      self.name = name
      self.patience = patience
    }
  }

  /// The people, policies and ways out, with the file that they stand in.
  public struct World: Sendable {
    /// What the file says.
    public var configuration: Configuration
    /// The file's path as it is shown.
    public var path: String
    /// The file's text.
    public var source: SourceText
    /// Where the parts of the file stand, by their paths: `policies.duty.levels.0`.
    package var places: [String: SourceSpan]
    /// The way of each notifier, by its id.
    public var gateways: [String: Gateway]

    /// A world of those parts.
    package init(
      configuration: Configuration,
      path: String,
      source: SourceText,
      places: [String: SourceSpan],
      gateways: [String: Gateway] = [:]
    ) {
      self.configuration = configuration
      self.path = path
      self.source = source
      self.places = places
      self.gateways = gateways
    }
  }

  /// How much is looked at before the proof is given up, so that it ends in bounded time and memory.
  public struct Limits: Hashable, Sendable {
    /// The most steps of one plan, those of called runbooks counted.
    public var steps: Int
    /// The most rungs of one ladder, those of all its rounds counted.
    public var rungs: Int
    /// The most instants of the year at which one ladder is walked.
    public var instants: Int

    /// Limits of those numbers.
    public init(steps: Int = 200_000, rungs: Int = 400, instants: Int = 300_000) {
      self.steps = steps
      self.rungs = rungs
      self.instants = instants
    }
  }

  let world: World
  let limits: Limits
  /// The longest that may pass before somebody is called; `nil` when nothing was agreed.
  let humanWithin: TimeSpan?
  /// The year, as the clocks of the configuration have it.
  let year: Int
  let timetable: DutyTimetable

  var roster: Roster { world.configuration.roster }
  var whole: DutyInterval { timetable.whole }

  /// A proof in `world` for a year.
  ///
  /// - Throws: that a calendar says nothing about the year.
  public init(
    _ world: World,
    year: Int,
    humanWithin: TimeSpan? = nil,
    limits: Limits = Limits()
  ) throws(RosterFault) {
    self.world = world
    self.limits = limits
    self.humanWithin = humanWithin
    self.year = year
    let zone = world.configuration.roster.zone
    func newYear(_ year: Int) -> Instant {
      let day = CivilDay(year: year, month: 1, day: 1) ?? CivilDay(number: 0)
      return zone.first(WallTime(day, minutes: 0))
    }
    timetable = try DutyTimetable(
      world.configuration.roster,
      from: newYear(year),
      to: newYear(year + 1)
    )
  }

  /// What is wrong with the plans, and how long their ladders take.
  ///
  /// - Throws: that a calendar says nothing about the year.
  public func proof(of subjects: [Subject]) throws(RosterFault) -> Proof {
    var found = FoundInFiles()
    var gates = GateYear(self)
    for subject in subjects { prove(subject, &gates, &found) }
    var ladders: [LadderTimes] = []
    for rules in world.configuration.policies {
      for form in try forms(of: rules) { ladders.append(prove(form, &found)) }
    }
    var sources = [world.path: world.source]
    for subject in subjects {
      sources.merge(subject.sources, uniquingKeysWith: { first, _ in first })
    }
    return Proof(files: found.files(sources), ladders: ladders)
  }

  private func prove(_ subject: Subject, _ gates: inout GateYear, _ found: inout FoundInFiles) {
    guard let frame = subject.graph.frames.first else { return }
    guard subject.graph.nodes.count <= limits.steps else {
      found.add(
        frame.path,
        ProofRules.boundHit.finding(
          at: SourceSpan(position: SourcePosition(line: 1, column: 1), length: 1),
          ProofPhrases.tooManySteps.with([
            "count": "\(subject.graph.nodes.count)", "limit": "\(limits.steps)",
          ]),
          remedy: ProofPhrases.splitPlan.with([:])
        )
      )
      return
    }
    let map = WayMap(subject.graph)
    proveFlow(subject, map, &found)
    proveTimes(subject, map, &found)
    provePolicies(subject, map, &found)
    gates.prove(subject, map, &found)
  }
}

/// What a proof brought to light.
public struct Proof: Sendable {
  /// What was found, by files; the level *note* is what could not be told.
  public var files: [FileFindings]
  /// How long each form of each ladder takes, in the order of the configuration.
  public var ladders: [LadderTimes]

  /// Whether something is wrong.
  public var hasFaults: Bool {
    files.contains { $0.findings.contains { $0.level != .note } }
  }
}

/// Findings as they come, each place once whatever plans it is a part of.
struct FoundInFiles {
  private struct Key: Hashable {
    var path: String
    var code: String
    var position: SourcePosition
  }

  private var order: [String] = []
  private var findings: [String: [Finding]] = [:]
  private var seen: Set<Key> = []

  mutating func add(_ path: String, _ finding: Finding) {
    let key = Key(path: path, code: finding.code, position: finding.position)
    guard seen.insert(key).inserted else { return }
    if findings[path] == nil { order.append(path) }
    findings[path, default: []].append(finding)
  }

  func files(_ sources: [String: SourceText]) -> [FileFindings] {
    order.map { path in
      FileFindings(
        path: path,
        findings: findings[path] ?? [],
        source: sources[path] ?? SourceText("")
      )
    }
  }
}
