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
    abstract: .said(
      en: "Resume a run after a crash, a lost connection, or leaving it.",
      zh: "在崩溃、断线或离开之后继续执行。"
    ),
    discussion: .said(
      en: "Without an incident, the open one; of several you choose.",
      zh: "不写事件则为进行中的事件；有多个时由您选择。"
    )
  )

  @Argument(help: .said(en: "The incident; the open one without it.", zh: "事件；不写则为进行中的事件。"))
  var incident: String?
  @Flag(help: .said(en: "Take the pen, whoever holds it.", zh: "接管操作权，不论现在由谁操作。")) var takePen =
    false
  @Flag(help: .said(en: "Exit with 3 instead of waiting for a person.", zh: "需要等待人工处理时，以退出码 3 退出。"))
  var noWait = false
  @Option(
    name: .customLong("answer"),
    help: .said(en: "What to answer when a step asks: STEP=ANSWER.", zh: "步骤询问时的答案：步骤=答案。")
  )
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
    abstract: .said(en: "Join a run that goes on in another terminal.", zh: "加入另一个终端上的执行。")
  )

  @Argument(help: .said(en: "The incident; the open one without it.", zh: "事件；不写则为进行中的事件。"))
  var incident: String?
  @Flag(help: .said(en: "Take the pen: from now on you drive.", zh: "接管操作权，之后由您操作。")) var takePen =
    false
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
          options.isCarrying = { $0.mayBeAlive }
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
