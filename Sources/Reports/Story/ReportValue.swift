/// The data of a report: what its JSON holds and what its templates see.
///
/// Objects keep their order, so that equal reports have equal text.
package indirect enum ReportValue: Hashable, Sendable {
  /// Nothing: `null` in JSON, false and empty in a template.
  case none
  /// A text.
  case text(String)
  /// A whole number.
  case number(Int)
  /// A truth value.
  case flag(Bool)
  /// Values in order.
  case list([ReportValue])
  /// Named values in order.
  case object([Field])

  /// A named value of an object.
  package struct Field: Hashable, Sendable {
    let name: String
    let value: ReportValue
  }

  /// The value of the object's field with that name.
  package subscript(name: String) -> ReportValue {
    guard case .object(let fields) = self else { return .none }
    return fields.first { $0.name == name }?.value ?? .none
  }

  /// The values of a list; empty for anything else.
  package var items: [ReportValue] {
    if case .list(let items) = self { items } else { [] }
  }

  /// The text, when it is one.
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }

  /// The object with further fields behind its own.
  func adding(_ fields: ReportValue) -> ReportValue {
    guard case .object(let own) = self, case .object(let more) = fields else { return self }
    return .object(own + more)
  }
}

extension ReportValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  /// An object of those fields.
  package init(dictionaryLiteral elements: (String, ReportValue)...) {
    self = .object(elements.map { Field(name: $0.0, value: $0.1) })
  }

  /// A text.
  package init(stringLiteral value: String) { self = .text(value) }

  /// A number.
  package init(integerLiteral value: Int) { self = .number(value) }

  /// A truth value.
  package init(booleanLiteral value: Bool) { self = .flag(value) }

  /// The text, or nothing for `nil`.
  package init(_ text: String?) { self = text.map { .text($0) } ?? .none }

  /// The number, or nothing for `nil`.
  package init(_ number: Int?) { self = number.map { .number($0) } ?? .none }

  /// The truth value.
  init(_ flag: Bool) { self = .flag(flag) }

  /// The texts as a list.
  package init(_ texts: [String]) { self = .list(texts.map { .text($0) }) }
}
