/// What nobody can foresee.
enum Chance {
  /// 16 bytes, for salts and for what must be new each time.
  ///
  /// They come as two numbers because each number is a call of the system.
  static func bytes() -> [UInt8] {
    (0..<2).flatMap { _ in
      let number = UInt64.random(in: .min ... .max)
      return (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
  }
}
