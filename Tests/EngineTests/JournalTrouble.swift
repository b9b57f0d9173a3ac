import Ports
import Synchronization

/// When a journal fails.
final class JournalTrouble: Sendable {
  private struct Content {
    var calls: [WatchedJournal.Call: Int] = [:]
    var failing: [WatchedJournal.Call: Int] = [:]
    var beforeAppend: (@Sendable () -> Void)?
  }

  private let content = Mutex(Content())

  /// That journal with the trouble.
  func journal(_ base: any Journal) -> WatchedJournal {
    WatchedJournal(base, before: { (call) throws(JournalFault) in try self.strike(call) })
  }

  /// Lets the so manieth call of that kind from now on fail.
  func fail(_ call: WatchedJournal.Call, _ number: Int = 1) {
    content.withLock { $0.failing[call] = $0.calls[call, default: 0] + number }
  }

  /// Does something just before the next append.
  func beforeAppend(_ action: @escaping @Sendable () -> Void) {
    content.withLock { $0.beforeAppend = action }
  }

  private func strike(_ call: WatchedJournal.Call) throws(JournalFault) {
    let (isFailing, action) = content.withLock { content in
      content.calls[call, default: 0] += 1
      let isFailing = content.calls[call] == content.failing[call]
      guard call == .append else { return (isFailing, (@Sendable () -> Void)?.none) }
      defer { content.beforeAppend = nil }
      return (isFailing, content.beforeAppend)
    }
    if isFailing { throw .busy(detail: "test") }
    action?()
  }
}
