public import Findings
public import Phrases

/// A runbook as it was read from one file: what it needs, and its steps as a tree.
///
/// Calls to other runbooks are not followed yet; ``StepGraph`` is the runbook with its calls
/// resolved, which is what runs.
public struct Runbook: Codable, Hashable, Sendable {
  /// How the file was read.
  public enum Mode: String, Codable, Sendable {
    /// Front matter with the key `runbook:`; strict.
    case authored
    /// Any other Markdown file, walked as a checklist; lenient.
    case plain
  }

  /// How the file was read.
  public var mode: Mode
  /// The name in `runbook:`, or the file's name without its ending as a slug.
  public var id: String
  /// The front matter's title, else the first heading of level 1, else the file's name.
  public var title: String
  /// The language that the front matter names.
  public var language: Language?
  /// How bad the incident is that this runbook is for.
  public var severity: Severity?
  /// Who keeps the runbook up to date.
  public var owner: String?
  /// The day of the last review as `YYYY-MM-DD`.
  public var reviewed: String?
  /// What must be known before the first step, in the order of the file.
  public var inputs: [InputDeclaration] = []
  /// Values that commands need and that no record may hold.
  public var secrets: [SecretDeclaration] = []
  /// Who may act in which role, in the order of the file.
  public var roles: [RoleDeclaration] = []
  /// The escalation policy's name.
  public var escalation: String?
  /// Words to find the runbook by.
  public var tags: [String] = []
  /// What stands before the first step: text for the reader.
  public var introduction: [BodyPart] = []
  /// The steps in the order of the file; preconditions, when there are any, are the first.
  public var steps: [Step] = []

  /// A runbook without steps.
  public init(mode: Mode, id: String, title: String) {
    self.mode = mode
    self.id = id
    self.title = title
  }
}

/// How bad an incident is; `sev1` is the worst.
///
/// The four levels are those of the Chinese emergency plans: I 特别重大, II 重大, III 较大, IV 一般.
public enum Severity: String, Codable, CaseIterable, Hashable, Sendable {
  /// Level I, particularly serious, red.
  case sev1
  /// Level II, serious, orange.
  case sev2
  /// Level III, relatively serious, yellow.
  case sev3
  /// Level IV, general, blue.
  case sev4
}

/// A value that must be known before the first step; commands get it as an environment variable.
public struct InputDeclaration: Codable, Hashable, Sendable {
  /// The name of the environment variable.
  public var name: String
  /// What a person is asked for.
  public var description: String?
  /// Whether the run cannot begin without it.
  public var isRequired: Bool
  /// The value when none is given.
  public var defaultValue: String?
  /// A regular expression that the whole value must match.
  public var pattern: String?
  /// The only values allowed, when not empty.
  public var choices: [String]
  /// Where it is declared.
  public var position: SourcePosition

  /// A declaration of the input `name`.
  public init(
    name: String,
    description: String? = nil,
    isRequired: Bool = false,
    defaultValue: String? = nil,
    pattern: String? = nil,
    choices: [String] = [],
    position: SourcePosition
  ) {
    self.name = name
    self.description = description
    self.isRequired = isRequired
    self.defaultValue = defaultValue
    self.pattern = pattern
    self.choices = choices
    self.position = position
  }
}

/// A value that is fetched when a command needs it, never kept, and masked wherever it appears.
public struct SecretDeclaration: Codable, Hashable, Sendable {
  /// Where the value is fetched from.
  public enum Source: Codable, Hashable, Sendable {
    /// An environment variable of the process that runs the steps.
    case environment(String)
    /// The content of a file, without the newline at its end.
    case file(String)
    /// The output of a shell command, without the newline at its end.
    case command(String)
    /// The person at the terminal, who types it unseen.
    case ask
  }

  /// The name of the environment variable that commands get.
  public var name: String
  /// Where the value is fetched from.
  public var source: Source
  /// Where it is declared.
  public var position: SourcePosition

  /// A declaration of the secret `name`.
  public init(name: String, source: Source, position: SourcePosition) {
    self.name = name
    self.source = source
    self.position = position
  }
}

/// A role and the people who may act in it.
public struct RoleDeclaration: Codable, Hashable, Sendable {
  /// The role's name.
  public var name: String
  /// The people's names; empty when a roster elsewhere knows them.
  public var members: [String]
  /// Where it is declared.
  public var position: SourcePosition

  /// Members that stand for everybody.
  public static let everybody: Set<String> = ["anyone", "任何人"]

  /// A declaration of the role `name`.
  public init(name: String, members: [String], position: SourcePosition) {
    self.name = name
    self.members = members
    self.position = position
  }
}
