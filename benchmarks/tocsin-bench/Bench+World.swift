import Foundation
import Ports
import Synchronization
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

  private static let stock = Mutex<[UInt8]>([])

  /// 16 random bytes, of 256 that the system is asked for at once.
  static func salt() -> [UInt8] {
    stock.withLock { stock in
      if stock.count < 16 {
        stock = [UInt8](repeating: 0, count: 256)
        // It writes as many as the array holds.
        _ = unsafe stock.withUnsafeMutableBytes { room in
          unsafe getentropy(room.baseAddress, room.count)
        }
      }
      defer { stock.removeLast(16) }
      return Array(stock.suffix(16))
    }
  }
}
