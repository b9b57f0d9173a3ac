public import Phrases

/// Writes findings as one JSON array, an object for each finding.
///
/// Its members are `file`, `line`, `column` and `length` (both in Unicode scalars), `level`, `code`,
/// `message`, `remedy`, and `notes` when there are any.
public enum FindingsJSON: Sendable {
  /// The array as text with a line break at its end.
  public static func text(_ files: [FileFindings], language: Language) -> String {
    value(files, language: language).text + "\n"
  }

  /// The array as a part of another document.
  public static func value(_ files: [FileFindings], language: Language) -> JSONValue {
    .array(files.flatMap { file in file.findings.map { object($0, in: file.path, language) } })
  }

  private static func object(
    _ finding: Finding,
    in path: String,
    _ language: Language
  ) -> JSONValue {
    let notes = finding.notes.map { note in
      JSONValue.object([
        "line": .integer(note.position.line),
        "column": .integer(note.position.column),
        "message": .string(note.message.text(language)),
      ])
    }
    return .object([
      "file": .string(path),
      "line": .integer(finding.position.line),
      "column": .integer(finding.position.column),
      "length": .integer(finding.length),
      "level": .string(finding.level.rawValue),
      "code": .string(finding.code),
      "message": .string(finding.message.text(language)),
      "remedy": .string(finding.remedy.text(language)),
      "notes": notes.isEmpty ? nil : .array(notes),
    ])
  }
}
