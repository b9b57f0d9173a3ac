extension CardText {
  /// The text of a message within the limit; `nil` when the message has nothing for it.
  func text(_ message: MessageText) throws(CardFault) -> String? {
    var text: String?
    switch origin {
    case .field(.short, _):
      // The short text knows what must not be cut away.
      guard let short = message.short(fits: overflow == .cut ? fits : { _ in true })
      else { throw fault }
      text = short
    case .field(.markdown, _): text = message.value(of: .markdown)?.plainText
    case .field(let field, let escape):
      text = message.value(of: field)?.plainText.map(escape.escaped)
    case .template(let template, let escape): text = template.text(message, escape: escape)
    }
    guard var text, !text.isEmpty else { return nil }
    if isOneLine { text = TextEscape.sanitised(text) }
    if fits(text) { return text }
    guard overflow == .cut, let cut = TextCut.cut(text, fits: fits) else { throw fault }
    return cut
  }

  private var fault: CardFault {
    let limit = limit.map { "\($0.count) \($0.unit.rawValue)" } ?? ""
    return .tooLong(text: name, limit: limit)
  }
}
