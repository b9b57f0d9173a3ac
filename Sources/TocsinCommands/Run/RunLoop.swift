import CommandRunner
import Console
import DutyRoster
import Engine
import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import Reports
import RunbookModel
import Synchronization
import Timekeeping

/// Carries one run in this process: the host, and a console or plain lines beside it.
struct RunLoop {
  let home: Home
  let incident: JournaledIncident
  /// Answers given in advance, by step, the first first.
  var answers: [StepID: [String]] = [:]
  /// Whether the process stays when the run waits for nothing but people.
  var staysForPeople = false
  var takesPen = false

  /// Where the configuration is.
  var option = ConfigurationOption()

  /// People, policies and notifiers; `nil` when there is no configuration.
  var calling: CallingSetup?

  private enum Finish: Sendable {
    case engine
    case host(RunHost.End)
    case console(leaves: Bool)
  }

  /// The exit code: 0 completed, 1 failed or aborted, 3 left where it waits.
  func run() async throws(CommandFailure) -> Int32 {
    let id = incident.state.id
    guard let lock = try HostLock(id, in: home.folder) else {
      let host = incident.state.host
      throw CommandFailure(
        CommandPhrases.carriedElsewhere.text(
          home.language,
          [
            "incident": id.text, "pid": host.map { String($0.pid) } ?? "?",
            "host": host?.host ?? "?",
          ]
        )
      )
    }
    // A reader of our output that goes away must not take the run with it.
    signal(SIGPIPE, SIG_IGN)
    let slot = ConsoleSlot()
    let host = RunHost(incident, world: world(slot))
    if Terminal.isInteractive, let terminal = RawTerminal() {
      slot.fill(TerminalConsole(terminal: terminal, options: consoleOptions(host)))
    }
    let end = await carry(host, slot.console)
    _ = consume lock
    home.comeBack()
    if case .finished = end, let head = try? home.sqlite?.head(of: id) {
      StandardStream.output(
        CommandPhrases.anchor.text(home.language, ["anchor": head.description]) + "\n"
      )
    }
    switch end {
    case .finished(.completed): return 0
    case .finished: return 1
    case .left:
      // A console has said it already.
      if slot.console == nil {
        StandardStream.output(
          CommandPhrases.left.text(home.language, ["incident": id.text]) + "\n"
        )
      }
      return 3
    case .journalLost(let fault): throw CommandFailure(fault, home.language)
    }
  }

  private func carry(_ host: RunHost, _ console: TerminalConsole?) async -> RunHost.End {
    // A console knows what to do about signals. Without one, whoever sends one leaves the run.
    let signals =
      console == nil ? SignalStream(SignalStream.heeded([SIGINT, SIGTERM, SIGHUP])) : nil
    defer { withExtendedLifetime(signals) {} }
    let numbers = signals?.stream
    return await withTaskGroup(of: Finish.self) { group in
      let me = home.me
      if let console {
        group.addTask {
          let exit = await console.run(session: host, me: me)
          return .console(leaves: exit == .left || exit == .lostTerminal)
        }
      } else {
        let plain = plainConsole()
        group.addTask {
          if case .waits = await plain.run(session: host) { return .console(leaves: true) }
          return .console(leaves: false)
        }
      }
      if let numbers {
        group.addTask {
          for await _ in numbers { return .console(leaves: true) }
          return .console(leaves: false)
        }
      }
      if !answers.isEmpty {
        let responder = Responder(host: host, me: me, answers: answers, leaves: !staysForPeople)
        group.addTask { .console(leaves: await responder.run()) }
      }
      // An engine that runs as a service is preferred, and this one stands by.
      let engine = calling.map { EscalationEngine(world: $0.world(home, rank: 1)) }
      if let engine {
        group.addTask {
          await engine.run()
          return .engine
        }
      }
      let service = calling.map { answerService($0) }
      if let service {
        group.addTask {
          await service.run()
          return .engine
        }
      }
      let audience = answers.isEmpty ? 1 : 2
      group.addTask { .host(await host.run(audience: audience)) }
      var end: RunHost.End = .left
      for await finish in group {
        switch finish {
        case .host(let hostEnd):
          end = hostEnd
          service?.stop()
          signals?.finish()
          await engine?.stop()
        case .engine: break
        case .console(leaves: true): await host.leave()
        case .console(leaves: false): break
        }
      }
      return end
    }
  }

  /// Who has which role by the configuration; nobody when there is one that cannot be used.
  private var roles: RoleBook {
    if let calling { return RoleBook { calling.configuration.roster } }
    return .found(option, home.language)
  }

  /// Takes answers while nothing else does; a service that has the port is no news.
  private func answerService(_ calling: CallingSetup) -> AnswerService {
    AnswerService(calling, home) { _ in }
  }

  private func world(_ slot: ConsoleSlot) -> RunHost.World {
    let home = home
    return RunHost.World(
      journal: home.journal,
      commands: ProcessCommands(),
      clock: .wall,
      secrets: .fromSurroundings { slot.console },
      environment: ProcessInfo.processInfo.environment,
      process: home.process,
      refuge: home.refuge,
      roles: roles,
      files: { home.attemptFiles($0, $1) }
    )
  }

  private func plainConsole() -> PlainConsole {
    PlainConsole(look: home.look, staysForPeople: staysForPeople || !answers.isEmpty) {
      StandardStream.output($0)
    }
  }

  /// What the console needs of the run that this process carries.
  private func consoleOptions(_ host: RunHost) -> ConsoleOptions {
    let home = home
    var options = ConsoleOptions(look: home.look, clock: .wall)
    options.takesPen = takesPen
    options.openShell = { variables in await Shell.open(variables) }
    options.keepFile = { path in
      do throws(CommandFailure) {
        // No shell has seen what a person types here.
        let path = NSString(string: path).expandingTildeInPath
        return .success(try EvidenceFolder(home: home).keep(path))
      } catch {
        return .failure(EvidenceFault(error.description))
      }
    }
    options.giveVariables = { _, _, values in await host.offer(variables: values) }
    options.timeline = { look in
      let id = await host.state().id
      guard let record = try? home.record(id) else { return [] }
      let text = Timeline(
        record,
        settings: home.reportSettings(.local),
        collapsesRepeats: true,
        foldsMessages: true
      ).text(columns: look.columns)
      return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return options
  }
}

/// The console of a run, which exists only after the host that it talks to.
final class ConsoleSlot: Sendable {
  private let content = Mutex<TerminalConsole?>(nil)

  var console: TerminalConsole? { content.withLock { $0 } }

  func fill(_ console: TerminalConsole) {
    content.withLock { $0 = console }
  }
}

/// Gives the answers of the command line when the run asks for them.
struct Responder {
  let host: RunHost
  let me: Actor
  let answers: [StepID: [String]]
  /// Whether it leaves a run that waits for an answer that was not given.
  let leaves: Bool

  /// Answers until the run is over; true when it should be left.
  func run() async -> Bool {
    var left = answers
    // Subscribed before the first look, so that nothing is missed in between.
    let updates = await host.updates()
    var isStuck = await answer(&left)
    if isStuck, leaves { return true }
    for await update in updates {
      guard case .events = update else { continue }
      isStuck = await answer(&left)
      if isStuck, leaves { return true }
    }
    return false
  }

  /// Answers what can be answered; true when the run waits for nothing but what cannot.
  private func answer(_ left: inout [StepID: [String]]) async -> Bool {
    while true {
      let state = await host.state()
      let waiting = state.waitingSteps
      guard
        let index = waiting.first(where: { left[state.step($0).id]?.isEmpty == false }),
        let text = left[state.step(index).id]?.first
      else {
        return !waiting.isEmpty && waiting.count == state.currentSteps.count
      }
      left[state.step(index).id]?.removeFirst()
      for input in Answer(text: text).inputs(at: index, of: state) ?? [] {
        try? await host.send(input, by: me, through: .commandLine)
      }
    }
  }
}
