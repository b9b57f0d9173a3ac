/// Finds the word that an author probably meant.
package enum Suggestion {
  /// The candidate nearest to `word`, when it is near enough to be a slip of the keyboard.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let word = Array(word.lowercased().unicodeScalars)
    guard !word.isEmpty, word.count <= 40 else { return nil }
    var best: (candidate: String, distance: Int)?
    var isTied = false
    for candidate in candidates {
      let other = Array(candidate.lowercased().unicodeScalars)
      let limit = limit(word, other)
      guard abs(other.count - word.count) <= limit else { continue }
      let distance = distance(word, other)
      guard distance <= limit, distance <= best?.distance ?? Int.max else { continue }
      isTied = distance == best?.distance && candidate != best?.candidate
      if !isTied { best = (candidate, distance) }
    }
    // Of two Chinese names that share a character with it, neither is likelier.
    return isTied && word.count <= 2 ? nil : best?.candidate
  }

  /// How many slips are allowed: none in the shortest words, one in short and in Chinese ones.
  private static func limit(_ word: [Unicode.Scalar], _ other: [Unicode.Scalar]) -> Int {
    let isChinese = other.first.map { !$0.isASCII } ?? false
    if max(word.count, other.count) <= 2 { return isChinese && word.count == 2 ? 1 : 0 }
    return min(word.count, other.count) <= 4 ? 1 : 2
  }

  /// How many letters must be put in, left out, changed or swapped with their neighbour.
  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        var best = min(previous[column + 1], current[column]) + 1
        best = min(best, previous[column] + (left[row] == right[column] ? 0 : 1))
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, before[column - 1] + 1)
        }
        current.append(best)
      }
      (before, previous) = (previous, current)
    }
    return previous[right.count]
  }
}
