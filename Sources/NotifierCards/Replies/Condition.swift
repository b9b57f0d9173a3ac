/// What may hold of an answer.
indirect enum Condition: Hashable, Sendable {
  /// Each of them holds.
  case all([Condition])
  /// At least one of them holds.
  case any([Condition])
  /// It does not hold.
  case not(Condition)
  /// The status is in one of the ranges.
  case status([ClosedRange<Int>])
  /// A value compares so.
  case compare(Subject, Comparison)
  /// The list is not empty and it holds for each of its items.
  case every(ValuePath, Condition)
  /// It holds for at least one item of the list.
  case some(ValuePath, Condition)

  /// What is compared.
  enum Subject: Hashable, Sendable {
    /// The body as text, without spaces at its ends.
    case text
    /// A value of the JSON document.
    case path(ValuePath)
    /// A header.
    case header(String)
    /// The text of the first XML element of that name.
    case xml(String)
  }

  /// How it is compared.
  enum Comparison: Hashable, Sendable {
    case exists
    case missing
    case equal(Operand)
    case notEqual(Operand)
    case less(Double)
    case lessOrEqual(Double)
    case greater(Double)
    case greaterOrEqual(Double)
    case contains(Operand)
    case starts(Operand)
    case oneOf([Operand])
  }

  /// What it is compared with.
  enum Operand: Hashable, Sendable {
    case value(CardValue)
    case template(Template)
  }

  /// Whether it holds.
  ///
  /// - Parameters:
  ///   - reply: the answer.
  ///   - item: what `@` stands for.
  ///   - fill: the text of a template.
  /// - Returns: Whether it does.
  func holds(_ reply: ReplyView, item: CardValue? = nil, fill: (Template) -> String?) -> Bool {
    switch self {
    case .all(let conditions): conditions.allSatisfy { $0.holds(reply, item: item, fill: fill) }
    case .any(let conditions): conditions.contains { $0.holds(reply, item: item, fill: fill) }
    case .not(let condition): !condition.holds(reply, item: item, fill: fill)
    case .status(let ranges): ranges.contains { $0.contains(reply.status) }
    case .compare(let subject, let comparison):
      comparison.holds(for: subject.value(in: reply, item: item), fill: fill)
    case .every(let path, let condition):
      Self.items(path, reply, item).map { values in
        !values.isEmpty && values.allSatisfy { condition.holds(reply, item: $0, fill: fill) }
      } ?? false
    case .some(let path, let condition):
      Self.items(path, reply, item).map { values in
        values.contains { condition.holds(reply, item: $0, fill: fill) }
      } ?? false
    }
  }

  private static func items(
    _ path: ValuePath,
    _ reply: ReplyView,
    _ item: CardValue?
  ) -> [CardValue]? {
    guard case .array(let values)? = path.value(in: reply.json, item: item) else { return nil }
    return values
  }

  /// Every source that it is compared with.
  var sources: [Source] {
    switch self {
    case .all(let conditions), .any(let conditions): conditions.flatMap(\.sources)
    case .not(let condition), .every(_, let condition), .some(_, let condition): condition.sources
    case .status: []
    case .compare(_, let comparison): comparison.sources
    }
  }
}

extension Condition.Subject {
  /// The value in an answer; `nil` when it has none.
  func value(in reply: ReplyView, item: CardValue?) -> CardValue? {
    switch self {
    case .text: .text(reply.text)
    case .path(let path): path.value(in: reply.json, item: item)
    case .header(let name): reply.header(name).map(CardValue.text)
    case .xml(let name): XMLText.text(of: name, in: reply.text).map(CardValue.text)
    }
  }
}

extension Condition.Comparison {
  fileprivate func holds(for value: CardValue?, fill: (Template) -> String?) -> Bool {
    switch self {
    case .exists: return value != nil && value != .null
    case .missing: return value == nil || value == .null
    case .equal(let operand): return Self.isEqual(value, operand, fill)
    case .notEqual(let operand): return value != nil && !Self.isEqual(value, operand, fill)
    case .less(let limit): return value?.number.map { $0 < limit } ?? false
    case .lessOrEqual(let limit): return value?.number.map { $0 <= limit } ?? false
    case .greater(let limit): return value?.number.map { $0 > limit } ?? false
    case .greaterOrEqual(let limit): return value?.number.map { $0 >= limit } ?? false
    case .contains(let operand):
      guard let part = operand.value(fill)?.plainText, !part.isEmpty else { return false }
      return value?.plainText?.contains(part) ?? false
    case .starts(let operand):
      guard let start = operand.value(fill)?.plainText, !start.isEmpty else { return false }
      return value?.plainText?.hasPrefix(start) ?? false
    case .oneOf(let operands): return operands.contains { Self.isEqual(value, $0, fill) }
    }
  }

  private static func isEqual(
    _ value: CardValue?,
    _ operand: Condition.Operand,
    _ fill: (Template) -> String?
  ) -> Bool {
    guard let value, let other = operand.value(fill) else { return false }
    if let left = value.number, let right = other.number { return left == right }
    return value == other
  }

  fileprivate var sources: [Source] {
    switch self {
    case .exists, .missing, .less, .lessOrEqual, .greater, .greaterOrEqual: []
    case .equal(let operand), .notEqual(let operand), .contains(let operand), .starts(let operand):
      operand.sources
    case .oneOf(let operands): operands.flatMap(\.sources)
    }
  }
}

extension Condition.Operand {
  fileprivate func value(_ fill: (Template) -> String?) -> CardValue? {
    switch self {
    case .value(let value): value
    case .template(let template): fill(template).map(CardValue.text)
    }
  }

  fileprivate var sources: [Source] {
    if case .template(let template) = self { return template.sources }
    return []
  }
}
