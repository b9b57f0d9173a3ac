import Foundation
import IncidentCore
import RunbookModel

/// Holds a command's result against what was expected of it.
struct ExpectationCheck {
  let exitCode: Int?
  /// Standard output without white space around it.
  let stdout: String

  /// The expectations that do not hold; without one on the exit code, the code must be 0.
  func unmet(of expectations: [Expectation]) -> [Expectation] {
    let namesExit = expectations.contains { if case .exit = $0 { true } else { false } }
    let all = namesExit ? expectations : [.exit([0])] + expectations
    return all.filter { !holds($0) }
  }

  private func holds(_ expectation: Expectation) -> Bool {
    switch expectation {
    case .exit(let codes): exitCode.map(codes.contains) ?? false
    case .contains(let text): stdout.contains(text)
    case .notContains(let text): !stdout.contains(text)
    case .matches(let pattern): matches(pattern)
    case .notMatches(let pattern): !matches(pattern)
    case .equals(let text): stdout == text
    case .json(let path, let comparison, let value):
      jsonValue(at: path).map { comparison.holds($0, value) } ?? false
    }
  }

  private func matches(_ pattern: String) -> Bool {
    guard let regex = try? Regex(pattern).anchorsMatchLineEndings() else { return false }
    return (try? regex.firstMatch(in: stdout)) != nil
  }

  /// The value at a path such as `.items[0].name`, as text; `nil` for a list or an object.
  private func jsonValue(at path: String) -> String? {
    guard var value = try? JSONDecoder().decode(JSONValue.self, from: Data(stdout.utf8))
    else { return nil }
    for name in path.split(whereSeparator: { ".[]\"".contains($0) }) {
      guard let next = value[String(name)] else { return nil }
      value = next
    }
    return value.text
  }
}

/// A value of a JSON text.
private enum JSONValue: Decodable {
  case null
  case boolean(Bool)
  case number(Decimal)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Decimal.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  subscript(name: String) -> JSONValue? {
    switch self {
    case .list(let values): Int(name).flatMap { values.indices.contains($0) ? values[$0] : nil }
    case .object(let values): values[name]
    case .null, .boolean, .number, .text: nil
    }
  }

  var text: String? {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .list, .object: nil
    }
  }
}
