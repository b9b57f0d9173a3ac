import Phrases

/// One line of text that is being typed.
package struct LineEditor: Hashable, Sendable {
  private var characters: [Character] = []
  private var cursor = 0
  /// Whether what is typed is not shown.
  package let isSecret: Bool

  package init(_ text: String = "", isSecret: Bool = false) {
    characters = Array(text)
    cursor = characters.count
    self.isSecret = isSecret
  }

  /// What was typed.
  package var text: String { String(characters) }

  /// Takes a key that edits; false when the key does something else.
  @discardableResult
  package mutating func press(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert([character])
    case .paste(let text): insert(Self.oneLine(text))
    case .backspace, .control("h"): erase(from: max(0, cursor - 1), to: cursor)
    case .delete: erase(from: cursor, to: min(characters.count, cursor + 1))
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    case .control("u"): erase(from: 0, to: cursor)
    case .control("k"): erase(from: cursor, to: characters.count)
    case .control("w"): erase(from: startOfWord, to: cursor)
    case .enter, .tab, .escape, .up, .down, .control: return false
    }
    return true
  }

  /// A piece of the text that fits into `columns`, and the column of the cursor in it.
  package func view(columns: Int) -> (text: String, cursor: Int) {
    let shown = isSecret ? [] : characters
    let place = isSecret ? 0 : cursor
    var start = place
    var used = 0
    while start > 0 {
      let width = DisplayWidth.width(of: shown[start - 1])
      if used + width > columns - 2 { break }
      used += width
      start -= 1
    }
    var end = place
    var total = used
    while end < shown.count {
      let width = DisplayWidth.width(of: shown[end])
      if total + width > columns - 1 { break }
      total += width
      end += 1
    }
    return (String(shown[start..<end]), used)
  }

  private mutating func insert(_ new: [Character]) {
    // A combining mark joins the character before it, so the whole text is cut anew.
    let before = String(characters[..<cursor] + new)
    let after = characters[cursor...]
    let head = Array(before)
    characters = head + after
    cursor = head.count
  }

  private mutating func erase(from start: Int, to end: Int) {
    guard start < end else { return }
    characters.removeSubrange(start..<end)
    cursor = start
  }

  private var startOfWord: Int {
    var place = cursor
    while place > 0, characters[place - 1].isWhitespace { place -= 1 }
    while place > 0, !characters[place - 1].isWhitespace { place -= 1 }
    return place
  }

  /// A paste of several lines becomes one: lines end in a space.
  private static func oneLine(_ text: String) -> [Character] {
    var line: [Character] = []
    for character in text {
      if character.isNewline || character == "\t" {
        line.append(" ")
      } else if !character.unicodeScalars.contains(where: Harmless.isControl) {
        line.append(character)
      }
    }
    while line.last == " " { line.removeLast() }
    return line
  }
}
