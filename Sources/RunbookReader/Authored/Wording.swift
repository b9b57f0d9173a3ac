/// What the readers of metadata ask of texts, answered by bytes: there is metadata at every step.
extension Substring {
  /// Whether it begins with `word`, whose ASCII letters are small; those of the text may be large.
  func begins(with word: String) -> Bool { end(ofWord: word) != nil }

  /// What follows `word` at the beginning, which may be written in large letters.
  func rest(after word: String) -> Substring? { end(ofWord: word).map { self[$0...] } }

  /// Whether it is `word`, which may be written in large letters.
  func isWord(_ word: String) -> Bool { end(ofWord: word) == endIndex }

  private func end(ofWord word: String) -> Index? {
    var place = utf8.startIndex
    for wanted in word.utf8 {
      guard place < utf8.endIndex else { return nil }
      let byte = utf8[place]
      guard byte == wanted || byte.isASCIILetter && wanted.isASCIILetter && byte | 0x20 == wanted
      else { return nil }
      place = utf8.index(after: place)
    }
    return place
  }

  /// Whether any of the scalars of `marks` stands in it, none of which is a letter or digit.
  func contains(anyOf marks: String) -> Bool {
    unicodeScalars.contains { scalar in
      let isPlain = scalar.isASCII && UInt8(truncatingIfNeeded: scalar.value).isASCIIAlphanumeric
      return !isPlain && marks.unicodeScalars.contains(scalar)
    }
  }

  /// The text inside of one pair of backticks, when it is all in one.
  var withoutCodeMarks: Substring {
    let text = trimmedPart
    guard text.utf8.first == UInt8(ascii: "`"), text.utf8.count >= 2,
      text.utf8.last == UInt8(ascii: "`")
    else { return text }
    let inner = text.utf8.dropFirst().dropLast()
    return inner.contains(UInt8(ascii: "`")) ? text : Substring(inner).trimmedPart
  }

  /// The parts between commas of either width, outside of double quotes.
  var commaParts: [Substring] {
    var parts: [Substring] = []
    var start = startIndex
    var isQuoted = false
    for (index, scalar) in zip(unicodeScalars.indices, unicodeScalars) {
      switch scalar {
      case "\"": isQuoted.toggle()
      case ",", "，":
        guard !isQuoted else { continue }
        parts.append(self[start..<index].trimmedPart)
        start = unicodeScalars.index(after: index)
      default: break
      }
    }
    parts.append(self[start...].trimmedPart)
    return parts.filter { !$0.isEmpty }
  }

  /// The number at the beginning, and what follows it.
  var leadingNumber: (number: Int, rest: Substring)? {
    let digits = utf8.prefix { $0.isASCIIDigit }
    guard digits.count <= 9, let number = Int(Substring(digits)) else { return nil }
    return (number, self[digits.endIndex...])
  }

  /// Where a word of ASCII stands by itself.
  func range(ofWord word: String) -> Range<Index>? {
    var isStart = true
    for (place, scalar) in zip(unicodeScalars.indices, unicodeScalars) {
      if isStart, let end = self[place...].end(ofWord: word),
        end == endIndex || unicodeScalars[end].properties.isWhitespace
      {
        return place..<end
      }
      isStart = scalar.properties.isWhitespace
    }
    return nil
  }

  /// The text without commas and white space at its ends.
  var trimmingPunctuation: Substring {
    var text = trimmedPart
    while let first = text.first, first == "," || first == "，" { text = text.dropFirst() }
    while let last = text.last, last == "," || last == "，" { text = text.dropLast() }
    return text.trimmedPart
  }
}
