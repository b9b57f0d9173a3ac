/// A part of one line.
package struct SourceSpan: Hashable, Sendable {
  /// Where it begins.
  package var position: SourcePosition
  /// How many Unicode scalars it covers.
  package var length: Int

  /// The part of that length at `position`.
  package init(position: SourcePosition, length: Int) {
    self.position = position
    self.length = length
  }

  /// The rest of the line from `position` on, without white space at its end.
  package init(restOf source: SourceText, from position: SourcePosition) {
    let rest = source[position.line].unicodeScalars.dropFirst(position.column - 1)
    let end = rest.lastIndex { !$0.properties.isWhitespace }
    let length = end.map { rest.distance(from: rest.startIndex, to: $0) + 1 } ?? 1
    self.init(position: position, length: length)
  }
}
