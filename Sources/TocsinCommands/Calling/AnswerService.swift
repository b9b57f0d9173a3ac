import DutyRoster
import Engine
import IncidentCore
import JournalStore
import NotifierCards
import Phrases
import Ports
import Synchronization
import Timekeeping
import Web

/// Listens for answers while people are called, as the configuration wants it at the time.
///
/// That it cannot listen keeps nobody from being called: it says so and tries again.
final class AnswerService: Sendable {
  private static let retryInterval = TimeSpan.seconds(3)
  private static let lookInterval = TimeSpan(milliseconds: 500)
  /// How long requests at hand are waited for in the end.
  private static let farewell = TimeSpan.seconds(2)

  private let setup: CallingSetup
  private let journal: FallbackJournal
  private let language: Language
  private let say: @Sendable (String) -> Void
  private let desk: AnswerDesk
  private let isStopped = Mutex(false)

  /// A service for the incidents of `home`; `say` gets each line of what there is to say.
  init(_ setup: CallingSetup, _ home: Home, say: @escaping @Sendable (String) -> Void) {
    self.setup = setup
    self.say = say
    journal = home.journal
    language = home.language
    let remarks = Remarks(language: home.language, say: say)
    desk = AnswerDesk(
      world: AnswerDesk.World(
        journal: home.journal,
        clock: .wall,
        callers: { setup.callers },
        roles: RoleBook { setup.configuration.roster },
        links: { setup.board.links },
        remark: { remarks.take($0) }
      )
    )
  }

  /// Ends ``run()``.
  func stop() { isStopped.withLock { $0 = true } }

  private var isOver: Bool { isStopped.withLock { $0 } || Task.isCancelled }

  /// Listens until ``stop()`` is called or the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { [desk] in await desk.keepTrying() }
      var told: ListenFault?
      while !isOver {
        guard let settings = setup.configuration.server else {
          await rest(Self.lookInterval)
          continue
        }
        let fault = await serve(settings)
        if let fault, fault != told { say(text(of: fault, settings)) }
        told = fault
        if fault != nil { await rest(Self.retryInterval) }
      }
      group.cancelAll()
    }
  }

  /// Listens as long as the settings stay as they are.
  private func serve(_ settings: ServerSettings) async -> ListenFault? {
    let address = settings.address
    let journal = journal
    let routes = Routes(
      desk: desk,
      base: settings.url ?? "http://\(address)",
      isHealthy: { (try? journal.dataVersion()) != nil }
    )
    let server = WebServer(host: settings.host, port: settings.port) { request in
      await routes.answer(request)
    }
    return await withTaskGroup(of: ListenFault?.self) { group in
      let (say, language) = (say, language)
      group.addTask {
        do throws(ListenFault) {
          try await server.run { port in
            let address = ServerSettings(host: settings.host, port: port).address
            say(ServingPhrases.listening.text(language, ["address": address]))
          }
          return nil
        } catch {
          return error
        }
      }
      group.addTask {
        while !self.isOver, self.setup.configuration.server == settings {
          await Clock.wall.sleep(WallClock.now + Self.lookInterval)
        }
        await Self.end(server)
        return nil
      }
      let first = await group.next() ?? nil
      group.cancelAll()
      return first
    }
  }

  private static func end(_ server: WebServer) async {
    await withDiscardingTaskGroup { group in
      group.addTask { await server.stop() }
      await Clock.wall.sleep(WallClock.now + Self.farewell)
      group.cancelAll()
    }
  }

  /// Waits, but not longer than to the end.
  private func rest(_ span: TimeSpan) async {
    let end = WallClock.now + span
    while !isOver, WallClock.now < end {
      await Clock.wall.sleep(min(end, WallClock.now + Self.lookInterval))
    }
  }

  private func text(of fault: ListenFault, _ settings: ServerSettings) -> String {
    let address = ["address": settings.address]
    return switch fault {
    case .inUse: ServingPhrases.inUse.text(language, address)
    case .notPermitted: ServingPhrases.notPermitted.text(language, address)
    case .notOurs: ServingPhrases.notOurs.text(language, address)
    case .other(let reason):
      ServingPhrases.notListening.text(language, address.merging(["reason": reason]) { $1 })
    }
  }
}

extension ServerSettings {
  /// Host and port as one text.
  var address: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

/// Says what came in and belongs to no incident, each thing once a minute at most: strangers must
/// not fill the log.
private final class Remarks: Sendable {
  private static let interval = TimeSpan.minutes(1)
  private let language: Language
  private let say: @Sendable (String) -> Void
  private let said = Mutex<[String: Instant]>([:])

  init(language: Language, say: @escaping @Sendable (String) -> Void) {
    self.language = language
    self.say = say
  }

  func take(_ remark: AnswerRemark) {
    let (phrase, arguments) = Self.words(remark)
    let now = WallClock.now
    let isNew = said.withLock { said in
      // The text without what differs each time, such as ids.
      let subject = "\(phrase.text(.english)) \(arguments["notifier"] ?? arguments["person"] ?? "")"
      guard said[subject].map({ $0 + Self.interval <= now }) ?? true else { return false }
      said[subject] = now
      return true
    }
    if isNew { say(phrase.text(language, arguments)) }
  }

  private static func words(_ remark: AnswerRemark) -> (Phrase, [String: String]) {
    switch remark {
    case .refused(let notifier, .signature):
      (ServingPhrases.refused, ["notifier": notifier])
    case .refused(let notifier, .stale): (ServingPhrases.stale, ["notifier": notifier])
    case .refused(let notifier, .malformed), .refused(let notifier, .notExpected):
      (ServingPhrases.unreadable, ["notifier": notifier])
    case .unknownReceipt(let notifier, let id):
      (ServingPhrases.unknownReceipt, ["notifier": notifier, "id": id])
    case .unknownSender(let notifier): (ServingPhrases.unknownSender, ["notifier": notifier])
    case .tooManyGuesses(let person): (ServingPhrases.tooManyGuesses, ["person": person])
    }
  }
}
