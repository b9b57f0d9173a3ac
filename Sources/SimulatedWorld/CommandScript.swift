package import Ports
package import Timekeeping

/// What a simulated command does when it is let go.
package struct CommandScript: Hashable, Sendable {
  /// How it ends.
  package enum End: Hashable, Sendable {
    /// It exits with that code.
    case exits(Int)
    /// That signal ends it.
    case signalled(Int)
    /// It never ends by itself.
    case hangs
    /// It cannot be started at all.
    case cannotStart(CommandFault)
  }

  /// How it ends.
  package var end: End
  /// How long that takes.
  package var takes: TimeSpan
  /// What it writes, at its beginning, to standard output.
  package var output: String
  /// What it writes to standard error.
  package var errorOutput: String
  /// Whether it goes on when it is asked to end, so that only KILL helps.
  package var ignoresTermination: Bool
  /// Whether its exit status is lost when the process that started it dies.
  package var losesStatus: Bool

  /// A command that ends so, by default at once and well.
  package init(
    _ end: End = .exits(0),
    takes: TimeSpan = .zero,
    output: String = "",
    errorOutput: String = "",
    ignoresTermination: Bool = false,
    losesStatus: Bool = false
  ) {
    self.end = end
    self.takes = takes
    self.output = output
    self.errorOutput = errorOutput
    self.ignoresTermination = ignoresTermination
    self.losesStatus = losesStatus
  }
}
