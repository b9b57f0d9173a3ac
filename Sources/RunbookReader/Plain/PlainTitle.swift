/// Names for steps that have no heading of their own.
struct PlainTitle {
  /// The name.
  let text: String
  /// Whether something of the text is missing in the name.
  let isShortened: Bool

  /// How many Unicode scalars a name may have.
  private static let limit = 90

  /// A name from the first sentence of a paragraph.
  init(_ paragraph: String) {
    let bytes = Array(paragraph.utf8)
    var end = bytes.firstIndex(of: .newline) ?? bytes.count
    var isCut = end < bytes.count
    var ellipsis = false
    if let head = Self.end(of: Self.limit, in: bytes[..<end]) {
      isCut = true
      if let sentence = Self.sentenceEnd(bytes[..<head]) {
        end = sentence
      } else {
        end = bytes[..<head].lastIndex(of: .space) ?? head
        ellipsis = true
      }
    }
    while end > 0 {
      if bytes[end - 1] <= .space || bytes[end - 1] == UInt8(ascii: ":") {
        end -= 1
      } else if end >= 3, bytes[end - 3..<end].elementsEqual([0xEF, 0xBC, 0x9A]) {
        end -= 3
      } else {
        break
      }
    }
    let name = String(decoding: bytes[..<end], as: UTF8.self)
    text = ellipsis ? name + "…" : name
    isShortened = isCut
  }

  /// Where so many scalars end; `nil` when there are no more than that.
  private static func end(of count: Int, in bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.count > count else { return nil }
    var scalars = 0
    for (place, byte) in bytes.enumerated() where byte & 0xC0 != 0x80 {
      if scalars == count { return place }
      scalars += 1
    }
    return nil
  }

  /// Where the first sentence ends that is not too short to say something.
  private static func sentenceEnd(_ bytes: ArraySlice<UInt8>) -> Int? {
    var place = bytes.startIndex + 10
    while place < bytes.endIndex {
      switch bytes[place] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ";"):
        if place + 1 < bytes.endIndex, bytes[place + 1] == .space { return place + 1 }
      case 0xE3, 0xEF:
        let mark = bytes[place..<min(place + 3, bytes.endIndex)]
        if chineseEnds.contains(where: { mark.elementsEqual($0) }) { return place + 3 }
      default: break
      }
      place += 1
    }
    return nil
  }

  private static let chineseEnds = ["。", "；", "！", "？"].map { Array($0.utf8) }
}
