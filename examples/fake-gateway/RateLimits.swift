import Timekeeping

/// How often a robot may be called, as the providers say.
struct RateLimits {
  private struct Robot {
    var times: [Int64] = []
    var silentUntil: Int64 = 0
  }

  /// How long DingTalk takes nothing after too many.
  let penalty: TimeSpan
  private var robots: [String: Robot] = [:]

  init(penalty: TimeSpan) { self.penalty = penalty }

  /// Notes a call of `robot`, whose name begins with its provider's.
  ///
  /// - Returns: whether it was one too many.
  mutating func check(_ robot: String, _ now: Instant) -> Bool {
    var state = robots[robot] ?? Robot()
    defer { robots[robot] = state }
    guard state.silentUntil <= now.milliseconds else { return true }
    state.times.removeAll { $0 <= now.milliseconds - 60_000 }
    let isFeishu = robot.hasPrefix("feishu")
    let inSecond = state.times.count { $0 > now.milliseconds - 1000 }
    if state.times.count >= (isFeishu ? 100 : 20) || (isFeishu && inSecond >= 5) {
      if robot.hasPrefix("dingtalk") {
        state.silentUntil = now.milliseconds + penalty.milliseconds
      }
      return true
    }
    state.times.append(now.milliseconds)
    return false
  }
}
