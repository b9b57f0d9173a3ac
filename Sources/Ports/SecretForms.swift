/// The forms in which a secret value turns up in output.
enum SecretForms {
  /// Each form of `value` once, in no particular order of length.
  static func all(of value: [UInt8]) -> [[UInt8]] {
    var forms = [value]
    for digits in ["0123456789ABCDEF", "0123456789abcdef"] {
      let percent = percentEncoded(value, digits: Array(digits.utf8))
      forms.append(percent)
      forms.append(replaced(percent, [UInt8]("%20".utf8), by: [UInt8(ascii: "+")]))
    }
    forms.append(jsonEscaped(value))
    forms.append(replaced(value, [UInt8(ascii: "'")], by: [UInt8]("'\\''".utf8)))
    let lines = value.split { $0 == 10 || $0 == 13 }.map(Array.init)
    // A terminal ends lines with CR LF; and a key is often printed line by line.
    if value.contains(10) { forms.append(replaced(value, [10], by: [13, 10])) }
    if lines.count > 1 { forms += lines.filter { $0.count >= 8 } }
    for alphabet in ["+/", "-_"] { forms += base64(value, last: Array(alphabet.utf8)) }
    var unique: [[UInt8]] = []
    for form in forms where form.count >= OutputMask.shortest && !unique.contains(form) {
      unique.append(form)
    }
    return unique
  }

  /// Base64 of the value at each of the three places it may have inside a longer text, in the
  /// middle and at the end.
  ///
  /// Characters that also depend on the text around it are left out, and forms of fewer than 8
  /// characters: they would hit by chance.
  private static func base64(_ value: [UInt8], last: [UInt8]) -> [[UInt8]] {
    (0..<3).flatMap { shift in
      let count = shift + value.count
      let digits = base64Digits([UInt8](repeating: 0, count: shift) + value, last: last)
      let first = (shift * 8 + 5) / 6
      let padding = [UInt8](repeating: UInt8(ascii: "="), count: (3 - count % 3) % 3)
      let middle = Array(digits[first..<(count * 8 / 6)])
      return middle.count >= 8 ? [middle, digits[first...] + padding] : []
    }
  }

  private static func base64Digits(_ bytes: [UInt8], last: [UInt8]) -> [UInt8] {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)
    let alphabet = letters + last
    var digits: [UInt8] = []
    var bits = 0
    var width = 0
    for byte in bytes {
      bits = (bits << 8 | Int(byte)) & 0xffff
      width += 8
      while width >= 6 {
        width -= 6
        digits.append(alphabet[bits >> width & 63])
      }
    }
    if width > 0 { digits.append(alphabet[bits << (6 - width) & 63]) }
    return digits
  }

  private static func percentEncoded(_ value: [UInt8], digits: [UInt8]) -> [UInt8] {
    let plain = Set("-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
    return value.flatMap { byte in
      plain.contains(byte)
        ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }
  }

  private static func jsonEscaped(_ value: [UInt8]) -> [UInt8] {
    value.flatMap { byte -> [UInt8] in
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): [UInt8(ascii: "\\"), byte]
      case 8: Array("\\b".utf8)
      case 9: Array("\\t".utf8)
      case 10: Array("\\n".utf8)
      case 12: Array("\\f".utf8)
      case 13: Array("\\r".utf8)
      default: [byte]
      }
    }
  }

  private static func replaced(
    _ text: [UInt8],
    _ pattern: [UInt8],
    by replacement: [UInt8]
  ) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < text.count {
      if text[index...].starts(with: pattern) {
        result += replacement
        index += pattern.count
      } else {
        result.append(text[index])
        index += 1
      }
    }
    return result
  }
}
