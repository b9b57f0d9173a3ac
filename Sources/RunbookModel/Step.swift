public import Findings
public import Timekeeping

/// The name of a step, unique in a graph.
///
/// It is the GitHub slug of the step's heading, or what `id:` says. A step of a called runbook has
/// the calling step's id before its own, with a slash between: `update-dns/check-zone`.
public struct StepID: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The text of the id.
  public let text: String

  /// The id with that text.
  public init(_ text: String) {
    self.text = text
  }

  /// Reads the text of an id.
  public init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the text of the id.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The text of the id.
  public var description: String { text }
}

/// One step: a heading with what is to be done under it.
///
/// Within a step the order is fixed: wait, approval, commands and calls, sub-steps, checklist,
/// verification, evidence, and last the decision.
public struct Step: Codable, Hashable, Sendable {
  /// The step's name.
  public var id: StepID
  /// The GitHub slug of the heading, which links in the file point to.
  public var anchor: String
  /// The heading's text.
  public var title: String
  /// Where the heading is.
  public var position: SourcePosition

  /// Who does it.
  public var role: String?
  /// How long one attempt of a command may take.
  public var timeout: TimeSpan?
  /// How long the whole step may take before it is late.
  public var deadline: TimeSpan?
  /// How often a failing command is tried again.
  public var retry: Retry?
  /// What happens when it fails for good.
  public var onFailure: FailureAction = .stop
  /// Who must say yes before the commands run.
  public var approval: Approval?
  /// What must be put on file before the step is done.
  public var evidence: EvidenceRequest?
  /// Whether running its commands twice does no harm; `nil` when the author did not say.
  public var isIdempotent: Bool?
  /// Who is told when the step is reached, as written: `sms role:ic`.
  public var notify: [String] = []
  /// How long to wait before anything else.
  public var wait: TimeSpan?
  /// A runbook to run in this place.
  public var call: Call?
  /// How the sub-steps run.
  public var parallelism: Parallelism?
  /// A question that a person answers with yes before the step is done.
  public var verification: String?
  /// The variable that gets the trimmed standard output of the step's last run or check.
  public var capture: String?
  /// Whether commands start without a person's key (`true`), never without (`false`), or as the
  /// run's mode says (`nil`).
  public var isAutomatic: Bool?
  /// When and to which policy the step escalates, as the author wrote it.
  public var escalation: StepEscalation?
  /// Where to go afterwards, when it is not the next step of the file.
  public var next: Target?
  /// How often the step's backward links may be taken.
  public var atMost: Int?
  /// Whether it may fail or be left out without failing the run.
  public var isOptional: Bool = false

  /// What the reader sees, in the order of the file.
  public var body: [BodyPart] = []
  /// The commands in the order of the file.
  public var commands: [Command] = []
  /// The items to tick.
  public var checklist: [ChecklistItem] = []
  /// The answers of a decision; empty when the step is not one.
  public var choices: [Choice] = []
  /// The links of the text that lead out of the file, in order.
  public var links: [Link] = []
  /// The sub-steps.
  public var children: [Step] = []

  /// A step that only has a heading.
  public init(id: StepID, anchor: String, title: String, position: SourcePosition) {
    self.id = id
    self.anchor = anchor
    self.title = title
    self.position = position
  }
}

/// Further attempts after a failed one.
public struct Retry: Codable, Hashable, Sendable {
  /// How many further attempts there are; `3` means four attempts in all.
  public var count: Int
  /// The time between the end of one attempt and the start of the next.
  public var interval: TimeSpan

  /// `count` further attempts, `interval` apart.
  public init(count: Int, interval: TimeSpan) {
    self.count = count
    self.interval = interval
  }
}

/// What happens when a step has failed for good.
public enum FailureAction: Codable, Hashable, Sendable {
  /// The run stops there and asks a person; without one it waits and escalates.
  case stop
  /// The failure is noted and the run goes on with the next step.
  case carryOn
  /// The rollbacks of all finished steps run, the last step's first, and the run is aborted.
  case rollback
  /// The run ends as aborted, without rollback.
  case abort
  /// The run goes on at that step.
  case go(StepID)
}

/// People's consent that commands need before they start.
public struct Approval: Codable, Hashable, Sendable {
  /// What happens when nobody decided in time.
  ///
  /// A gate is never passed by waiting.
  public enum Expiry: String, Codable, Hashable, Sendable {
    /// The next people are called, and the approval is asked for anew.
    case escalate
    /// The run ends as aborted.
    case abort
    /// The step fails.
    case fail
    /// The step is skipped.
    case skip
  }

  /// How many different people of the role must say yes.
  public var count: Int
  /// The role that they act in.
  public var role: String
  /// Whether the one who runs the step is refused.
  public var excludesRunner: Bool
  /// How long a request stays open; `nil` means until it is decided.
  ///
  /// An expired request is dead: consent that comes later is refused.
  public var within: TimeSpan?
  /// What happens when that time is over.
  public var otherwise: Expiry

  /// A request for the consent of `count` people in `role`.
  public init(
    count: Int = 1,
    role: String,
    excludesRunner: Bool = false,
    within: TimeSpan? = nil,
    otherwise: Expiry = .escalate
  ) {
    self.count = count
    self.role = role
    self.excludesRunner = excludesRunner
    self.within = within
    self.otherwise = otherwise
  }
}

/// What must be put on file before a step is done.
public struct EvidenceRequest: Codable, Hashable, Sendable {
  /// The form it takes.
  public enum Kind: String, Codable, Hashable, Sendable {
    /// A sentence that a person types.
    case text
    /// A file, kept by its SHA-256.
    case file
    /// Either.
    case any
  }

  /// The form it takes.
  public var kind: Kind
  /// What it should show, when the author said so.
  public var prompt: String?

  /// A request for evidence of `kind`.
  public init(kind: Kind, prompt: String? = nil) {
    self.kind = kind
    self.prompt = prompt
  }
}

/// A runbook that runs in a step's place.
public struct Call: Codable, Hashable, Sendable {
  /// One input of the called runbook.
  public struct Binding: Codable, Hashable, Sendable {
    /// The input's name.
    public var name: String
    /// The value; `$name` alone stands for that variable of the caller.
    public var value: String

    /// The input `name` gets `value`.
    public init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The link's text.
  public var title: String
  /// The path, relative to the file of the caller.
  public var path: String
  /// What the called runbook's inputs get.
  public var bindings: [Binding]
  /// Where the link is.
  public var position: SourcePosition

  /// A call of the runbook at `path`.
  public init(title: String, path: String, bindings: [Binding], position: SourcePosition) {
    self.title = title
    self.path = path
    self.bindings = bindings
    self.position = position
  }
}

/// How the sub-steps of a step run side by side.
public struct Parallelism: Codable, Hashable, Sendable {
  /// How many may be active at once; `nil` for all.
  public var limit: Int?

  /// Sub-steps run side by side, at most `limit` at once.
  public init(limit: Int? = nil) {
    self.limit = limit
  }
}

/// When a step that is not finished calls for more people, and by which policy.
public struct StepEscalation: Codable, Hashable, Sendable {
  /// The time after the step was reached; `nil` for the policy's own times.
  public var after: TimeSpan?
  /// The policy's name; `nil` for the runbook's.
  public var policy: String?

  /// Escalation by `policy` after that time.
  public init(after: TimeSpan? = nil, policy: String? = nil) {
    self.after = after
    self.policy = policy
  }
}

/// Where a run goes on.
public enum Target: Codable, Hashable, Sendable {
  /// At that step.
  case step(StepID)
  /// Nowhere: the runbook is finished.
  ///
  /// In the runbook that was started the run ends; in a called one the call ends, and the calling
  /// step goes on with what it has after its call.
  case end
}

/// One answer of a decision.
public struct Choice: Codable, Hashable, Sendable {
  /// The answer: the link's text.
  public var answer: String
  /// Where it leads.
  public var target: Target
  /// When the answer is taken without asking.
  public var condition: Condition?
  /// Where it is written.
  public var position: SourcePosition

  /// The answer `answer`, which leads to `target`.
  public init(
    answer: String,
    target: Target,
    condition: Condition? = nil,
    position: SourcePosition
  ) {
    self.answer = answer
    self.target = target
    self.condition = condition
    self.position = position
  }
}

/// One item of a checklist.
public struct ChecklistItem: Codable, Hashable, Sendable {
  /// The item's text.
  public var text: String
  /// How deep it is nested, from 0.
  public var depth: Int
  /// Its number in an ordered list; `nil` in a task list.
  public var number: Int?
  /// Whether the file shows it as ticked; it still has to be confirmed.
  public var isTickedInFile: Bool
  /// Whether it begins with a condition (`If …`, `如果…`), so that it may not apply.
  public var isConditional: Bool
  /// Where it is.
  public var position: SourcePosition

  /// An item with that text.
  public init(
    text: String,
    depth: Int = 0,
    number: Int? = nil,
    isTickedInFile: Bool = false,
    isConditional: Bool = false,
    position: SourcePosition
  ) {
    self.text = text
    self.depth = depth
    self.number = number
    self.isTickedInFile = isTickedInFile
    self.isConditional = isConditional
    self.position = position
  }
}

/// A link that leads out of the file.
public struct Link: Codable, Hashable, Sendable {
  /// The link's text.
  public var text: String
  /// Where it leads.
  public var url: String

  /// A link to `url`.
  public init(text: String, url: String) {
    self.text = text
    self.url = url
  }
}

/// A piece of what a reader sees under a heading.
public enum BodyPart: Codable, Hashable, Sendable {
  /// A paragraph as plain text, without Markdown's marks.
  case paragraph(String)
  /// A GitHub alert (`> [!WARNING]`) or a MkDocs admonition: its kind in lower case, and its text.
  case alert(kind: String, text: String)
  /// A quotation.
  case quote(String)
  /// An item of a bullet list that is not a checklist, with its depth from 0.
  case bullet(String, depth: Int)
  /// A table, its cells as plain text, the head first.
  case table([[String]])
  /// Code that is never run.
  case code(language: String, text: String)
  /// The place of the command with that index in ``Step/commands``.
  case command(Int)
  /// The place of the checklist item with that index in ``Step/checklist``.
  case item(Int)
}
