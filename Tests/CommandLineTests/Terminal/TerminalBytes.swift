/// Cuts what a program writes into characters and control sequences, however the reads cut it.
struct TerminalBytes {
  enum Piece {
    case character(Character)
    /// It belongs to the character before it.
    case combining(Unicode.Scalar)
    case control(UInt8)
    /// `ESC [` with numbers and a last byte; private ones have a `?` before the numbers.
    case sequence(UInt8, [Int], isPrivate: Bool)
  }

  private var held: [UInt8] = []

  mutating func take(_ new: [UInt8]) -> [Piece] {
    held += new
    var pieces: [Piece] = []
    var index = 0
    while index < held.count {
      guard let (piece, length) = Self.piece(held[index...]) else { break }
      if let piece { pieces.append(piece) }
      index += length
    }
    held.removeFirst(index)
    return pieces
  }

  /// The first piece and how many bytes it takes; `nil` when its end has not come yet.
  private static func piece(_ bytes: ArraySlice<UInt8>) -> (Piece?, Int)? {
    guard let first = bytes.first else { return nil }
    if first == 27 { return escape(bytes) }
    if first < 32 || first == 127 { return (.control(first), 1) }
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard bytes.count >= length else { return nil }
    let text = String(decoding: bytes.prefix(length), as: UTF8.self)
    guard let scalar = text.unicodeScalars.first else { return (nil, length) }
    return (
      joins(scalar) ? .combining(scalar) : .character(Character(scalar)), length
    )
  }

  private static func escape(_ bytes: ArraySlice<UInt8>) -> (Piece?, Int)? {
    let rest = bytes.dropFirst()
    guard let kind = rest.first else { return nil }
    if kind == UInt8(ascii: "]") {
      guard let end = rest.firstIndex(where: { $0 == 7 || $0 == 92 }) else { return nil }
      return (nil, end - bytes.startIndex + 1)
    }
    guard kind == UInt8(ascii: "[") else {
      let length = kind == UInt8(ascii: "(") ? 3 : 2
      return bytes.count < length ? nil : (nil, length)
    }
    let body = rest.dropFirst()
    guard let end = body.firstIndex(where: { 0x40...0x7E ~= $0 }) else { return nil }
    let isPrivate = body.first == UInt8(ascii: "?")
    let digits = body[(isPrivate ? body.startIndex + 1 : body.startIndex)..<end]
    let numbers = digits.split(separator: UInt8(ascii: ";"))
      .map { Int(String(decoding: $0, as: UTF8.self)) ?? 0 }
    return (
      .sequence(body[end], numbers, isPrivate: isPrivate), end - bytes.startIndex + 1
    )
  }

  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    [0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F].contains { $0 ~= scalar.value }
  }

  /// How many columns a terminal gives a character.
  static func width(of character: Character) -> Int {
    let wide: [ClosedRange<UInt32>] = [
      0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD,
    ]
    let value = character.unicodeScalars.first?.value ?? 0
    return wide.contains { $0 ~= value } ? 2 : 1
  }
}
