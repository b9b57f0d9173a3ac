import Findings
import Mustache

/// A Mustache template for a text that people read.
struct TextTemplate: Sendable {
  /// What is wrong with a template.
  enum Fault: Error, Hashable {
    /// It is not Mustache.
    case syntax(String)
    /// It has a name that no message has, with one that was probably meant.
    case unknownName(String, suggestion: String?)
  }

  private let template: MustacheTemplate

  init(_ text: String) throws(Fault) {
    for name in Self.names(in: text) where !Self.known.contains(name) {
      throw .unknownName(name, suggestion: Suggestion.nearest(to: name, among: Self.known))
    }
    do {
      // The fields are escaped before they come here, so that no tag gets around it.
      template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
    } catch {
      throw .syntax("\(error)")
    }
  }

  /// The names that a template may use.
  static let known =
    MessageField.allCases.map(\.rawValue).filter { $0 != "short" } + ["bundled", "."]

  /// The text with the fields of a message in it.
  func text(_ message: MessageText, escape: TextEscape) -> String {
    var fields: [String: Any] = [:]
    for field in MessageField.allCases where field != .short {
      switch message.value(of: field) {
      case .bool(let flag): fields[field.rawValue] = flag
      case .text(let text) where field == .markdown: fields[field.rawValue] = text
      case .some(let value): fields[field.rawValue] = value.plainText.map(escape.escaped)
      case nil: break
      }
    }
    let bundled = message.bundled.map(escape.escaped)
    if !bundled.isEmpty { fields["bundled"] = bundled }
    return template.render(fields)
  }

  /// The names in the tags of a template.
  private static func names(in text: String) -> [String] {
    var names: [String] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else { break }
      let tag = rest[..<close.lowerBound]
      rest = rest[close.upperBound...]
      guard tag.first != "!" else { continue }
      names.append(String(tag.drop { "#^/&{".contains($0) }.filter { $0 != " " }))
    }
    return names
  }
}
