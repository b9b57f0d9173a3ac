import Glibc
import Synchronization

/// What nobody can foresee.
enum Chance {
  /// Bytes that nobody was given yet: to ask the system for each sixteen of them would cost a call
  /// for each of the thousands of salts that are needed when thousands are called.
  private static let stock = Mutex<[UInt8]>([])

  /// 16 bytes, for salts and for what must be new each time.
  static func bytes() -> [UInt8] {
    stock.withLock { stock in
      if stock.count < 16 { stock = fresh() }
      defer { stock.removeLast(16) }
      return Array(stock.suffix(16))
    }
  }

  private static func fresh() -> [UInt8] {
    // The system gives at most 256 at once.
    var bytes = [UInt8](repeating: 0, count: 256)
    // It writes as many as the array holds.
    let fault = unsafe bytes.withUnsafeMutableBytes { room in
      unsafe getentropy(room.baseAddress, room.count)
    }
    return fault == 0 ? bytes : bytes.map { _ in UInt8.random(in: .min ... .max) }
  }
}
