import Glibc
import Ports
import Synchronization

/// What happens in the thread of a follower.
extension Follower {
  /// How long we wait between two looks, in milliseconds: longer while nothing happens.
  private enum Pause {
    static let shortest: Int32 = 2
    static let longest: Int32 = 32
    /// How long a terminal is silent before we believe that nothing of a dead process is left.
    static let drained: Int32 = 50
  }

  /// What the thread knows.
  private struct View {
    /// How the process ended.
    var end: CommandEnd?
    /// Whether nobody has the far side of the terminal open.
    var isHungUp = false
    var pause = Pause.shortest
  }

  /// Follows the process until it has ended and everything asked for is done.
  func watch() {
    var view = View()
    while true {
      view.end = end()
      if let end = view.end, files.count > 0 || terminal == nil { publish(end) }
      carryOutStop(isGone: view.end != nil)
      if isFinished(view) { return }
      wait(&view)
    }
  }

  private func isFinished(_ view: View) -> Bool {
    state.withLock { state in
      switch state.stop {
      case .asked, .terminated: false
      case .no, .done:
        state.end != nil || (state.isAbandoned && (view.end != nil || process.isWrapped == nil))
      }
    }
  }

  /// Waits for the first of: the end, more output, something asked for, the next look.
  private func wait(_ view: inout View) {
    let (isAwaited, terminal, isBusy) = state.withLock { state in
      state.typed = state.terminal?.write(state.typed) ?? []
      return (state.reader != nil, state.terminal, state.isStopping || !state.typed.isEmpty)
    }
    if isAwaited, files.contains(where: \.hasMore) {
      resumeReader()
      view.pause = Pause.shortest
      return
    }
    let isLooking = isBusy || (isAwaited && (terminal == nil || view.isHungUp))
    let isBlind = view.end == nil && process.pidfd == nil
    var pause = isLooking || isBlind ? view.pause : -1
    if view.end != nil, isAwaited, terminal != nil { pause = Pause.drained }
    let happened = Watch.poll(
      [
        wake.reading.number,
        view.end == nil ? process.pidfd?.number ?? -1 : -1,
        isAwaited && !view.isHungUp ? terminal?.descriptor.number ?? -1 : -1,
      ],
      milliseconds: pause
    )
    view.pause = min(view.pause * 2, Pause.longest)
    if happened[0] != 0 {
      wake.drain()
      view.pause = Pause.shortest
    }
    if let terminal, isAwaited { look(at: terminal, &view, isQuiet: happened == [0, 0, 0]) }
  }

  private func look(at terminal: Terminal, _ view: inout View, isQuiet: Bool) {
    let happened = Watch.poll([terminal.descriptor.number], milliseconds: 0)[0]
    view.isHungUp = happened & Int16(POLLHUP) != 0
    if happened & Int16(POLLIN) != 0 {
      resumeReader()
    } else if let end = view.end, isQuiet || view.isHungUp {
      publish(end)
    }
  }

  private func resumeReader() {
    state.withLock { $0.takeReader() }?.resume()
  }

  /// Does what is next in stopping the process group.
  private func carryOutStop(isGone: Bool) {
    let now = ContinuousClock.now
    let waiting: [CheckedContinuation<Void, Never>] = state.withLock { state in
      switch state.stop {
      case .no: break
      case .asked where isGone: state.stop = .done
      case .asked:
        process.signal(SIGTERM)
        // What is suspended would not hear of it.
        process.signal(SIGCONT)
        state.stop = .terminated(until: now + grace)
      case .terminated where isGone && !process.signal(0): state.stop = .done
      case .terminated(let until) where now >= until:
        process.signal(SIGKILL)
        state.stop = .done
      case .terminated, .done: break
      }
      guard case .done = state.stop else { return [] }
      defer { state.stopping = [] }
      return state.stopping
    }
    for continuation in waiting { continuation.resume() }
  }
}

extension Follower.State {
  /// Whether the thread has something to do for a stop.
  fileprivate var isStopping: Bool {
    switch stop {
    case .asked, .terminated: true
    case .no, .done: false
    }
  }
}
