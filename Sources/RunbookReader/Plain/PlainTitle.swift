/// Names for steps that have no heading of their own.
struct PlainTitle {
  /// The name.
  let text: String
  /// Whether something of the text is missing in the name.
  let isShortened: Bool

  private static let limit = 90

  /// A name from the first sentence of a paragraph.
  init(_ paragraph: String) {
    let line = paragraph.prefix { $0 != "\n" }
    var name = line.trimmed
    var isCut = line.count < paragraph.count
    if name.count > Self.limit {
      isCut = true
      let head = name.prefix(Self.limit)
      if let end = Self.sentenceEnd(head) {
        name = String(head[..<end])
      } else {
        let space = head.lastIndex(of: " ") ?? head.endIndex
        name = head[..<space].trimmed + "…"
      }
    }
    while let last = name.last, ":：".contains(last) { name.removeLast() }
    text = name
    isShortened = isCut
  }

  private static func sentenceEnd(_ text: Substring) -> Substring.Index? {
    for index in text.indices.dropFirst(10) {
      let next = text.index(after: index)
      if "。；！？".contains(text[index]) { return next }
      if ".!?;".contains(text[index]), next < text.endIndex, text[next] == " " { return next }
    }
    return nil
  }
}
