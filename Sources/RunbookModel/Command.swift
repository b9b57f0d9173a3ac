public import Findings
public import Timekeeping

/// A command of a step: the body of a fence with a role.
public struct Command: Codable, Hashable, Sendable {
  /// What the command is for: the fence's second word.
  public enum Role: String, Codable, CaseIterable, Hashable, Sendable {
    /// Changes something.
    case run
    /// Only looks.
    case check
    /// Only looks, again and again until it succeeds.
    case until
    /// Undoes the step.
    case rollback
    /// Found in a file without roles; a person may run it or not.
    case offered
  }

  /// What the command is for.
  public var role: Role
  /// The fence's first word in lower case.
  public var language: String
  /// The text that runs, without the fence's indentation; prompts are stripped.
  public var script: String
  /// The program with its arguments; the script is added as the last argument.
  public var interpreter: [String]
  /// How long one attempt may take; overrides the step's.
  public var timeout: TimeSpan?
  /// The time between two polls of an `until`.
  public var interval: TimeSpan?
  /// Whether it needs a terminal.
  public var needsTerminal: Bool
  /// The folder it runs in, relative to where the run was started.
  public var workingDirectory: String?
  /// What must be true of its result; an exit code of 0 when nothing else is said about the exit.
  public var expectations: [Expectation]
  /// `<placeholders>` in the script, which are asked for and passed as variables; plain mode only.
  public var placeholders: [Placeholder]
  /// Whether it looks like something that destroys or is hard to undo.
  public var isDestructive: Bool
  /// Where the fence begins.
  public var position: SourcePosition

  /// A command without any settings.
  public init(
    role: Role,
    language: String,
    script: String,
    interpreter: [String],
    position: SourcePosition
  ) {
    self.role = role
    self.language = language
    self.script = script
    self.interpreter = interpreter
    self.position = position
    needsTerminal = false
    expectations = []
    placeholders = []
    isDestructive = false
  }

  /// Whether running it again after an unknown outcome does no harm by its nature.
  public var isReadOnly: Bool { role == .check || role == .until }
}

/// A `<name>` in the command of a plain runbook, and the variable that stands in its place.
public struct Placeholder: Codable, Hashable, Sendable {
  /// The text between the angle brackets.
  public var text: String
  /// The variable that the script has in its place, quoted.
  public var variable: String

  /// The placeholder `<text>`, given as `variable`.
  public init(text: String, variable: String) {
    self.text = text
    self.variable = variable
  }
}

/// One line of an `expect` fence: what must be true of a command's result.
public enum Expectation: Codable, Hashable, Sendable {
  /// The exit code is one of these.
  case exit([Int])
  /// Standard output contains the text.
  case contains(String)
  /// Standard output does not contain the text.
  case notContains(String)
  /// A regular expression matches somewhere in standard output.
  case matches(String)
  /// A regular expression matches nowhere in standard output.
  case notMatches(String)
  /// Standard output without surrounding white space is the text.
  case equals(String)
  /// A value in standard output, read as JSON, compares to another: `.status == "up"`.
  case json(path: String, Comparison, String)
}

/// How two values are compared; as numbers when both are numbers, else as text.
public enum Comparison: String, Codable, CaseIterable, Hashable, Sendable {
  /// Both are the same.
  case equal = "=="
  /// They differ.
  case notEqual = "!="
  /// The left is less.
  case less = "<"
  /// The left is less or the same.
  case lessOrEqual = "<="
  /// The left is greater.
  case greater = ">"
  /// The left is greater or the same.
  case greaterOrEqual = ">="
  /// The left contains the right as text.
  case contains
  /// The right, a regular expression, matches somewhere in the left.
  case matches
}

/// When an answer is taken without asking: `exit == 1 and $lag > 30`.
public enum Condition: Codable, Hashable, Sendable {
  /// What stands on the left of a comparison.
  public enum Operand: Codable, Hashable, Sendable {
    /// The exit code of the step's last run or check.
    case exit
    /// The trimmed standard output of the step's last run or check.
    case stdout
    /// A variable: an input or a capture.
    case variable(String)
  }

  /// One comparison.
  public struct Clause: Codable, Hashable, Sendable {
    /// What is compared.
    public var operand: Operand
    /// How.
    public var comparison: Comparison
    /// With what.
    public var value: String

    /// The clause `operand comparison value`.
    public init(operand: Operand, comparison: Comparison, value: String) {
      self.operand = operand
      self.comparison = comparison
      self.value = value
    }
  }

  /// All clauses hold.
  case all([Clause])
  /// No other answer's condition holds.
  case otherwise
}
