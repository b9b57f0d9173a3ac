/// The findings about one file.
public struct FileFindings: Sendable {
  /// The file's path as it is shown to the reader.
  public let path: String
  /// The findings in the order of the file.
  public let findings: [Finding]
  /// The file's text, to show the lines that findings are about.
  public let source: SourceText

  /// The findings about the file at `path`, whose text is `source`.
  public init(path: String, findings: [Finding], source: SourceText) {
    self.path = path
    self.findings = findings.sorted { ($0.position, $0.code) < ($1.position, $1.code) }
    self.source = source
  }
}
