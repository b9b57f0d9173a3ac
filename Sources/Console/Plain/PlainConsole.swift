public import Engine
public import IncidentCore

/// A run where no person sits: facts as lines, nothing is ever asked.
///
/// A human gate is never passed here; what the run waits for is printed with the way to answer.
public struct PlainConsole: Sendable {
  private let look: ConsoleLook
  private let staysForPeople: Bool
  private let write: @Sendable (String) -> Void

  /// A console that writes lines, each with its line end; with `staysForPeople` it stays with a run
  /// that waits for nothing but people.
  public init(
    look: ConsoleLook,
    staysForPeople: Bool = false,
    write: @escaping @Sendable (String) -> Void
  ) {
    var look = look
    look.canRedraw = false
    look.hasColour = false
    self.look = look
    self.staysForPeople = staysForPeople
    self.write = write
  }

  /// Prints what happens until the run is over, or waits for nothing but people.
  public func run(session: any RunSession) async -> PlainExit {
    var (state, updates) = await session.join()
    var output = OutputView(look: look, limit: 10_000)
    var told: [String] = []
    print(Headline.lines(state: state, look: look))
    for index in Situation.all(of: state).compactMap(\.step) {
      let now = state.lastEventAt ?? state.openedAt
      if let now { print(StepPage(state: state, index: index, look: look).lines(now: now)) }
    }
    if let exit = tell(state, &told) { return exit }
    for await update in updates {
      switch update {
      case .events(let events, let newState):
        // What came between the subscription and the first look is shown already.
        let fresh = events.filter { $0.sequence > state.version }
        guard !fresh.isEmpty else { continue }
        state = newState
        for event in fresh {
          if case .commandFinished = event.fact { output.finish() }
          print(output.frame())
          print(FactLines(state: state, look: look, me: nil).lines(of: event))
        }
        if let exit = tell(state, &told) { return exit }
      case .output(let chunk):
        output.take(chunk)
        print(output.frame())
      case .trouble(let trouble): print(FaultText.lines(of: trouble, look: look))
      }
    }
    return .closed
  }

  /// Says what the run waits for, once; gives the exit when there is one.
  private func tell(_ state: IncidentState, _ told: inout [String]) -> PlainExit? {
    if let outcome = state.outcome {
      if let now = state.lastEventAt { print(Summary.lines(state: state, now: now, look: look)) }
      return .finished(outcome)
    }
    let situations = Situation.all(of: state)
    let waits = situations.flatMap { Waits.lines($0, state: state, look: look) }
    let texts = waits.map(\.text)
    if texts != told { print(waits) }
    told = texts
    let isStuck = !situations.isEmpty && situations.allSatisfy(\.needsPerson)
    return isStuck && !staysForPeople ? .waits(texts) : nil
  }

  private func print(_ lines: [Line]) {
    for line in lines { write(line.text + "\n") }
  }
}

/// How a run ended for those who only read.
public enum PlainExit: Hashable, Sendable {
  /// The run is over.
  case finished(RunOutcome)
  /// It waits for people; what for, and how to answer, in lines.
  case waits([String])
  /// The session was closed before.
  case closed
}
