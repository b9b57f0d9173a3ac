public import Findings

/// Every rule that a finding about a runbook may come from.
public enum RuleBook: Sendable {
  /// The rules, sorted by their codes.
  public static let rules: [Rule] =
    (graphRules + ReaderRules.all).sorted { $0.code < $1.code }

  /// The rule with that code.
  public static func rule(_ code: String) -> Rule? {
    rules.first { $0.code == code }
  }

  // What a proof of whole plans asks too, with calls followed.
  package static let unreachable = FlowChecks.unreachable
  package static let unboundedLoop = FlowChecks.unboundedLoop
  package static let shortDeadline = TimeChecks.shortDeadline

  /// The rules that ``RunbookChecks`` looks after.
  private static let graphRules: [Rule] = [
    FlowChecks.unreachable, FlowChecks.unboundedLoop, FlowChecks.jumpOutOfParallel,
    FlowChecks.nothingToRollBack,
    DecisionChecks.singleAnswer, DecisionChecks.answerNeverTaken,
    DecisionChecks.conditionWithoutCommand, DecisionChecks.nextAfterDecision,
    VariableChecks.undeclared, VariableChecks.usedTooEarly, VariableChecks.unused,
    VariableChecks.unusedCapture,
    CommandChecks.missingTimeout, CommandChecks.endlessPoll, CommandChecks.noWayBack,
    CommandChecks.rollbackWithoutRun, CommandChecks.unsafeRetry,
    CommandChecks.settingWithoutCommand,
    PeopleChecks.undeclaredRole, PeopleChecks.emptyRole, PeopleChecks.tooFewApprovers,
    PeopleChecks.gateWithoutRole,
    TimeChecks.shortDeadline, TimeChecks.staleReview,
    LinkChecks.deadLink, LinkChecks.deadFileAnchor, LinkChecks.deadTextAnchor,
    SecretLiterals.rule, ProseChecks.unwritten,
  ]
}
