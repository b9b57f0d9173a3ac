import Findings
import Testing

/// A rule with a runbook that breaks it and a nearly equal one that does not.
struct RuleCase: CustomTestStringConvertible {
  var code: String
  /// The line and column where the rule is broken, in the whole text.
  var place: String
  var bad: String
  var good: String

  var testDescription: String { code }

  init(_ code: String, at place: String, bad: String, good: String) {
    self.code = code
    self.place = place
    self.bad = bad
    self.good = good
  }

  /// Expects the rule to be found in the bad text at its place, and not in the good one.
  func expectFoundOnlyWhenBad(
    head: String = "",
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let bad = Checked.findings(Checked.authored(self.bad, head: head))
    let good = Checked.findings(Checked.authored(self.good, head: head))

    let places = bad.filter { $0.code == code }
      .map { "\($0.position.line):\($0.position.column)" }
    #expect(places == [place], "\(bad.map(\.code))", sourceLocation: sourceLocation)
    #expect(
      good.filter { $0.code == code }.isEmpty,
      "\(good.map(\.code))",
      sourceLocation: sourceLocation
    )
    #expect(
      !(bad + good).contains { $0.level == .error && $0.code != code },
      "\((bad + good).map(\.code))",
      sourceLocation: sourceLocation
    )
  }
}
