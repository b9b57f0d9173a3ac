/// What the readers of metadata ask of texts, answered by bytes: there is metadata at every step.
extension Substring {
  /// Whether it begins with `word`, whose ASCII letters are small; those of the text may be large.
  func begins(with word: String) -> Bool { end(ofWord: word) != nil }

  /// What follows `word` at the beginning, which may be written in large letters.
  func rest(after word: String) -> Substring? { end(ofWord: word).map { self[$0...] } }

  /// Whether it is `word`, which may be written in large letters.
  func isWord(_ word: String) -> Bool { end(ofWord: word) == endIndex }

  private func end(ofWord word: String) -> Index? {
    let isThere = withBytes { bytes in
      word.withBytes { wanted in
        guard bytes.count >= wanted.count else { return false }
        for offset in 0..<wanted.count {
          let byte = bytes[offset]
          guard byte == wanted[offset] || byte.isASCIILetter && byte | 0x20 == wanted[offset]
          else { return false }
        }
        return true
      }
    }
    return isThere ? utf8.index(startIndex, offsetBy: word.utf8.count) : nil
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
    let ranges = withBytes { bytes in
      var ranges: [Range<Int>] = []
      var start = 0
      var isQuoted = false
      for offset in 0..<bytes.count {
        if bytes[offset] == UInt8(ascii: "\"") {
          isQuoted.toggle()
        } else if !isQuoted, let comma = bytes.comma(at: offset) {
          ranges.append(bytes.trimmed(start..<offset))
          start = comma
        }
      }
      ranges.append(bytes.trimmed(start..<bytes.count))
      return ranges
    }
    return ranges.filter { !$0.isEmpty }.map { part($0) }
  }

  /// The parts before and after the first comma of either width; `nil` when there is none.
  var firstComma: (before: Substring, after: Substring)? {
    let found = withBytes { bytes -> Range<Int>? in
      for offset in 0..<bytes.count {
        if let comma = bytes.comma(at: offset) { return offset..<comma }
      }
      return nil
    }
    return found.map { (upTo(byte: $0.lowerBound), from(byte: $0.upperBound)) }
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
    var place = startIndex
    while place < endIndex {
      if isStart, let end = self[place...].end(ofWord: word),
        end == endIndex || unicodeScalars[end].isWhiteSpace
      {
        return place..<end
      }
      let scalar = unicodeScalars[place]
      isStart = scalar.isWhiteSpace
      place = unicodeScalars.index(after: place)
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

extension Span<UInt8> {
  /// Where a comma of either width ends that stands at an offset.
  fileprivate func comma(at offset: Int) -> Int? {
    if self[offset] == UInt8(ascii: ",") { return offset + 1 }
    return self[offset] == 0xEF && offset + 2 < count && self[offset + 1] == 0xBC
      && self[offset + 2] == 0x8C ? offset + 3 : nil
  }
}
