public import Findings
import Phrases
public import Timekeeping

/// Looks for what will go wrong in a runbook before anybody needs it.
///
/// The reader of the file reports what it cannot read; here stands what reads well and is still a
/// mistake. Nothing is looked up by the checks themselves: the day and the neighbouring files are
/// handed in.
public struct RunbookChecks: Sendable {
  /// What the checks must know about the world around the file.
  public struct Surroundings: Sendable {
    /// The time of the check; `nil` leaves out what depends on the day.
    public var now: Instant?
    /// Whether a file or folder exists at a path relative to the checked file's folder.
    public var exists: @Sendable (String) -> Bool
    /// The anchors of the Markdown file at a path relative to the checked file's folder, or `nil`
    /// when they are not known.
    public var anchors: @Sendable (String) -> Set<String>?

    /// Surroundings with these answers.
    public init(
      now: Instant?,
      exists: @escaping @Sendable (String) -> Bool = { _ in true },
      anchors: @escaping @Sendable (String) -> Set<String>? = { _ in nil }
    ) {
      self.now = now
      self.exists = exists
      self.anchors = anchors
    }
  }

  /// What the file is surrounded by.
  public let surroundings: Surroundings

  /// Checks within `surroundings`.
  public init(_ surroundings: Surroundings) {
    self.surroundings = surroundings
  }

  /// Everything that the checks have to say about a runbook, in the order of the file.
  public func findings(
    about runbook: Runbook,
    outline: DocumentOutline,
    source: SourceText
  ) -> [Finding] {
    var findings: [Finding] = []
    LinkChecks.check(runbook, outline, source, surroundings, &findings)
    SecretLiterals.check(source, &findings)
    ProseChecks.check(runbook.steps, source, &findings)
    if runbook.mode == .authored {
      let checked = CheckedRunbook(runbook, outline: outline, source: source)
      FlowChecks.check(checked, &findings)
      DecisionChecks.check(checked, &findings)
      VariableChecks.check(checked, &findings)
      CommandChecks.check(checked, &findings)
      PeopleChecks.check(checked, &findings)
      TimeChecks.check(checked, now: surroundings.now, &findings)
    }
    return findings.sorted { ($0.position, $0.code) < ($1.position, $1.code) }
  }
}
