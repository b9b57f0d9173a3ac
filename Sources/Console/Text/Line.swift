/// How a piece of text stands out.
///
/// Only attributes and the three colours that can be read on dark and on light backgrounds.
package enum Mark: Hashable, Sendable {
  case plain
  /// Titles and what is asked.
  case strong
  /// What a reader may pass over.
  case faint
  /// Something went well.
  case good
  /// Something went wrong.
  case bad
  /// What must not be overlooked.
  case loud
  /// An address.
  case link
  /// What a command asked for itself: the parameters of an SGR sequence.
  case sgr(String)

  var parameters: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .faint: "2"
    case .good: "32"
    case .bad: "1;31"
    case .loud: "1;7"
    case .link: "4"
    case .sgr(let parameters): parameters
    }
  }
}

/// A piece of a line; control characters and direction marks never get into it.
package struct Span: Hashable, Sendable {
  package let text: String
  package let mark: Mark

  package init(_ text: String, _ mark: Mark = .plain) {
    self.text = Harmless.text(text)
    self.mark = mark
  }
}

/// One line of a terminal, with its marks.
package struct Line: Hashable, Sendable {
  package var spans: [Span]

  package init(_ spans: [Span]) {
    self.spans = spans
  }

  package init(_ text: String = "", _ mark: Mark = .plain) {
    spans = text.isEmpty ? [] : [Span(text, mark)]
  }

  /// The line without its marks.
  package var text: String { spans.map(\.text).joined() }

  /// Both lines, one after the other.
  package static func + (left: Line, right: Line) -> Line { Line(left.spans + right.spans) }

  /// The line as it is written to a terminal.
  package func rendered(hasColour: Bool) -> String {
    guard hasColour else { return text }
    return spans.map { span in
      guard let parameters = span.mark.parameters else { return span.text }
      return "\u{1B}[\(parameters)m\(span.text)\u{1B}[0m"
    }.joined()
  }
}

/// Text that cannot drive a terminal.
package enum Harmless {
  /// The text without control characters and without marks that turn its direction.
  package static func text(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var clean = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\t" || scalar == "\n" {
        clean.append(" ")
      } else if !isControl(scalar) {
        clean.append(scalar)
      }
    }
    return String(clean)
  }

  /// Whether a terminal does something else with the scalar than show it.
  static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x2028, 0x2029:
      true
    default: false
    }
  }
}
