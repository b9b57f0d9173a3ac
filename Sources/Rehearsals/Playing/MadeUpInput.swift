package import RunbookModel

/// Values for inputs that nobody gave.
package enum MadeUpInput {
  /// A value that the input takes.
  package static func value(of input: InputDeclaration) -> String {
    if let choice = input.choices.first { return choice }
    return input.pattern.map { PatternSample.text(of: $0) } ?? "rehearsal"
  }
}
