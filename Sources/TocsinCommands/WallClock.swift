import CommandRunner
import IncidentCore
import Ports
import Timekeeping

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The system's clock.
enum WallClock {
  /// The time now, to the millisecond.
  static var now: Instant {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Instant(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  private static let machine = ProcessIdentity.current

  /// How long the machine has been up, slept time included and not.
  static var uptime: Uptime? {
    Uptime(
      host: machine.host,
      bootID: machine.bootID,
      sinceBoot: span(CLOCK_BOOTTIME),
      awake: span(CLOCK_MONOTONIC)
    )
  }

  private static func span(_ clock: clockid_t) -> TimeSpan {
    var time = timespec()
    unsafe clock_gettime(clock, &time)
    return TimeSpan(
      milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    )
  }

  /// How many processors may be used.
  static var processorCount: Int {
    max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  }
}
