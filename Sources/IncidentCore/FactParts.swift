public import Phrases
public import RunbookModel
public import Timekeeping

/// How an incident began.
public struct Opening: Codable, Hashable, Sendable {
  /// How a run treats what needs a person.
  public enum Mode: String, Codable, Hashable, Sendable {
    /// A person at a terminal drives.
    case interactive
    /// What is marked and safe runs by itself; the rest waits for a person.
    case automatic
  }

  /// What the incident is called: the runbook's title.
  public var title: String
  /// The runbook's name.
  public var runbook: String
  /// The SHA-256 of the step graph that runs, as the journal keeps it.
  public var graphSHA256: String
  /// How the run treats what needs a person.
  public var mode: Mode
  /// Whether it is a drill; everything that leaves the house says so.
  public var isDrill: Bool
  /// How bad it is.
  public var severity: Severity?
  /// The names of the inputs; their values are sealed.
  public var inputs: [String]
  /// The language of what Tocsin writes about it.
  public var language: Language
  /// The version of Tocsin that opened it.
  public var version: String

  /// An opening of those parts.
  public init(
    title: String,
    runbook: String,
    graphSHA256: String,
    mode: Mode,
    isDrill: Bool,
    severity: Severity?,
    inputs: [String],
    language: Language,
    version: String
  ) {
    self.title = title
    self.runbook = runbook
    self.graphSHA256 = graphSHA256
    self.mode = mode
    self.isDrill = isDrill
    self.severity = severity
    self.inputs = inputs
    self.language = language
    self.version = version
  }
}

/// A point in the course of an incident that measures are computed from.
public enum Milestone: String, Codable, CaseIterable, Hashable, Sendable {
  /// Users began to feel it.
  case impactStarted = "impact-started"
  /// Somebody or something noticed.
  case detected
  /// It was called an incident.
  case declared
  /// A person took it.
  case acknowledged
  /// Users no longer feel it.
  case mitigated
  /// The cause is gone.
  case resolved
}

/// A process of the machine, told apart from a later one with the same number.
public struct ProcessIdentity: Codable, Hashable, Sendable {
  /// The process number, which is also its process group's.
  public var pid: Int32
  /// When it started, in clock ticks since boot (field 22 of `/proc/PID/stat`).
  public var startTicks: UInt64
  /// The machine's boot id (`/proc/sys/kernel/random/boot_id`).
  public var bootID: String
  /// The machine's name.
  public var host: String

  /// The process `pid` that started at that tick.
  public init(pid: Int32, startTicks: UInt64, bootID: String, host: String) {
    self.pid = pid
    self.startTicks = startTicks
    self.bootID = bootID
    self.host = host
  }
}

/// How a run ended.
public enum RunOutcome: String, Codable, Hashable, Sendable {
  /// Every step that applied is done.
  case completed
  /// The end was reached with a failed step.
  case failed
  /// A person or an `abort` ended it before.
  case aborted
}

/// Why a command is stopped.
public enum StopReason: String, Codable, Hashable, Sendable {
  /// Its timeout is over.
  case timeout
  /// A person asked for it.
  case person
  /// The run is aborted.
  case abort
}

/// How a command ended.
public struct CommandResult: Codable, Hashable, Sendable {
  /// How the process ended.
  public enum End: Codable, Hashable, Sendable {
    /// It exited with that code.
    case exited(Int)
    /// That signal ended it.
    case signalled(Int)
    /// It never started, for that reason.
    case notStarted(String)
  }

  /// How the process ended.
  public var end: End
  /// The expectations that do not hold, in the order of the file.
  public var unmet: [Expectation]
  /// The time from its start to its end.
  public var duration: TimeSpan
  /// The SHA-256 of the whole standard output as it was kept.
  public var stdoutSHA256: String?
  /// The bytes it wrote to standard output and standard error, kept or not.
  public var outputBytes: Int
  /// Whether a part of the output was not kept.
  public var isTruncated: Bool

  /// A result of those parts.
  public init(
    end: End,
    unmet: [Expectation] = [],
    duration: TimeSpan,
    stdoutSHA256: String? = nil,
    outputBytes: Int = 0,
    isTruncated: Bool = false
  ) {
    self.end = end
    self.unmet = unmet
    self.duration = duration
    self.stdoutSHA256 = stdoutSHA256
    self.outputBytes = outputBytes
    self.isTruncated = isTruncated
  }

  /// The exit code, when there is one.
  public var exitCode: Int? {
    if case .exited(let code) = end { code } else { nil }
  }
}

/// What to make of a command whose end nobody saw.
public enum Settlement: String, Codable, Hashable, Sendable {
  /// It was done; go on.
  case done
  /// Run it again.
  case again
  /// Leave the step out.
  case skip
  /// It failed.
  case failed
}

/// How an item of a checklist was dealt with.
public enum ItemMark: String, Codable, Hashable, Sendable {
  /// It is done.
  case done
  /// Its condition does not hold.
  case notApplicable = "not-applicable"
  /// The mark was taken back.
  case open
}

/// Something that was put on file.
public struct Evidence: Codable, Hashable, Sendable {
  /// Whether it is a text or a file.
  public var kind: EvidenceRequest.Kind
  /// The file's name.
  public var fileName: String?
  /// The SHA-256 of the file, by which the evidence folder keeps it.
  public var sha256: String?
  /// The size of the file or text in bytes.
  public var bytes: Int

  /// Evidence of those parts.
  public init(
    kind: EvidenceRequest.Kind,
    fileName: String? = nil,
    sha256: String? = nil,
    bytes: Int
  ) {
    self.kind = kind
    self.fileName = fileName
    self.sha256 = sha256
    self.bytes = bytes
  }
}

/// Why more people are to be called.
public enum EscalationReason: String, Codable, Hashable, Sendable {
  /// A person asked for it.
  case person
  /// A step passed its deadline.
  case deadline
  /// Nobody decided on an approval.
  case approvalExpired = "approval-expired"
  /// An automatic run waits for a person.
  case personNeeded = "person-needed"
  /// A step of an automatic run failed.
  case failure
  /// A command's outcome is unknown.
  case outcomeUnknown = "outcome-unknown"
  /// The incident was opened by a machine, and its runbook names a policy.
  case opened
  /// A message that a step asks for could not be sent.
  case notificationFailed = "notification-failed"
  /// Nothing happened for too long after somebody took the incident.
  case acknowledgementExpired = "acknowledgement-expired"

  /// Whether one who can answer is enough; else others are wanted than those who know of it.
  public var isForOne: Bool { [.personNeeded, .failure, .outcomeUnknown].contains(self) }
}

/// Why a step failed.
public enum FailureReason: Codable, Hashable, Sendable {
  /// That attempt of a command did not do what was expected.
  case command(attempt: Int)
  /// That attempt of a command took too long.
  case timedOut(attempt: Int)
  /// The approval was refused.
  case rejected
  /// The approval's time ran out.
  case approvalExpired
  /// The step's question was answered with no.
  case notConfirmed
  /// No condition holds, or the chosen backward link was taken as often as allowed.
  case noWayOn
  /// A person said so.
  case person(reason: String)
}

/// Why a run goes on somewhere else than at the next step.
public enum MoveReason: String, Codable, Hashable, Sendable {
  /// A decision's answer.
  case choice
  /// The step's `next`.
  case next
  /// The step's `on failure`.
  case failure
  /// A person jumped.
  case person
}
