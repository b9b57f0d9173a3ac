import ArgumentParser
import CommandRunner
import DutyRoster
import Engine
import Foundation
import IncidentCore
import JournalStore
import NotifierCards
import Phrases
import Ports
import RunbookModel
import Timekeeping

/// `tocsin engine`.
struct EngineCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "engine",
    abstract: .said(en: "Call people, for all incidents of the journal.", zh: "为日志中的所有事件呼叫人员。"),
    discussion: .said(
      en: """
        Runs in the foreground until SIGTERM or SIGINT; SIGHUP reads the configuration and the cards \
        of notifiers anew. A second engine on the same journal stands by and takes over.
        """,
      zh: "在前台运行，直到收到 SIGTERM 或 SIGINT；收到 SIGHUP 时重新读取配置和通知渠道的卡片。同一日志上的第二个引擎处于待命状态，必要时接替。"
    )
  )

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var options: HomeOptions

  func run() async throws {
    let home = try options.open()
    let language = options.language
    guard let path = option.found else {
      throw CommandFailure(DutyPhrases.noConfiguration.text(language), code: 2)
    }
    signal(SIGPIPE, SIG_IGN)
    let setup = try await CallingSetup(path: path, home: home.folder, language: language)
    let engine = EscalationEngine(world: setup.world(home, rank: 2))
    let answers = AnswerService(setup, home) { Self.say($0) }
    let watch = EngineWatch(engine, setup, home) { Self.say($0) }
    let signals = SignalStream([SIGTERM, SIGINT, SIGHUP])
    defer { withExtendedLifetime(signals) {} }
    let numbers = signals.stream
    await withDiscardingTaskGroup { group in
      group.addTask { await report(engine, language) }
      group.addTask { await watch.run() }
      group.addTask { await answers.run() }
      group.addTask {
        for await number in numbers {
          if number == SIGHUP {
            await reload(setup, language)
          } else {
            Supervisor.tell("STOPPING=1")
            answers.stop()
            await engine.stop()
          }
        }
      }
      await engine.run()
      group.cancelAll()
    }
    Self.say(CallingPhrases.stopped.text(language))
  }

  private func report(_ engine: EscalationEngine, _ language: Language) async {
    for await standing in await engine.standings() {
      switch standing {
      case .starting: break
      case .active:
        Supervisor.tell("READY=1")
        Self.say(CallingPhrases.active.text(language))
      case .standby(let holder):
        Supervisor.tell("READY=1")
        let pid = ProcessIdentity(leaseName: holder).map { "\($0.pid)" } ?? holder
        Self.say(CallingPhrases.standby.text(language, ["pid": pid]))
      case .faulty(let fault):
        let reason = fault.message.text(language)
        Self.say(CallingPhrases.faulty.text(language, ["reason": reason]))
      }
    }
  }

  private func reload(_ setup: CallingSetup, _ language: Language) async {
    do throws(CommandFailure) {
      try await setup.reload()
      Self.say(CallingPhrases.reloaded.text(language, ["path": setup.path]))
    } catch {
      Self.say(CallingPhrases.keptOld.text(language, ["reason": error.description]))
    }
  }

  private static func say(_ text: String) {
    StandardStream.output("\(WallClock.now.rfc3339.prefix(19))Z \(text)\n")
  }
}
