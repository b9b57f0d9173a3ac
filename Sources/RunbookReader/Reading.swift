public import Findings
public import RunbookModel

/// What reading one file gave.
public struct Reading: Hashable, Sendable {
  /// The path of the file, as it was given.
  public var path: String
  /// The runbook; `nil` only when the bytes are no text to read at all.
  public var runbook: Runbook?
  /// What the author should know, in the order of the file.
  public var findings: [Finding]
  /// What stands where in the file.
  public var outline: DocumentOutline

  /// A reading of the file at `path`.
  public init(
    path: String,
    runbook: Runbook?,
    findings: [Finding],
    outline: DocumentOutline
  ) {
    self.path = path
    self.runbook = runbook
    self.findings = findings
    self.outline = outline
  }
}
