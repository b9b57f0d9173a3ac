/// Takes secret values out of a stream of bytes.
///
/// Every value of at least ``shortest`` bytes is replaced by ``replacement``, and so are its forms
/// in Base64 (alone or inside a longer text), percent encoding, JSON, a shell's single quotes, and
/// each longer line of a value of several lines. Shorter values would blacken half the output.
/// Of values that overlap nothing remains. Bytes that may be the beginning of a value are held
/// back until it is clear, at most as many as the longest form has.
public struct OutputMask: Sendable {
  /// The number of bytes from which on a value is masked.
  public static let shortest = 3
  /// What stands in the place of a value.
  public static let replacement = "••••••"

  /// What to look for, the longest first, by first byte.
  private let forms: [UInt8: [[UInt8]]]
  /// What came and was not passed on yet.
  private var held: [UInt8] = []
  /// How many of the held bytes belong to a value whose place was already taken.
  private var covered = 0

  /// A mask of `values`.
  public init(values: [String]) {
    var forms: [[UInt8]] = []
    for value in values where value.utf8.count >= Self.shortest {
      forms += SecretForms.all(of: Array(value.utf8))
    }
    forms.sort { $0.count > $1.count }
    self.forms = Dictionary(grouping: forms) { $0[0] }
  }

  /// Whether there is nothing to look for.
  public var isEmpty: Bool { forms.isEmpty }

  /// Masks the next bytes of the stream, and gives what is clear by now.
  public mutating func mask(_ bytes: [UInt8]) -> [UInt8] {
    if isEmpty { return bytes }
    held += bytes
    return pass(isLast: false)
  }

  /// Gives what is left at the end of the stream.
  public mutating func flush() -> [UInt8] { pass(isLast: true) }

  /// Masks a whole text.
  public static func masked(_ text: String, values: [String]) -> String {
    var mask = OutputMask(values: values)
    return String(decoding: mask.mask(Array(text.utf8)) + mask.flush(), as: UTF8.self)
  }

  private mutating func pass(isLast: Bool) -> [UInt8] {
    var passed: [UInt8] = []
    passed.reserveCapacity(held.count)
    var index = 0
    while index < held.count {
      if let candidates = forms[held[index]] {
        if !isLast, candidates.contains(where: { isCut(of: $0, at: index) }) { break }
        if let form = candidates.first(where: { held[index...].starts(with: $0) }) {
          if index >= covered { passed += Self.replacement.utf8 }
          covered = max(covered, index + form.count)
        }
      }
      if index >= covered { passed.append(held[index]) }
      index += 1
    }
    held.removeFirst(index)
    covered = max(covered - index, 0)
    return passed
  }

  /// Whether everything from `index` on is a beginning of `form`, and the rest may follow.
  private func isCut(of form: [UInt8], at index: Int) -> Bool {
    held.count - index < form.count && form.starts(with: held[index...])
  }
}
