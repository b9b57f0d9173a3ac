import Console
import IncidentCore
import Phrases
import RunbookModel
import Synchronization
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct PlainConsoleTests {
  @Test(arguments: [Language.english, .chinese])
  func `what a run waits for is printed with the way to answer`(_ language: Language) async throws {
    let runs = FrameTests.phases().filter {
      !["running", "over", "aborted", "waiting, in a drill"].contains($0.0)
    }
    var text = ""

    for (name, run) in runs {
      let look = ConsoleLook(language: language)
      let console = PlainConsole(look: look) { _ in }
      guard case .waits(let lines) = await console.run(session: FakeRun(run)) else {
        Issue.record("\(name) does not wait")
        continue
      }
      text += "=== \(name)\n" + lines.joined(separator: "\n") + "\n"
    }

    try Golden.expect(text, is: "waits-\(language.rawValue).txt")
  }

  @Test func `a run that is over says how it went`() async {
    var run = Sample([Sample.manual])
    run.give(.confirm(StepID("watch")))
    let printed = Mutex("")
    let console = PlainConsole(look: ConsoleLook(language: .english, hasColour: true)) { text in
      printed.withLock { $0 += text }
    }

    let exit = await console.run(session: FakeRun(run))

    #expect(exit == .finished(.completed))
    #expect(printed.withLock { $0 }.contains("1 done · 0 failed"))
    #expect(!printed.withLock { $0 }.contains("\u{1B}"))
  }
}
