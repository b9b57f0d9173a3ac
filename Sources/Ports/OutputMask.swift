/// Takes the values of secrets out of a stream of bytes, also where a value is split.
public struct OutputMask: Sendable {
  private static let mask = Array("••••••".utf8)
  private let values: [[UInt8]]
  private var held: [UInt8] = []

  /// A mask for those values; one of fewer than three bytes would hide too much and is left alone.
  public init(secrets: [String]) {
    values = secrets.map { Array($0.utf8) }.filter { $0.count >= 3 }
      .sorted { $0.count > $1.count }
  }

  /// The bytes that can be shown now; what may be the beginning of a value is held back.
  public mutating func mask(_ bytes: [UInt8]) -> [UInt8] {
    guard !values.isEmpty else { return bytes }
    held += bytes
    var shown: [UInt8] = []
    var place = 0
    while place < held.count {
      if let value = values.first(where: { held[place...].starts(with: $0) }) {
        shown += Self.mask
        place += value.count
      } else if values.contains(where: { $0.starts(with: held[place...]) }) {
        break
      } else {
        shown.append(held[place])
        place += 1
      }
    }
    held.removeFirst(place)
    return shown
  }

  /// What was held back, when nothing more comes.
  public mutating func finish() -> [UInt8] {
    let rest = held
    held = []
    return rest
  }
}
