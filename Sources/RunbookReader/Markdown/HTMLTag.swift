/// Tells tags of HTML from placeholders that only look like them.
enum HTMLTag {
  /// The name in `<name …>` or `</name>` in lower case; `nil` for a comment or a declaration.
  static func name(of text: String) -> String? {
    let inner = text.drop { $0 == "<" || $0 == "/" }
    let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    return name.isEmpty ? nil : name.lowercased()
  }

  /// Whether browsers know a tag of that name.
  static func isKnown(_ name: String) -> Bool { names.contains(name) }

  private static let names: Set<String> = [
    "a", "abbr", "b", "blockquote", "body", "br", "center", "code", "dd", "del", "details", "div",
    "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "html", "i",
    "iframe", "img", "ins", "kbd", "li", "link", "mark", "meta", "ol", "p", "picture", "pre", "q",
    "s", "samp", "script", "section", "small", "source", "span", "strike", "strong", "style", "sub",
    "summary", "sup", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul",
    "video", "wbr",
  ]

  /// The text of raw HTML without tags and comments, its lines trimmed and empty ones left out.
  static func text(of html: String) -> String {
    let kept = html.withBytes { withoutTags($0) }
    var text: [UInt8] = []
    text.reserveCapacity(kept.count)
    for line in kept.split(separator: .newline) {
      let trimmed = kept.span.trimmed(line.indices)
      if trimmed.isEmpty { continue }
      if !text.isEmpty { text.append(.newline) }
      text += kept[trimmed]
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes outside of comments, with a line break in the place of each tag.
  private static func withoutTags(_ bytes: borrowing Span<UInt8>) -> [UInt8] {
    var kept: [UInt8] = []
    kept.reserveCapacity(bytes.count)
    var offset = 0
    while offset < bytes.count {
      if bytes[offset] != UInt8(ascii: "<") {
        kept.append(bytes[offset])
        offset += 1
      } else if bytes.has("<!--", at: offset) {
        offset += 4
        while offset < bytes.count, !bytes.has("-->", at: offset) { offset += 1 }
        offset += 3
      } else {
        while offset < bytes.count, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
        offset += 1
        kept.append(.newline)
      }
    }
    return kept
  }
}
