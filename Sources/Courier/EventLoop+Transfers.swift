import CCurl
import NotifierCards

extension EventLoop {
  /// Begins a transfer.
  ///
  /// - Returns: why it could not.
  mutating func beginTransfer(_ errand: Errand, _ origin: Origin, now: Int64) -> String? {
    guard let easy = spares.popLast() ?? EasyHandle() else { return "memory ran out" }
    guard let transfer = Transfer(errand, origin: origin, on: easy, now: now) else {
      let fault = FaultText.cleaned(easy.text(of: easy.setupFault), hiding: [origin.rest])
      spare(easy)
      return "\(origin.text): \(fault)"
    }
    guard multi.add(easy) else {
      spare(easy)
      return "\(origin.text): libcurl takes no more"
    }
    transfers[easy.key] = transfer
    active[ObjectIdentifier(errand.ticket)] = .transfer(transfer)
    return nil
  }

  /// Answers those whose transfers are over.
  ///
  /// - Returns: whether there were any.
  @discardableResult
  mutating func finishTransfers() -> Bool {
    var hasFinished = false
    while let done = multi.nextDone() {
      guard let transfer = transfers[done.key] else { continue }
      finish(transfer, with: transfer.outcome(done.code))
      hasFinished = true
    }
    return hasFinished
  }

  /// Takes a transfer out; its task is told soon.
  mutating func finish(_ transfer: Transfer, with outcome: WireOutcome) {
    transfers[transfer.easy.key] = nil
    active[ObjectIdentifier(transfer.errand.ticket)] = nil
    multi.remove(transfer.easy)
    spare(transfer.easy)
    lanes.finish(transfer.origin.text)
    answers.append((transfer.errand.continuation, outcome))
  }

  private mutating func spare(_ easy: EasyHandle) {
    easy.reset()
    if spares.count < 64 { spares.append(easy) }
  }
}
