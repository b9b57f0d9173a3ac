import Phrases
public import RunbookModel

/// Whether a value may be given to an input.
public enum InputValidation: Sendable {
  /// Why a value is not taken.
  public enum Problem: Error, Hashable, Sendable {
    /// There is none, and the run cannot begin without it.
    case missing
    /// It is none of the choices.
    case notAChoice([String])
    /// The whole value does not match the pattern.
    case mismatch(pattern: String)
    /// The pattern is no regular expression.
    case badPattern(String)
    /// It has a NUL in it, which no environment variable can hold.
    case unusable
  }

  /// What is wrong with `value` for the input; `nil` when nothing is.
  public static func problem(with value: String, for input: InputDeclaration) -> Problem? {
    if value.isEmpty { return input.isRequired ? .missing : nil }
    if value.utf8.contains(0) { return .unusable }
    if !input.choices.isEmpty, !input.choices.contains(value) { return .notAChoice(input.choices) }
    guard let pattern = input.pattern else { return nil }
    guard let regex = try? Regex(pattern) else { return .badPattern(pattern) }
    return (try? regex.wholeMatch(in: value)) == nil ? .mismatch(pattern: pattern) : nil
  }

  /// The values of all inputs, defaults filled in, or what is wrong with each, in the file's order.
  public static func complete(
    _ given: [String: String],
    for inputs: [InputDeclaration]
  ) -> (values: [String: String], problems: [(input: InputDeclaration, problem: Problem)]) {
    var values = given
    var problems: [(InputDeclaration, Problem)] = []
    for input in inputs {
      let value = given[input.name] ?? input.defaultValue
      if let problem = problem(with: value ?? "", for: input) {
        problems.append((input, problem))
      } else if let value {
        values[input.name] = value
      }
    }
    return (values, problems)
  }
}
