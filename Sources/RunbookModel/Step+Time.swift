public import Timekeeping

extension Step {
  /// How long the step's own wait and commands may take as they are written, sub-steps left out.
  ///
  /// Every attempt takes its timeout, with the time between attempts. An `until` has one timeout
  /// for all of its polls, and a command without a timeout counts for nothing.
  public var longestOwnTime: TimeSpan {
    var milliseconds = wait?.milliseconds ?? 0
    for command in commands where command.role != .rollback {
      guard let timeout = command.timeout ?? timeout else { continue }
      let retries = command.role == .until ? 0 : Int64(retry?.count ?? 0)
      milliseconds += timeout.milliseconds * (retries + 1)
      milliseconds += (retry?.interval.milliseconds ?? 0) * retries
    }
    return TimeSpan(milliseconds: milliseconds)
  }
}
