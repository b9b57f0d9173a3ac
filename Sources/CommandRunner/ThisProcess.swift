import Glibc
public import IncidentCore

extension ProcessIdentity {
  /// The process that asks.
  public static var current: ProcessIdentity { ProcessTable.identity(of: getpid()) }

  /// Whether the process lives on this machine.
  public var isAlive: Bool {
    bootID == Machine.bootID && ProcessTable.entry(of: pid)?.startTicks == startTicks
  }
}
