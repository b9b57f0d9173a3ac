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
    var kept: [UInt8] = []
    var rest = Array(html.utf8)[...]
    while let byte = rest.first {
      guard byte == UInt8(ascii: "<") else {
        kept.append(byte)
        rest.removeFirst()
        continue
      }
      if rest.starts(with: "<!--".utf8) {
        rest = after("-->", in: rest.dropFirst(4))
      } else {
        rest = after(">", in: rest.dropFirst())
        kept.append(.newline)
      }
    }
    return String(decoding: kept, as: UTF8.self)
      .split(separator: "\n")
      .map { $0.trimmed }
      .filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  private static func after(_ end: String, in bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = Array(end.utf8)
    var offset = bytes.startIndex
    while offset + end.count <= bytes.endIndex {
      if bytes[offset..<offset + end.count].elementsEqual(end) {
        return bytes[(offset + end.count)...]
      }
      offset += 1
    }
    return bytes[bytes.endIndex...]
  }
}
