import Console
import IncidentCore
import Phrases
import RunbookModel
import Testing
import Timekeeping

/// Which key leads to what, without a terminal.
@Suite struct DialogueTests {
  @Test func `Enter starts a command that is ready`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)

    let actions = dialogue.press(.enter)

    #expect(actions == [.send(.release(StepID("lag")), by: Sample.me)])
  }

  @Test func `nothing is sent twice while an input is on its way`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)
    dialogue.isBusy = true

    let actions = dialogue.press(.enter)

    #expect(actions.isEmpty)
  }

  @Test func `a paste answers nothing`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)

    let actions = dialogue.press(.paste("\r\ry1"))

    #expect(actions == [.say(.pasteIgnored)])
  }

  @Test func `Enter does not choose an answer of a decision`() {
    var dialogue = Dialogue(state: Sample([Sample.decision]).state, me: Sample.me)

    let actions = dialogue.press(.enter)

    #expect(actions == [.say(.chooseNumber)])
  }

  @Test func `a digit chooses that answer`() {
    var dialogue = Dialogue(state: Sample([Sample.decision]).state, me: Sample.me)

    let actions = dialogue.press(.character("2"))

    #expect(actions == [.send(.choose(StepID("fenced"), answer: "没有，先隔离"), by: Sample.me)])
  }

  @Test func `a digit without an answer chooses nothing`() {
    var dialogue = Dialogue(state: Sample([Sample.decision]).state, me: Sample.me)

    let actions = dialogue.press(.character("3"))

    #expect(actions == [.say(.chooseNumber)])
  }

  @Test func `items are ticked one by one, or do not apply`() {
    var run = Sample([Sample.list])
    var dialogue = Dialogue(state: run.state, me: Sample.me)

    let first = dialogue.press(.character(" "))
    run.give(.mark(StepID("tell"), item: 0, .done))
    dialogue.update(run.state)
    let second = dialogue.press(.character("-"))

    #expect(first == [.send(.mark(StepID("tell"), item: 0, .done), by: Sample.me)])
    #expect(second == [.send(.mark(StepID("tell"), item: 1, .notApplicable), by: Sample.me)])
  }

  @Test func `at a question n means no, and N writes a note`() {
    var run = Sample([Sample.list])
    run.give(.mark(StepID("tell"), item: 0, .done))
    run.give(.mark(StepID("tell"), item: 1, .done))
    var dialogue = Dialogue(state: run.state, me: Sample.me)

    let no = dialogue.press(.character("n"))
    let note = dialogue.press(.character("N"))

    #expect(no == [.send(.verify(StepID("tell"), isConfirmed: false), by: Sample.me)])
    #expect(note.isEmpty)
    #expect(dialogue.prompt == .line(.note(StepID("tell")), LineEditor()))
  }

  @Test func `skipping asks why, and needs an answer`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)

    let opened = press("s", in: &dialogue)
    let empty = dialogue.press(.enter)
    let typed = press("s", "备库正常", in: &dialogue)
    let sent = dialogue.press(.enter)

    #expect(opened.isEmpty)
    #expect(empty == [.say(.textMissing)])
    #expect(typed.isEmpty)
    #expect(sent == [.send(.skip(StepID("lag"), reason: "备库正常"), by: Sample.me)])
  }

  @Test(
    arguments: [
      ("d", Settlement.done), ("r", .again), ("s", .skip), ("f", .failed),
    ] as [(Character, Settlement)]
  )
  func `an unknown outcome is settled with one key, never with Enter`(
    _ key: Character,
    _ settlement: Settlement
  ) {
    var run = FrameTests.promoted()
    run.give(.lost(attempt: 2), by: .engine)
    var dialogue = Dialogue(state: run.state, me: Sample.me)

    let enter = dialogue.press(.enter)
    let actions = dialogue.press(.character(key))

    #expect(enter == [.say(.chooseKey)])
    #expect(actions == [.send(.settle(StepID("promote"), settlement), by: Sample.me)])
  }

  @Test func `Ctrl-C asks what to do about a running command`() {
    var dialogue = Dialogue(state: FrameTests.promoted().state, me: Sample.me)

    let asked = dialogue.press(.control("c"))
    let menu = dialogue.prompt
    let stopped = dialogue.press(.character("x"))

    #expect(asked.isEmpty)
    #expect(menu == .menu(.interrupt(StepID("promote"))))
    #expect(stopped == [.send(.stopCommand(StepID("promote")), by: Sample.me)])
    #expect(dialogue.prompt == .keys)
  }

  @Test func `leaving is asked about, and Escape stays`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)

    let asked = dialogue.press(.control("d"))
    let stayed = dialogue.press(.escape)
    let left = press("qy", in: &dialogue)

    #expect(asked.isEmpty)
    #expect(stayed.isEmpty)
    #expect(left == [.leave])
  }

  @Test func `an abort shows what would be undone before it asks`() {
    var run = FrameTests.promoted()
    run.endCommand(0)
    var dialogue = Dialogue(state: run.state, me: Sample.me)

    _ = press("A", "wrong host", in: &dialogue)
    let shown = dialogue.press(.enter)
    let sent = dialogue.press(.character("y"))

    #expect(shown == [.show(.rollbackPlan)])
    #expect(sent == [.send(.abort(reason: "wrong host", rollingBack: true), by: Sample.me)])
  }

  @Test func `an abort with nothing to undo does not ask about it`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)

    _ = press("A", "false alarm", in: &dialogue)
    let sent = dialogue.press(.enter)

    #expect(sent == [.send(.abort(reason: "false alarm", rollingBack: false), by: Sample.me)])
  }

  @Test func `an offered command asks for its values and wants its word`() {
    var dialogue = Dialogue(state: Sample([Sample.offered]).state, me: Sample.me)

    let asked = press("o", "standby_1", in: &dialogue)
    let named = dialogue.press(.enter)
    let wrong = press("y", in: &dialogue) + dialogue.press(.enter)
    _ = press("o", "standby_1", in: &dialogue) + dialogue.press(.enter)
    _ = press("", "yes", in: &dialogue)
    let sent = dialogue.press(.enter)

    #expect(asked.isEmpty)
    #expect(named.isEmpty)
    #expect(wrong == [.say(.wordWrong("yes"))])
    #expect(
      sent == [
        .giveVariables(StepID("drop"), command: 0, ["SLOT": "standby_1"]),
        .send(.runOffered(StepID("drop"), command: 0), by: Sample.me),
      ]
    )
  }

  @Test func `consent at this terminal is given under another name`() {
    var dialogue = Dialogue(state: FrameTests.approving().state, me: Sample.me)

    _ = press("p", "wang", in: &dialogue)
    let sent = dialogue.press(.enter)

    #expect(
      sent == [.send(.approve(StepID("promote")), by: Actor(name: "wang", terminal: "pts/1"))]
    )
  }

  @Test func `a number jumps to that step`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)

    let shown = press("j", in: &dialogue)
    _ = press("", "4", in: &dialogue)
    let sent = dialogue.press(.enter)

    #expect(shown == [.show(.steps)])
    #expect(sent == [.send(.jump(to: StepID("tell")), by: Sample.me)])
  }

  @Test func `back goes to the last step that was at work`() {
    var dialogue = Dialogue(state: FrameTests.approving().state, me: Sample.me)

    let actions = dialogue.press(.character("b"))

    #expect(actions == [.send(.jump(to: StepID("fenced")), by: Sample.me)])
  }

  @Test func `without the pen keys drive nothing, but notes are taken`() {
    let other = Actor(name: "zhao", terminal: "pts/9")
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: other)

    let refused = dialogue.press(.enter)
    _ = press("n", "I am here", in: &dialogue)
    let noted = dialogue.press(.enter)
    let taken = press("hy", in: &dialogue)

    #expect(refused == [.say(.penHeld(by: Sample.me))])
    #expect(noted == [.send(.note("I am here", step: StepID("lag"), at: nil), by: other)])
    #expect(taken == [.send(.takePen, by: other)])
  }

  @Test func `a pen that nobody holds is taken with the first answer`() {
    var run = Sample(Sample.failover)
    run.give(.releasePen)
    var dialogue = Dialogue(state: run.state, me: Sample.me)

    let actions = dialogue.press(.enter)

    #expect(
      actions == [
        .send(.takePen, by: Sample.me), .send(.release(StepID("lag")), by: Sample.me),
      ]
    )
  }

  @Test func `at the end one key says that the incident is resolved`() {
    var run = Sample([Sample.manual])
    run.give(.confirm(StepID("watch")))
    var dialogue = Dialogue(state: run.state, me: Sample.me)

    let actions = dialogue.press(.character("y"))

    #expect(
      actions == [
        .send(.reach(.mitigated, at: nil), by: Sample.me),
        .send(.reach(.resolved, at: nil), by: Sample.me), .finish,
      ]
    )
  }

  @Test func `a secret is asked for whatever was being typed`() {
    var dialogue = Dialogue(state: Sample(Sample.failover).state, me: Sample.me)

    dialogue.askSecret("PGPASSWORD")
    _ = press("", " pass word ", in: &dialogue)
    let given = dialogue.press(.enter)

    #expect(given == [.answerSecret(" pass word ")])
    #expect(dialogue.prompt == .keys)
  }

  /// Presses each character of `keys`, then of `text`; gives what the last ones led to.
  private func press(
    _ keys: String,
    _ text: String = "",
    in dialogue: inout Dialogue
  ) -> [DialogueAction] {
    (keys + text).flatMap { dialogue.press(.character($0)) }
  }
}
