import ArgumentParser
import Console
import Engine
import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

/// `tocsin resume`.
struct ResumeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Go on with a run after a crash, a lost line or a quit.",
    discussion: "Without an incident, the open one; of several you choose."
  )

  @Argument(help: "The incident; the open one without it.") var incident: String?
  @Flag(help: "Take the pen, whoever holds it.") var takePen = false
  @Flag(help: "Exit with 3 instead of waiting for a person.") var noWait = false
  @Option(name: .customLong("answer"), help: "What to answer when a step asks: STEP=ANSWER.")
  var answers: [String] = []
  @OptionGroup var option: ConfigurationOption
  @OptionGroup var options: HomeOptions

  func run() async throws {
    let home = try options.open()
    let loaded = try home.load(home.incident(incident))
    if let outcome = loaded.state.outcome {
      StandardStream.output(
        CommandPhrases.isOver.text(
          home.language,
          ["incident": loaded.state.id.text, "outcome": outcome.phrase.text(home.language)]
        ) + "\n"
      )
      return
    }
    var loop = RunLoop(home: home, incident: loaded)
    loop.option = option
    loop.calling = await CallingSetup.found(option, home)
    // Who resumes at another terminal than before is still the same person.
    loop.takesPen = takePen || loaded.state.pen?.name == home.me.name
    loop.staysForPeople = loaded.state.opening?.mode == .automatic && !noWait
    for text in answers {
      let parts = text.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else {
        throw CommandFailure(CommandPhrases.badAnswer.text(home.language, ["text": text]), code: 2)
      }
      loop.answers[StepID(String(parts[0])), default: []].append(String(parts[1]))
    }
    let code = try await loop.run()
    if code != 0 { throw ExitCode(code) }
  }
}

/// `tocsin attach`.
struct AttachCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: "Join a run that another terminal carries."
  )

  @Argument(help: "The incident; the open one without it.") var incident: String?
  @Flag(help: "Take the pen: from now on you drive.") var takePen = false
  @OptionGroup var options: HomeOptions

  func run() async throws {
    let home = try options.open()
    let loaded = try home.load(home.incident(incident))
    let follower = RunFollower(loaded, journal: home.journal, clock: .wall)
    await withTaskGroup(of: Bool.self) { group in
      group.addTask {
        await follower.run()
        return false
      }
      group.addTask {
        if Terminal.isInteractive, let terminal = RawTerminal() {
          var options = ConsoleOptions(look: home.look, clock: .wall)
          options.takesPen = takePen
          options.isAttached = true
          let console = TerminalConsole(terminal: terminal, options: options)
          _ = await console.run(session: follower, me: home.me)
        } else {
          _ = await PlainConsole(look: home.look, staysForPeople: true) {
            StandardStream.output($0)
          }.run(session: follower)
        }
        return true
      }
      for await isConsole in group where isConsole {
        group.cancelAll()
      }
    }
  }
}

extension RunOutcome {
  var phrase: Phrase {
    switch self {
    case .completed: CommandPhrases.completed
    case .failed: CommandPhrases.failed
    case .aborted: CommandPhrases.aborted
    }
  }
}
