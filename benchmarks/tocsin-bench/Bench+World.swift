import Foundation
import Ports
import Timekeeping

/// The time and the chance of the machine, as the program has them.
extension Bench {
  static var now: Instant {
    Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
  }

  static let clock = Clock(
    now: { now },
    sleep: { until in
      try? await Task.sleep(for: .milliseconds(max(0, (until - now).milliseconds)))
    }
  )

  /// 16 random bytes, as two numbers because each number is a call of the system.
  static func salt() -> [UInt8] {
    (0..<2).flatMap { _ in
      let number = UInt64.random(in: .min ... .max)
      return (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
  }
}
