/// A sentence with places, such as `a human within {time}`, that texts are read by.
///
/// Case and the amount of space do not count; in Chinese no space is needed.
struct TextPattern: Sendable {
  private enum Piece: Hashable {
    case words([Character])
    case place(String)
  }

  /// The sentence as it is shown.
  let text: String
  private let pieces: [Piece]

  init(_ text: String) {
    self.text = text
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
      pieces.append(.words(Self.bare(rest[..<open])))
      pieces.append(.place(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    pieces.append(.words(Self.bare(rest)))
    self.pieces = pieces.filter { $0 != .words([]) }
  }

  /// What stands in the places; `nil` when the text is another sentence.
  func places(in text: String) -> [String: String]? {
    Self.match(pieces[...], Array(text)[...])
  }

  private static func match(
    _ pieces: ArraySlice<Piece>,
    _ text: ArraySlice<Character>
  ) -> [String: String]? {
    let text = text.drop(while: \.isWhitespace)
    guard let piece = pieces.first else { return text.isEmpty ? [:] : nil }
    switch piece {
    case .words(let words):
      guard let rest = dropping(words, from: text) else { return nil }
      return match(pieces.dropFirst(), rest)
    case .place(let name):
      // The shortest text for which the rest fits.
      for end in text.indices.dropFirst() + [text.endIndex] where end > text.startIndex {
        guard var found = match(pieces.dropFirst(), text[end...]) else { continue }
        let value = String(text[..<end])
        found[name] = String(value.reversed().drop(while: \.isWhitespace).reversed())
        return found
      }
      return nil
    }
  }

  private static func dropping(
    _ words: [Character],
    from text: ArraySlice<Character>
  ) -> ArraySlice<Character>? {
    var rest = text
    for character in words {
      rest = rest.drop(while: \.isWhitespace)
      guard let next = rest.first, String(next).lowercased() == String(character) else {
        return nil
      }
      rest = rest.dropFirst()
    }
    return rest
  }

  private static func bare(_ text: some StringProtocol) -> [Character] {
    text.lowercased().filter { !$0.isWhitespace }
  }
}

/// Sentences that mean one thing each, in English and in Chinese.
struct Grammar<Meaning>: Sendable {
  /// A sentence and what it means; `nil` when a place holds something that it cannot.
  struct Rule: Sendable {
    let patterns: [TextPattern]
    let meaning: @Sendable ([String: String]) -> Meaning?

    init(
      _ patterns: String...,
      meaning: @escaping @Sendable ([String: String]) -> Meaning?
    ) {
      self.patterns = patterns.map { TextPattern($0) }
      self.meaning = meaning
    }
  }

  let rules: [Rule]

  /// What a text means; `nil` when it is no sentence of the grammar.
  func meaning(of text: String) -> Meaning? {
    for rule in rules {
      for pattern in rule.patterns {
        if let places = pattern.places(in: text), let meaning = rule.meaning(places) {
          return meaning
        }
      }
    }
    return nil
  }

  /// All sentences, each kind once, in the language of the patterns with that place in their rules.
  func sentences(_ place: Int) -> [String] {
    rules.map { $0.patterns[min(place, $0.patterns.count - 1)].text }
  }
}
