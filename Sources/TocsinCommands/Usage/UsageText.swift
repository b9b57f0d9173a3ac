import Phrases

/// The argument parser's texts in Chinese.
///
/// The parser speaks English only. What it says has few shapes, which are the English sides of
/// ``UsagePhrases``; a text of another shape stays as it is.
struct UsageText {
  /// How many columns a line may take.
  let columns: Int

  /// Where the parser begins to say what an option is for.
  private static let labelColumns = 26

  /// The text of `english`, which has a line for each paragraph; a script or a version is no text
  /// for people, and stays.
  func text(_ english: String) -> String {
    guard ["OVERVIEW: ", "USAGE: ", "Error: "].contains(where: english.hasPrefix) else {
      return english
    }
    return english.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(String($0)) }.joined(separator: "\n")
  }

  private func line(_ english: String) -> String {
    if var found = Self.match(UsagePhrases.lines, english) {
      if let message = found.arguments["message"] {
        found.arguments["message"] = Self.error(message)
      }
      let text = found.phrase.text(.chinese, found.arguments)
      return found.arguments["usage"] == nil ? wrapped(text) : text
    }
    var text = english
    for phrase in [UsagePhrases.values, UsagePhrases.standard] {
      guard let arguments = phrase.arguments(inEnglish: text) else { continue }
      text = phrase.text(.chinese, arguments.mapValues(Self.list))
    }
    return wrapped(text)
  }

  private static func error(_ english: String) -> String {
    guard let found = match(UsagePhrases.errors, english) else { return english }
    var arguments = found.arguments
    for name in ["choices", "values", "arguments"] {
      arguments[name] = arguments[name].map(list)
    }
    return found.phrase.text(.chinese, arguments)
  }

  private static func match(
    _ phrases: [Phrase],
    _ text: String
  ) -> (phrase: Phrase, arguments: [String: String])? {
    for phrase in phrases {
      if let arguments = phrase.arguments(inEnglish: text) { return (phrase, arguments) }
    }
    return nil
  }

  /// An English list of words as a Chinese one.
  private static func list(_ english: String) -> String {
    [", ", "' or '", "' and '"].reduce(english) { text, separator in
      let isQuoted = separator.hasPrefix("'")
      return text.split(separator: separator, omittingEmptySubsequences: false)
        .joined(separator: isQuoted ? "'、'" : "、")
    }
  }

  /// The line, and lines below it for what has no room; what an option is for stays in its column.
  private func wrapped(_ line: String) -> String {
    guard DisplayWidth.width(of: line) > columns else { return line }
    let head = line.prefix(Self.labelColumns)
    let isOption = line.hasPrefix("  ") && head.allSatisfy(\.isASCII) && head.hasSuffix("  ")
    let indent = isOption ? Self.labelColumns : line.prefix { $0 == " " }.count
    let lines = DisplayWidth.wrap(String(line.dropFirst(indent)), to: max(20, columns - indent))
    let margin = String(repeating: " ", count: indent)
    return lines.enumerated().map { ($0 == 0 ? line.prefix(indent) : margin[...]) + $1 }
      .joined(separator: "\n")
  }
}

extension Phrase {
  /// What stands in the places of the English sentence in `text`; `nil` when it is another one.
  func arguments(inEnglish text: String) -> [String: String]? {
    let pieces = english.split(separator: "{", omittingEmptySubsequences: false)
    guard let first = pieces.first, text.hasPrefix(first) else { return nil }
    var rest = text.dropFirst(first.count)
    var arguments: [String: String] = [:]
    for (index, piece) in pieces.enumerated().dropFirst() {
      let parts = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
      let (name, literal) = (String(parts[0]), parts[1])
      if index == pieces.count - 1 {
        guard rest.hasSuffix(literal), rest.count > literal.count else { return nil }
        arguments[name] = String(rest.dropLast(literal.count))
        return arguments
      }
      guard let range = rest.firstRange(of: literal) else { return nil }
      arguments[name] = String(rest[..<range.lowerBound])
      rest = rest[range.upperBound...]
    }
    return rest.isEmpty ? arguments : nil
  }
}
