public import RunbookModel
public import Timekeeping

/// Where an incident stands: nothing but its events, replayed.
public struct IncidentState: Sendable {
  /// The name of a variable in its frame.
  public struct VariableKey: Hashable, Sendable {
    /// The index of the frame.
    public var frame: Int
    /// The variable's name.
    public var name: String
  }

  /// A rollback that has begun.
  public struct Rollback: Hashable, Sendable {
    /// Why the run is rolled back.
    public var reason: String
    /// What is left to undo, the next first.
    public var remaining: [Item]
    /// Whether a rollback command failed or has an unknown outcome, so that a person must decide.
    public var isStopped = false

    /// One rollback command.
    public struct Item: Hashable, Sendable {
      /// The index of the step.
      public var step: Int
      /// The index of the command in the step.
      public var command: Int
    }
  }

  /// That the run ends as soon as the commands that still run have ended.
  public struct Ending: Hashable, Sendable {
    /// How it ends.
    public var outcome: RunOutcome
    /// Why.
    public var reason: String?
    /// Whether a person ended it.
    var isByPerson: Bool
  }

  /// That a person has taken the incident.
  public struct Acknowledgement: Hashable, Sendable {
    /// Who.
    public var by: String
    /// How long nothing may happen before it does not count any more.
    public var timeout: TimeSpan?
    /// The policy by which people are called again then.
    public var policy: String?
  }

  /// The incident's name.
  public let id: IncidentID
  /// What runs.
  public let graph: StepGraph
  /// How it began; `nil` before the first event.
  public internal(set) var opening: Opening?
  /// When it began.
  public internal(set) var openedAt: Instant?
  /// Who opened it.
  public internal(set) var openedBy: Actor?
  /// The number of the last event that is in this state.
  public internal(set) var version = 0
  /// When the last event was written.
  public internal(set) var lastEventAt: Instant?
  /// How bad it is.
  public internal(set) var severity: Severity?
  /// What has become of each step, by its index in the graph.
  public internal(set) var steps: [StepRun]
  /// The values of inputs and captures.
  public internal(set) var variables: [VariableKey: String] = [:]
  /// Who drives the run.
  public internal(set) var pen: Actor?
  /// The process that carries the run, as far as the journal knows.
  public internal(set) var host: ProcessIdentity?
  /// Who took the incident first.
  public internal(set) var acknowledgedBy: String?
  /// When each milestone was reached first.
  public internal(set) var milestones: [Milestone: Instant] = [:]
  /// How the run ended.
  public internal(set) var outcome: RunOutcome?
  /// How many attempts there were.
  public internal(set) var attemptCount = 0
  /// The rollback that has begun.
  public internal(set) var rollback: Rollback?
  /// That the run ends, or has ended, only behind commands that still ran.
  public internal(set) var ending: Ending?
  /// Calls for people that no engine has taken up yet.
  public internal(set) var escalationRequests: [EscalationRequest] = []
  /// Messages to people whom no engine has looked up yet.
  public internal(set) var noticeRequests: [NoticeRequest] = []
  /// What the notices are about that are about no step, by their numbers.
  public internal(set) var noticeTopics: [Int: NoticeTopic] = [:]
  /// The jumps of clocks that were noticed while it went on.
  public internal(set) var clockJumps: [ClockJump] = []
  /// How many notices were asked for.
  var noticeCount = 0
  /// The ladders of people who are or were called.
  public internal(set) var escalations: [Escalation] = []
  /// All messages.
  public internal(set) var outbox = Outbox()
  /// Who took the incident last, while that still counts.
  public internal(set) var acknowledgement: Acknowledgement?
  /// Who has taken what people were called for last.
  public internal(set) var taken: TakenIncident?
  /// The codes with which people answer calls, by their ids; empty when one was erased.
  public internal(set) var answerCodes: [String: String] = [:]
  /// What was answered in vain.
  var notedAnswers: Set<NotedAnswer> = []
  /// How many levels have fired in all escalations together.
  public internal(set) var levelsFired = 0
  /// When a person last did something, or a step went on.
  public internal(set) var lastProgressAt: Instant?
  /// The steps in the order in which one of their changing commands last succeeded.
  var changedSteps: [Int] = []

  /// The state before the first event.
  public init(id: IncidentID, graph: StepGraph) {
    self.id = id
    self.graph = graph
    steps = Array(repeating: StepRun(), count: graph.nodes.count)
  }

  /// The state that `events` lead to.
  public init(id: IncidentID, graph: StepGraph, replaying events: some Sequence<Event>) {
    self.init(id: id, graph: graph)
    for event in events {
      apply(event)
    }
  }

  /// The step at `index`.
  public func step(_ index: Int) -> Step { graph.nodes[index].step }

  /// The indexes of the steps that the run is at, each before its sub-steps.
  public var activeSteps: [Int] { steps.indices.filter { steps[$0].isActive } }

  /// The active steps that have no active sub-step.
  public var currentSteps: [Int] {
    activeSteps.filter { index in
      !graph.nodes[index].children.contains { steps[$0].isActive }
    }
  }

  /// The indexes of the steps of which a command runs, as far as anybody knows.
  public var runningSteps: [Int] {
    steps.indices.filter { steps[$0].hasOpenAttempt && steps[$0].attempts.last?.isUnknown == false }
  }

  /// Whether the incident is resolved.
  public var isResolved: Bool { milestones[.resolved] != nil }

  /// The indexes of the step's commands that run in order.
  public func orderedCommands(of index: Int) -> [Int] {
    let commands = graph.nodes[index].step.commands
    return commands.indices.filter { commands[$0].isOrdered }
  }

  /// The index of the command that runs next, when there is one.
  public func nextCommand(of index: Int) -> Int? {
    if let offer = steps[index].requestedOffer { return offer }
    let commands = graph.nodes[index].step.commands
    var left = steps[index].nextCommand
    for place in commands.indices where commands[place].isOrdered {
      if left == 0 { return place }
      left -= 1
    }
    return nil
  }

  /// The variables that a step's commands see.
  public func variables(ofFrame frame: Int) -> [String: String] {
    var visible: [String: String] = [:]
    for (key, value) in variables where key.frame == frame {
      visible[key.name] = value
    }
    return visible
  }
}

extension Command {
  /// Whether it runs in order with the step's others.
  fileprivate var isOrdered: Bool {
    switch role {
    case .run, .check, .until: true
    case .rollback, .offered: false
    }
  }
}
