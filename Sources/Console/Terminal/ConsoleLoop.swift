import Engine
import IncidentCore
import Ports
import Timekeeping

/// What a console does with each event: text to the terminal, inputs to the run.
struct ConsoleLoop {
  let session: any RunSession
  let terminal: any TerminalPort
  let options: ConsoleOptions
  var dialogue: Dialogue
  var look: ConsoleLook
  var screen: Screen
  var output: OutputView
  var reader = KeyReader()
  var sendsUnderWay = 0
  /// The event that must have been seen before the next key counts.
  var awaitedVersion = 0
  var isFinishing = false
  var exit: ConsoleExit?
  /// The attempt that gets all keys.
  var typingInto: Int?
  /// The attempt that the person came back from.
  var leftAlone: Int?
  var usesOtherScreen = false
  var secretAnswer: AsyncStream<String?>.Continuation?
  var asked: Situation?
  var lastKey: (key: Key, at: Instant)?

  private var orders: [ConsoleOrder] = []
  private var isTickOrdered = false
  private var isFrameOrdered = false
  private var lastFrame: Instant?

  init(
    session: any RunSession,
    terminal: any TerminalPort,
    options: ConsoleOptions,
    state: IncidentState,
    me: Actor
  ) {
    self.session = session
    self.terminal = terminal
    self.options = options
    dialogue = Dialogue(
      state: state,
      me: me,
      isCarriedElsewhere: options.isCarrying != nil && state.host != nil
    )
    look = options.look
    look.width = terminal.size().columns
    screen = Screen(width: look.width)
    output = OutputView(look: look)
  }

  var state: IncidentState { dialogue.state }
  var now: Instant { options.clock.now() }

  /// Whether nothing is left to be done before the console ends.
  var isEnded: Bool {
    if case .lostTerminal = exit { return true }
    return exit != nil && sendsUnderWay == 0
  }

  mutating func takeOrders() -> [ConsoleOrder] {
    defer { orders = [] }
    return orders
  }

  mutating func order(_ order: ConsoleOrder) { orders.append(order) }

  // MARK: Begin and end

  /// Shows where the run stands.
  mutating func begin() async {
    await session.resize(terminal.size())
    var lines = Headline.lines(state: state, look: look)
    let steps = Situation.all(of: state).compactMap(\.step)
    for index in steps {
      lines += StepPage(state: state, index: index, look: look).lines(now: now) + [Line()]
    }
    if case .stopped(let step, _) = dialogue.situation,
      let attempt = state.steps[step].attempts.last
    {
      lines += await tail(ofAttempt: attempt.number, lines: 10)
    }
    show(lines)
    if options.takesPen, state.outcome == nil, state.pen != dialogue.me {
      act(on: .send(.takePen, by: dialogue.me))
    }
    watchCarrier()
    await settle()
  }

  /// Leaves the terminal clean.
  mutating func end() async {
    secretAnswer?.yield(nil)
    secretAnswer?.finish()
    guard exit != .lostTerminal else { return }
    if typingInto != nil { stopTyping() }
    output.finish()
    show(output.frame())
    _ = terminal.write(screen.clear(look: look))
    if state.outcome != nil { await tellMilestones() }
    if exit == .left, state.outcome == nil {
      let phrase = isCarriedElsewhere ? TerminalPhrases.howToAttach : TerminalPhrases.howToResume
      let text = look.text(phrase, ["incident": state.id.text])
      _ = screen.draw([], footer: .none, look: look)
      for line in look.wrapped(text) {
        _ = terminal.write(line.rendered(hasColour: look.hasColour) + "\r\n")
      }
    }
  }

  /// Confirms what was said about the incident after the run's last event.
  private mutating func tellMilestones() async {
    let last = await session.state()
    for milestone in Milestone.allCases where state.milestones[milestone] == nil {
      guard let time = last.milestones[milestone] else { continue }
      let line = Line([
        Span("\(look.time(time)) ", .faint),
        Span(look.text(FactPhrases.milestone(milestone)), .good),
      ])
      _ = terminal.write(line.rendered(hasColour: look.hasColour) + "\r\n")
    }
  }

  // MARK: Events

  mutating func take(_ event: ConsoleEvent) async {
    switch event {
    case .terminal(let signal): await take(signal)
    case .update(let update): take(update)
    case .sessionEnded: if state.outcome == nil { finish(.left) }
    case .begun: break
    case .sent(let fault, let version):
      sendsUnderWay -= 1
      awaitedVersion = max(awaitedVersion, version)
      if let fault {
        // What followed the refused input rests on it.
        isFinishing = false
        show(FaultText.lines(of: fault, look: look))
      }
    case .secretAsked(let name, let answer):
      secretAnswer?.finish()
      secretAnswer = answer
      dialogue.askSecret(name)
    case .tick:
      isTickOrdered = false
      watchCarrier()
    case .frame: isFrameOrdered = false
    case .keysPaused: for key in reader.flush() { await press(key) }
    }
    await settle()
  }

  /// Shows what follows from an event, and sees to it that the clock goes on.
  mutating func settle() async {
    dialogue.isBusy =
      sendsUnderWay > 0 || (state.version < awaitedVersion && state.outcome == nil)
    if isFinishing, sendsUnderWay == 0 { finish(Self.exit(of: state)) }
    guard exit == nil else { return }
    beginTypingIfNeeded()
    announce()
    draw()
    if typingInto != nil { await session.resize(terminal.size()) }
    if dialogue.situation.isTimed, look.canRedraw, typingInto == nil, !isTickOrdered {
      isTickOrdered = true
      order(.later(.seconds(1), .tick))
    }
  }

  mutating func finish(_ exit: ConsoleExit) {
    if self.exit == nil { self.exit = exit }
  }

  private static func exit(of state: IncidentState) -> ConsoleExit {
    switch state.outcome {
    case .aborted: .aborted
    case .completed: .finished(.completed)
    case .failed: .finished(.failed)
    case nil: .left
    }
  }

  private mutating func take(_ update: RunUpdate) {
    switch update {
    case .events(let events, let state):
      // What came between the subscription and the first look is shown already.
      let fresh = events.filter { $0.sequence > dialogue.state.version }
      guard !fresh.isEmpty else { return }
      dialogue.update(state)
      for event in fresh {
        if case .commandFinished = event.fact {
          if typingInto != nil { stopTyping() }
          output.finish()
        }
        show(FactLines(state: state, look: look, me: dialogue.me).lines(of: event))
      }
    case .output(let chunk):
      if typingInto == chunk.attempt {
        passOn(chunk.bytes)
      } else {
        output.take(chunk)
      }
    case .trouble(let trouble): show(FaultText.lines(of: trouble, look: look))
    }
  }

  /// Whether another process carries the run now.
  private var isCarriedElsewhere: Bool {
    guard let isCarrying = options.isCarrying, let host = state.host else { return false }
    return isCarrying(host)
  }

  /// Notices when the process that carried the run has died, which no event can tell.
  mutating func watchCarrier() {
    let isCarried = isCarriedElsewhere
    if dialogue.isCarriedElsewhere, !isCarried, state.host != nil, state.outcome == nil {
      let text = look.text(TerminalPhrases.carrierGone, ["incident": state.id.text])
      show(look.wrapped(text, first: Span("!! ", .loud), mark: .bad))
      if case .menu(.detach) = dialogue.prompt { dialogue.prompt = .menu(.quit) }
    }
    dialogue.isCarriedElsewhere = isCarried
  }

  // MARK: Text

  /// Lets lines scroll up, after all output that came before them.
  mutating func show(_ lines: [Line]) {
    guard !lines.isEmpty, typingInto == nil else { return }
    write(screen.draw(output.frame() + lines, footer: footer, look: look))
  }

  /// Draws the live lines, and output at most twenty times a second.
  mutating func draw() {
    guard typingInto == nil else { return }
    var lines: [Line] = []
    if !output.isEmpty, !isFrameOrdered {
      let wait = TimeSpan(milliseconds: 50)
      if let lastFrame, now - lastFrame < wait {
        isFrameOrdered = true
        order(.later(wait, .frame))
      } else {
        lines = output.frame()
        lastFrame = now
      }
    }
    write(screen.draw(lines, footer: footer, look: look))
  }

  mutating func write(_ text: String) {
    guard !text.isEmpty else { return }
    if !terminal.write(text) { finish(.lostTerminal) }
  }

  var footer: Footer {
    FooterText(dialogue: dialogue, now: now, look: look, unfinished: output.unfinished).footer
  }

  /// Prints once what one line has no room for.
  private mutating func announce() {
    let situation = dialogue.situation
    guard situation != asked, !dialogue.isBusy else { return }
    asked = situation
    if case .over = situation {
      show(Summary.lines(state: state, now: now, look: look))
      if state.isResolved { isFinishing = true }
      if isFinishing { finish(Self.exit(of: state)) }
    } else {
      show(QuestionText.lines(situation, state: state, look: look))
    }
  }
}
