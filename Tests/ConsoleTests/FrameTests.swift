import Console
import IncidentCore
import Phrases
import RunbookModel
import TestSupport
import Testing
import Timekeeping

/// What stands on the terminal in every phase, compared as text.
@Suite struct FrameTests {
  @Test(arguments: SampleLook.all)
  func `every phase of a run has its frame`(_ sample: SampleLook) throws {
    let frames = Self.phases().map { name, run in
      "=== \(name)\n" + Self.frame(run, sample.look)
    }

    try Golden.expect(frames.joined(separator: "\n"), is: "frames-\(sample).txt")
  }

  @Test(arguments: SampleLook.all)
  func `no line is wider than the terminal`(_ sample: SampleLook) {
    for (_, run) in Self.phases() {
      let dialogue = Dialogue(state: run.state, me: Sample.me)
      let lines =
        Self.transcript(run, sample.look)
        + FooterText(dialogue: dialogue, now: run.now, look: sample.look).footer.lines

      #expect(lines.allSatisfy { $0.width < sample.width })
    }
  }

  @Test(arguments: SampleLook.all)
  func `the live lines are at most four`(_ sample: SampleLook) {
    for (_, run) in Self.phases() {
      let dialogue = Dialogue(state: run.state, me: Sample.me)
      let footer = FooterText(dialogue: dialogue, now: run.now, look: sample.look).footer

      #expect((1...4).contains(footer.lines.count))
    }
  }

  @Test(arguments: SampleLook.all)
  func `help, lists and the plan of a rollback have their frames`(_ sample: SampleLook) throws {
    var run = Self.promoted()
    run.endCommand(0)
    let dialogue = Dialogue(state: run.state, me: Sample.me)

    let lines =
      Views.help(situation: dialogue.situation, state: run.state, look: sample.look)
      + Views.steps(state: run.state, look: sample.look)
      + Views.rollback(dialogue.rollbackItems, state: run.state, look: sample.look)

    try Golden.expect(Self.text(lines, sample.look), is: "views-\(sample).txt")
  }

  @Test func `somebody else's pen is shown instead of keys that would be refused`() {
    let run = Sample(Sample.failover)
    let other = Actor(name: "zhao", terminal: "pts/9")
    let look = ConsoleLook(language: .english)

    let footer = FooterText(
      dialogue: Dialogue(state: run.state, me: other),
      now: run.now,
      look: look
    ).footer

    #expect(footer.lines.last?.text.contains("watching; li at pts/1 holds the pen") == true)
    #expect(footer.lines.last?.text.contains("h take the pen") == true)
  }

  @Test(arguments: [
    (Language.english, "NOBODY CALLS PEOPLE since"), (.chinese, "起无人负责呼叫"),
  ])
  func `people whom nobody calls are not kept secret`(_ language: Language, _ text: String) {
    var run = Sample(Sample.failover)
    run.give(.escalate(nil, seen: nil))
    let look = ConsoleLook(language: language)
    func footer(after seconds: Int64) -> String {
      run.pass(seconds)
      let dialogue = Dialogue(state: run.state, me: Sample.me)
      return FooterText(dialogue: dialogue, now: run.now, look: look).footer.lines.map(\.text)
        .joined(separator: "\n")
    }

    #expect(!footer(after: 5).contains(text))
    #expect(footer(after: 10).contains(text))
  }

  // MARK: Phases

  static func frame(_ run: Sample, _ look: ConsoleLook) -> String {
    let dialogue = Dialogue(state: run.state, me: Sample.me)
    let footer = FooterText(dialogue: dialogue, now: run.now, look: look).footer
    return text(transcript(run, look) + [Line("~~~")] + footer.lines, look)
  }

  static func transcript(_ run: Sample, _ look: ConsoleLook) -> [Line] {
    let facts = FactLines(state: run.state, look: look, me: Sample.me)
    let situation = Situation(of: run.state)
    var lines = run.events.flatMap { facts.lines(of: $0) }
    lines += QuestionText.lines(situation, state: run.state, look: look)
    if case .over = situation { lines += Summary.lines(state: run.state, now: run.now, look: look) }
    return lines
  }

  static func text(_ lines: [Line], _ look: ConsoleLook) -> String {
    lines.map { line in
      line.rendered(hasColour: look.hasColour).replacing("\u{1B}", with: "␛") + "\n"
    }.joined()
  }

  static func phases() -> [(String, Sample)] {
    opening() + approvals() + ends()
  }

  private static func opening() -> [(String, Sample)] {
    let ready = Sample(Sample.failover)
    var running = ready
    running.give(.release(StepID("lag")))
    running.startCommand(step: 0)
    running.events = Array(running.events.suffix(1))
    running.pass(12)
    var stopped = running
    stopped.endCommand(2, unmet: [.exit([0]), .contains("1")])
    stopped.events = Array(stopped.events.suffix(2))
    stopped.pass(700)
    var unknown = Self.promoted()
    unknown.give(.lost(attempt: 2), by: .engine)
    unknown.events = Array(unknown.events.suffix(2))
    var deciding = running
    deciding.endCommand(0)
    deciding.events = Array(deciding.events.suffix(3))
    return [
      ("ready", ready), ("running", running), ("stopped, and late", stopped),
      ("outcome unknown", unknown), ("a decision", deciding),
    ]
  }

  private static func approvals() -> [(String, Sample)] {
    let approving = Self.approving()
    var evidence = Self.promoted()
    evidence.endCommand(0)
    evidence.events = Array(evidence.events.suffix(1))
    var items = evidence
    let text = "timeline 7"
    items.give(.attach(StepID("promote"), Evidence(kind: .text, bytes: 10), text: text))
    items.events = Array(items.events.suffix(3))
    var question = items
    question.give(.mark(StepID("tell"), item: 0, .done))
    question.give(.mark(StepID("tell"), item: 1, .notApplicable))
    question.events = Array(question.events.suffix(2))
    var confirmation = question
    confirmation.give(.verify(StepID("tell"), isConfirmed: true))
    confirmation.give(
      .note("users are back", step: nil, at: confirmation.now + TimeSpan(milliseconds: -540_000))
    )
    confirmation.events = Array(confirmation.events.suffix(4))
    return [
      ("approval", approving), ("evidence", evidence), ("checklist", items),
      ("verification", question), ("confirmation", confirmation),
    ]
  }

  private static func ends() -> [(String, Sample)] {
    var rollback = Self.promoted()
    rollback.endCommand(0)
    rollback.give(.abort(reason: "wrong host", rollingBack: true))
    rollback.startCommand(step: 2, command: 1)
    rollback.endCommand(1, unmet: [.exit([0])])
    rollback.events = Array(rollback.events.suffix(3))
    var waiting = Sample(
      [Sample.step("pause", "Let it settle") { $0.wait = .minutes(5) }, Sample.offered],
      isDrill: true
    )
    waiting.pass(61)
    var offered = waiting
    offered.pass(300)
    if let deadline = offered.state.deadlines().first {
      offered.give(.timePassed(deadline), by: .engine)
    }
    offered.events = Array(offered.events.suffix(1))
    var over = Sample([Sample.manual])
    over.pass(75)
    over.give(.confirm(StepID("watch")))
    over.events = Array(over.events.suffix(2))
    var failed = Sample(Sample.failover)
    failed.give(.abort(reason: "not the database", rollingBack: false))
    failed.events = Array(failed.events.suffix(1))
    return [
      ("rollback stopped", rollback), ("waiting, in a drill", waiting), ("offered", offered),
      ("over", over), ("aborted", failed),
    ]
  }

  static func approving() -> Sample {
    var run = Sample(Sample.failover)
    run.give(.release(StepID("lag")))
    run.startCommand(step: 0)
    run.endCommand(0)
    run.give(.choose(StepID("fenced"), answer: "Yes"))
    run.events = Array(run.events.suffix(3))
    run.pass(130)
    return run
  }

  static func promoted() -> Sample {
    var run = approving()
    run.give(.approve(StepID("promote")), by: Actor(name: "wang", terminal: "pts/2"))
    run.give(.release(StepID("promote")))
    run.startCommand(step: 2)
    return run
  }
}
