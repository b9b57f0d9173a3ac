import Yams

extension CardReader {
  /// Reads the texts of a card.
  mutating func texts(_ node: Node) -> [CardText] {
    entries(node, "texts").compactMap { name, key, value in
      guard TemplateParser.isName(name) else {
        report(CardRules.badName, key, ["value": name])
        return nil
      }
      guard let fields = fields(value, "text", CardKeys.text) else { return nil }
      let escape = fields["escape"].flatMap { choice($0, "escape", TextEscape.self) } ?? .none
      let origin: CardText.Origin?
      let isField: Bool
      if let node = fields["template"] {
        origin = textTemplate(node).map { .template($0, escape) }
        isField = false
      } else {
        let node = required(fields, "of", value, "text", example: "of: text")
        let field = node.flatMap { choice($0, "of", MessageField.self) }
        origin = field.map { .field($0, escape) }
        isField = ![.text, .markdown].contains(field)
      }
      let lines = fields["lines"].flatMap { choice($0, "lines", LineBreaks.self) }
      guard let origin else { return nil }
      return CardText(
        name: name,
        origin: origin,
        limit: fields["limit"].flatMap { limit($0) },
        overflow: fields["overflow"].flatMap { choice($0, "overflow", CardText.Overflow.self) }
          ?? .cut,
        isOneLine: lines.map { $0 == .join } ?? isField
      )
    }
  }

  /// What happens to line breaks.
  private enum LineBreaks: String, CaseIterable {
    case keep
    case join
  }

  private mutating func textTemplate(_ node: Node) -> TextTemplate? {
    let example = "{{title}}"
    guard let text = text(node, "template", example: "template: \"\(example)\"") else { return nil }
    do throws(TextTemplate.Fault) {
      return try TextTemplate(text)
    } catch {
      switch error {
      case .syntax(let problem):
        report(CardRules.mustache, node, ["problem": problem, "example": example])
      case .unknownName(let name, let suggestion?):
        report(CardRules.misspeltSource, node, ["source": name, "suggestion": suggestion])
      case .unknownName(let name, nil):
        report(CardRules.unknownSource, node, ["source": name])
      }
      return nil
    }
  }

  /// Reads `2048 bytes`, `4 segments`.
  private mutating func limit(_ node: Node) -> (count: Int, unit: CardText.Unit)? {
    let words = node.scalar?.string.split(separator: " ") ?? []
    if words.count == 2, let count = Int(words[0]), (1...10_000_000).contains(count),
      let unit = CardText.Unit(rawValue: String(words[1]))
    {
      return (count, unit)
    }
    badValue(node, "limit", example: "limit: 2048 bytes")
    return nil
  }

  /// Reads the values that are chosen by other values.
  mutating func maps(_ node: Node) -> [CardMap] {
    entries(node, "maps").compactMap { name, key, value in
      guard TemplateParser.isName(name) else {
        report(CardRules.badName, key, ["value": name])
        return nil
      }
      guard let fields = fields(value, "map", CardKeys.map) else { return nil }
      let source = required(fields, "of", value, "map", example: "of: msg.severity")
        .flatMap { self.source($0) }
      let cases =
        required(fields, "cases", value, "map", example: "cases: { sev1: critical }")
        .map { entries($0, "cases") } ?? []
      let members = cases.compactMap { name, _, value in
        plain(value).map { CardValue.Member(name: name, value: $0) }
      }
      let otherwise = fields["else"].flatMap { plain($0) }
      return source.map {
        CardMap(name: name, source: $0, cases: members, otherwise: otherwise)
      }
    }
  }

  private mutating func source(_ node: Node) -> Source? {
    guard let text = text(node, "of", example: "of: msg.severity") else { return nil }
    guard let template = template("${" + text + "}", node) else { return nil }
    if let source = template.onlyPlace?.sources.first {
      if case .map = source {
        badValue(node, "of", example: "of: msg.severity")
        return nil
      }
      return source
    }
    return nil
  }

  /// A value without places.
  private mutating func plain(_ node: Node) -> CardValue? {
    if case .value(let value)? = tree(node) { return value }
    badValue(node, "cases", example: "sev1: critical")
    return nil
  }
}
