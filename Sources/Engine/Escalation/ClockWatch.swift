import IncidentCore
import Ports
import Timekeeping

/// Notices that the wall clock was set or that the machine slept, by comparing it with how long the
/// machine has been up.
struct ClockWatch {
  private var last: (wall: Instant, uptime: Uptime)?

  init() {}

  /// What happened to the clock since the last look.
  mutating func look(wall: Instant, uptime: Uptime?) -> [ClockJump] {
    guard let uptime else { return [] }
    defer { last = (wall, uptime) }
    guard let last, last.uptime.bootID == uptime.bootID else { return [] }
    let passed = uptime.sinceBoot + -last.uptime.sinceBoot
    let slept = passed + -(uptime.awake + -last.uptime.awake)
    let set = (wall - last.wall) + -passed
    var jumps: [ClockJump] = []
    func note(_ kind: ClockJump.Kind, _ span: TimeSpan) {
      guard abs(span.milliseconds) >= ClockJump.threshold.milliseconds else { return }
      jumps.append(
        ClockJump(
          host: uptime.host,
          kind: kind,
          by: span,
          bootID: uptime.bootID,
          uptime: uptime.sinceBoot,
          shown: wall
        )
      )
    }
    note(.suspended, slept)
    note(.set, set)
    return jumps
  }
}
