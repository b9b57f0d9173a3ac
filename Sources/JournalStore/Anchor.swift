public import IncidentCore

/// The hash of an event, kept outside of the journal: `20261123-k7f2 42 9f86d0...`.
///
/// Whoever holds one can tell later whether that event and all before it are still the same.
public struct Anchor: Hashable, Sendable, CustomStringConvertible {
  /// The incident.
  public var incident: IncidentID
  /// The event's place in the incident.
  public var sequence: Int
  /// The event's hash: 64 lower-case hexadecimal digits.
  public var hash: String

  /// An anchor of those parts.
  public init(incident: IncidentID, sequence: Int, hash: String) {
    self.incident = incident
    self.sequence = sequence
    self.hash = hash
  }

  /// Reads the three words of a line; `nil` when they are no anchor.
  public init?(line: some StringProtocol) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, let sequence = Int(words[1]), sequence > 0, words[2].utf8.count == 64,
      words[2].utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
    else { return nil }
    self.init(
      incident: IncidentID(String(words[0])),
      sequence: sequence,
      hash: words[2].lowercased()
    )
  }

  /// The line that ``init(line:)`` reads.
  public var description: String { "\(incident) \(sequence) \(hash)" }

  /// Reads a file of anchors, one a line; empty lines and what follows a `#` are left out.
  ///
  /// - Returns: the anchors, and the numbers of the lines, from 1, that are none.
  public static func read(_ text: String) -> (anchors: [Anchor], wrongLines: [Int]) {
    var anchors: [Anchor] = []
    var wrongLines: [Int] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let content = line.prefix { $0 != "#" }
      if content.allSatisfy(\.isWhitespace) { continue }
      if let anchor = Anchor(line: content) {
        anchors.append(anchor)
      } else {
        wrongLines.append(index + 1)
      }
    }
    return (anchors, wrongLines)
  }
}
