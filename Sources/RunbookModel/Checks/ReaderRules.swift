import Findings

/// What the findings of the reader of Markdown files are about.
///
/// The reader makes the findings and says what is wrong in each; here stands what each code means.
enum ReaderRules {
  static let all: [Rule] = fileRules + commandRules + stepRules
}
