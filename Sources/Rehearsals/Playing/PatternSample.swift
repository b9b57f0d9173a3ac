/// Makes up a text that a regular expression matches; of what it does not understand it makes a text
/// that may not.
enum PatternSample {
  static func text(of pattern: String) -> String {
    var reader = Reader(rest: Array(pattern)[...])
    return reader.alternatives()
  }

  private struct Reader {
    var rest: ArraySlice<Character>

    /// The first of the alternatives up to a closing bracket or the end.
    mutating func alternatives() -> String {
      var text = sequence()
      while rest.first == "|" {
        rest = rest.dropFirst()
        let other = sequence()
        if text.isEmpty { text = other }
      }
      return text
    }

    private mutating func sequence() -> String {
      var text = ""
      while let next = rest.first, next != "|", next != ")" {
        let piece = atom()
        text += repeated(piece)
      }
      return text
    }

    private mutating func atom() -> String {
      guard let next = rest.popFirst() else { return "" }
      switch next {
      case "^", "$": return ""
      case ".": return "x"
      case "[": return set()
      case "(": return group()
      case "\\": return escape()
      default: return String(next)
      }
    }

    private mutating func group() -> String {
      var isAssertion = false
      if rest.first == "?" {
        rest = rest.dropFirst()
        // Of a look-ahead nothing is left in the text; a flag or a name is passed over.
        isAssertion = rest.first == "!" || rest.first == "="
        while let next = rest.first, next != ":" && next != ">" && !isAssertion, next != ")" {
          rest = rest.dropFirst()
        }
        if rest.first != ")" { rest = rest.dropFirst() }
      }
      let text = alternatives()
      if rest.first == ")" { rest = rest.dropFirst() }
      return isAssertion ? "" : text
    }

    private mutating func escape() -> String {
      guard let next = rest.popFirst() else { return "\\" }
      switch next {
      case "d": return "7"
      case "w": return "x"
      case "s": return " "
      case "S", "D": return "x"
      case "W": return " "
      case "b", "B", "A", "z", "Z": return ""
      case "n": return "\n"
      case "t": return "\t"
      default: return String(next)
      }
    }

    /// A character of the set.
    private mutating func set() -> String {
      var isNegated = false
      if rest.first == "^" {
        isNegated = true
        rest = rest.dropFirst()
      }
      var members: [String] = []
      while let next = rest.first, next != "]" || members.isEmpty {
        rest = rest.dropFirst()
        members.append(next == "\\" ? escape() : String(next))
      }
      rest = rest.dropFirst()
      guard isNegated else { return members.first ?? "" }
      return ["x", "7", "_", "-"].first { !members.contains($0) } ?? "x"
    }

    private mutating func repeated(_ piece: String) -> String {
      var count = 1
      switch rest.first {
      case "*", "?":
        rest = rest.dropFirst()
        count = 0
      case "+": rest = rest.dropFirst()
      case "{":
        let digits = rest.dropFirst().prefix { $0.isNumber }
        let close = rest.firstIndex(of: "}") ?? rest.endIndex
        count = Int(String(digits)) ?? 1
        rest = rest[close...].dropFirst()
      default: return piece
      }
      // A lazy or possessive mark.
      if rest.first == "?" || rest.first == "+" { rest = rest.dropFirst() }
      return String(repeating: piece, count: min(count, 100))
    }
  }
}
