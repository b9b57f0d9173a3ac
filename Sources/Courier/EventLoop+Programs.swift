import NotifierCards

extension EventLoop {
  /// Starts a program.
  ///
  /// - Returns: why it could not.
  mutating func beginProgram(_ errand: Errand) -> String? {
    do throws(ProgramRun.Fault) {
      let program = try ProgramRun.start(errand)
      for descriptor in program.watch(poller.watches) { programs[descriptor] = program }
      active[ObjectIdentifier(errand.ticket)] = .program(program)
      return nil
    } catch {
      return error.reason
    }
  }

  /// Answers tasks whose programs have ended or ran out of time, and stops the latter.
  mutating func tendPrograms() {
    guard !programs.isEmpty || !leftovers.isEmpty else { return }
    let now = MonotonicTime.now
    var ended: [(ticket: ObjectIdentifier, program: ProgramRun, outcome: WireOutcome)] = []
    for (ticket, entry) in active {
      guard case .program(let program) = entry, let outcome = program.look(now: now) else {
        continue
      }
      ended.append((ticket, program, outcome))
    }
    for (ticket, program, outcome) in ended {
      active[ticket] = nil
      for descriptor in program.descriptors {
        programs[descriptor] = nil
        poller.watches.forget(descriptor)
      }
      if !program.isReaped { leftovers.append(program) }
      lanes.finish(program.lane)
      program.errand.continuation.resume(returning: outcome)
    }
    leftovers.removeAll { $0.isGone(now: now) }
  }
}
