import Glibc
import Timekeeping

/// The clock that waiting is measured with, in milliseconds; it never jumps.
enum MonotonicTime {
  static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// Times as libcurl and the loop take them.
enum WireTime {
  /// A day: longer than anything sensible, and far from overflowing.
  private static let longest: Int64 = 86_400_000

  /// The milliseconds of a length, between 0 and a day.
  static func milliseconds(_ span: TimeSpan) -> Int64 {
    min(max(span.milliseconds, 0), longest)
  }
}
