/// Turns the bytes of a terminal into keys; characters and sequences may be cut anywhere.
package struct KeyReader: Sendable {
  private var pending: [UInt8] = []
  private var pasted: [UInt8]?

  /// The most bytes of a paste that are kept.
  package static let pasteLimit = 65_536

  package init() {}

  /// Whether the bytes so far may be the beginning of a longer key.
  package var isWaiting: Bool { !pending.isEmpty && pasted == nil }

  /// The keys that `bytes` complete.
  package mutating func read(_ bytes: [UInt8]) -> [Key] {
    pending += bytes
    var keys: [Key] = []
    while let key = nextKey() {
      if let key = key.value { keys.append(key) }
    }
    return keys
  }

  /// The keys that the bytes so far are when nothing follows them, such as a lone Escape.
  package mutating func flush() -> [Key] {
    guard isWaiting else { return [] }
    let bytes = pending
    pending = []
    return bytes == [0x1B] ? [.escape] : []
  }

  private struct Found {
    var value: Key?
  }

  /// Takes one key off the bytes; `nil` when they do not hold a whole one.
  private mutating func nextKey() -> Found? {
    if pasted != nil { return readPaste() }
    guard let first = pending.first else { return nil }
    switch first {
    case 0x1B: return readEscape()
    case 0x0D, 0x0A: return take(1, .enter)
    case 0x09: return take(1, .tab)
    case 0x7F, 0x08: return take(1, .backspace)
    case 0x00: return take(1, nil)
    case 0x01...0x1A: return take(1, .control(Character(Unicode.Scalar(first + 0x60))))
    case 0x1C...0x1F: return take(1, .control(Character(Unicode.Scalar(first + 0x40))))
    case 0x20..<0x7F: return take(1, .character(Character(Unicode.Scalar(first))))
    default: return readCharacter(first)
    }
  }

  private mutating func take(_ count: Int, _ key: Key?) -> Found {
    pending.removeFirst(min(count, pending.count))
    return Found(value: key)
  }

  private mutating func readCharacter(_ first: UInt8) -> Found? {
    let length =
      switch first {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard length > 1 else { return take(1, nil) }
    let broken = pending.prefix(length).dropFirst().firstIndex { $0 & 0xC0 != 0x80 }
    if let broken { return take(broken, nil) }
    guard pending.count >= length else { return nil }
    let text = String(validating: pending.prefix(length), as: UTF8.self)
    return take(length, text.flatMap(\.first).map { .character($0) })
  }

  private mutating func readEscape() -> Found? {
    guard pending.count > 1 else { return nil }
    switch pending[1] {
    case UInt8(ascii: "["): return readControlSequence()
    case UInt8(ascii: "O"):
      guard pending.count > 2 else { return nil }
      return take(3, Self.cursorKey(pending[2]))
    case 0x1B: return take(1, .escape)
    default: return take(2, nil)
    }
  }

  private mutating func readControlSequence() -> Found? {
    guard let end = pending.dropFirst(2).firstIndex(where: { (0x40...0x7E).contains($0) }) else {
      // No terminal sends a key this long; without a limit it would swallow what follows.
      return pending.count > 32 ? take(pending.count, nil) : nil
    }
    let parameters = String(decoding: pending[2..<end], as: UTF8.self)
    let last = pending[end]
    guard last == UInt8(ascii: "~") else { return take(end + 1, Self.cursorKey(last)) }
    switch parameters.prefix(while: { $0 != ";" }) {
    case "1", "7": return take(end + 1, .home)
    case "3": return take(end + 1, .delete)
    case "4", "8": return take(end + 1, .end)
    case "200":
      _ = take(end + 1, nil)
      pasted = []
      return Found(value: nil)
    default: return take(end + 1, nil)
    }
  }

  private static func cursorKey(_ byte: UInt8) -> Key? {
    switch byte {
    case UInt8(ascii: "A"): .up
    case UInt8(ascii: "B"): .down
    case UInt8(ascii: "C"): .right
    case UInt8(ascii: "D"): .left
    case UInt8(ascii: "H"): .home
    case UInt8(ascii: "F"): .end
    case UInt8(ascii: "M"): .enter
    default: nil
    }
  }

  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  private mutating func readPaste() -> Found? {
    guard var text = pasted else { return nil }
    if let end = pending.firstRange(of: Self.pasteEnd) {
      text += pending[..<end.lowerBound]
      pending.removeFirst(end.upperBound)
      pasted = nil
      return Found(value: .paste(String(decoding: text.prefix(Self.pasteLimit), as: UTF8.self)))
    }
    // The last bytes may be the beginning of the end mark.
    let kept = min(pending.count, Self.pasteEnd.count - 1)
    text += pending.dropLast(kept)
    pending = Array(pending.suffix(kept))
    pasted = Array(text.prefix(Self.pasteLimit))
    return nil
  }
}
