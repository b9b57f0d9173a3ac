extension DisplayWidth {
  /// The text in lines that take at most `columns` each.
  ///
  /// Lines break at spaces and beside wide characters, never before closing punctuation (`。`,
  /// `，`, `)`) nor after opening one (`（`, `「`). A word longer than a line is cut. Line breaks of
  /// the text are kept; an empty text is one empty line.
  public static func wrap(_ text: String, to columns: Int) -> [String] {
    let limit = max(2, columns)
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .flatMap { wrapLine($0, to: limit) }
  }

  private static func wrapLine(_ text: Substring, to columns: Int) -> [String] {
    guard width(of: text) > columns else { return [String(text)] }
    var lines: [String] = []
    var line = ""
    var used = 0
    for unit in units(of: text) {
      var rest = unit
      if !line.isEmpty, used + width(of: rest.trimmedAtEnd) > columns {
        lines.append(String(line[...].trimmedAtEnd))
        line = ""
        used = 0
        rest = rest.drop { $0 == " " }
      }
      while width(of: rest.trimmedAtEnd) > columns {
        let (head, tail) = split(rest, at: columns)
        lines.append(String(head))
        rest = tail
      }
      line += rest
      used += width(of: rest)
    }
    if !line.isEmpty || lines.isEmpty { lines.append(String(line[...].trimmedAtEnd)) }
    return lines
  }

  /// The parts between which a line may break: words with the spaces after them, wide characters.
  private static func units(of text: Substring) -> [Substring] {
    var units: [Substring] = []
    var start = text.startIndex
    var index = start
    while index < text.endIndex {
      let next = text.index(after: index)
      if next == text.endIndex || mayBreak(between: text[index], and: text[next]) {
        units.append(text[start..<next])
        start = next
      }
      index = next
    }
    return units
  }

  private static func mayBreak(between left: Character, and right: Character) -> Bool {
    if right == " " || closing.contains(right) || opening.contains(left) { return false }
    return left == " " || width(of: left) > 1 || width(of: right) > 1
  }

  private static let closing = Set("。，、；：！？）」』】》〉〕］｝～…—·”’.,;:!?)]}%>\"'")
  private static let opening = Set("（「『【《〈〔［｛“‘([{<")
}

extension Substring {
  /// The text without the spaces at its end.
  fileprivate var trimmedAtEnd: Substring {
    var end = endIndex
    while end > startIndex, self[index(before: end)] == " " { end = index(before: end) }
    return self[..<end]
  }
}
