/// What somebody means who replies to a call, in whatever words a tired person writes.
///
/// The four digits of a code say “mine” by themselves, wherever they stand, unless a word of refusal
/// stands beside them. Without a code only a text that is nothing but such a word means anything.
public struct ReplyText: Hashable, Sendable {
  /// What the words say.
  public enum Word: Hashable, Sendable {
    /// “I take it.”
    case mine
    /// “I cannot.”
    case cannot
  }

  /// The code; `nil` when there is none, or more than one.
  public let code: String?
  /// What is meant; `nil` when nobody can tell.
  public let word: Word?

  /// How many digits a code has.
  public static let codeLength = 4

  /// Reads a reply.
  public init(_ text: String) {
    let pieces = Self.pieces(text)
    let codes = pieces.filter { $0.utf8.count == Self.codeLength && Self.isDigits($0) }
    code = Set(codes).count == 1 ? codes.first : nil
    let words = pieces.filter { !Self.isDigits($0) }
    if Self.refuses(words) {
      word = .cannot
    } else if code != nil || Self.yes.contains(words.joined(separator: " ")) {
      word = .mine
    } else {
      word = nil
    }
  }

  private static func refuses(_ words: [String]) -> Bool {
    guard words.joined(separator: " ").firstRange(of: "no problem") == nil else { return false }
    return words.contains { no.contains($0) || noWithin.contains(where: $0.contains) }
  }

  private static let yes: Set<String> = [
    "ack", "ok", "okay", "yes", "y", "mine", "take", "i take it", "taken", "收到", "接手", "我来",
    "我来处理", "好", "好的", "是", "是的", "确认", "明白", "可以",
  ]
  private static let no: Set<String> = [
    "no", "n", "not", "cannot", "cant", "can't", "decline", "busy", "不", "否",
  ]
  private static let noWithin = [
    "不行", "不能", "不了", "不在", "不方便", "无法", "没空", "没时间", "拒绝",
  ]

  /// Runs of letters and runs of digits, in lower case and ASCII's digits.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    for character in text.lowercased() {
      let digit = character.wholeNumberValue.flatMap { character.isNumber ? "\($0)" : nil }
      let isDigit = digit?.utf8.count == 1 && !character.isLetter
      if !piece.isEmpty, isDigits(piece) != isDigit || !(isDigit || isWord(character)) {
        pieces.append(piece)
        piece = ""
      }
      if isDigit { piece += digit ?? "" } else if isWord(character) { piece.append(character) }
    }
    return piece.isEmpty ? pieces : pieces + [piece]
  }

  private static func isDigits(_ piece: String) -> Bool {
    piece.utf8.first.map { (0x30...0x39).contains($0) } ?? false
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character == "'" || character == "’"
  }
}
