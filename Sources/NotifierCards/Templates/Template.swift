/// A text with places: `${msg.title}`, or `${target.address|param.chat:text}`.
struct Template: Hashable, Sendable {
  /// A part of a template.
  enum Part: Hashable, Sendable {
    /// What stands there.
    case text(String)
    /// What is filled in.
    case place(Place)
  }

  /// A place with the sources that may fill it.
  struct Place: Hashable, Sendable {
    /// The sources; the first that has a value fills the place.
    var sources: [Source]
    /// What the value is turned into, when it has to be.
    var conversion: Conversion?
  }

  /// What a value may be turned into.
  enum Conversion: String, CaseIterable, Hashable, Sendable {
    case text
    case number
    case lower
    case upper
  }

  /// The parts in order.
  var parts: [Part]

  /// The place that the template consists of, when there is nothing else in it.
  var onlyPlace: Place? {
    guard parts.count == 1, case .place(let place) = parts[0] else { return nil }
    return place
  }

  /// Every source in the template.
  var sources: [Source] {
    parts.flatMap { part in
      if case .place(let place) = part { return place.sources }
      return []
    }
  }

  /// The template that is just that text.
  static func literal(_ text: String) -> Template {
    Template(parts: text.isEmpty ? [] : [.text(text)])
  }
}

/// Data with places.
indirect enum ValueTree: Hashable, Sendable {
  /// A value that stands in the card.
  case value(CardValue)
  /// A text with places; a single place keeps the type of what fills it.
  case template(Template)
  /// A list; elements without a value are left out.
  case array([ValueTree])
  /// Names with values; members without a value are left out.
  case object([Member])
  /// A tree as JSON inside a text.
  case jsonText(ValueTree)
  /// A tree as XML inside a text.
  case xmlText(ValueTree)

  /// A name with its value.
  struct Member: Hashable, Sendable {
    let name: String
    let value: ValueTree
  }

  /// Every source in the tree.
  var sources: [Source] {
    switch self {
    case .value: []
    case .template(let template): template.sources
    case .array(let values): values.flatMap(\.sources)
    case .object(let members): members.flatMap(\.value.sources)
    case .jsonText(let tree), .xmlText(let tree): tree.sources
    }
  }
}

/// A name with a template, in a query, a form or the headers.
struct NamedTree: Hashable, Sendable {
  let name: String
  let value: ValueTree
}
