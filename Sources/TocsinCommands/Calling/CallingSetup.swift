import CommandRunner
import ConfigurationReader
import Courier
import DutyRoster
import Engine
import Findings
import Foundation
import IncidentCore
import JournalStore
import NotifierCards
import Phrases
import Ports
import RunbookModel
import Synchronization
import Timekeeping

/// People, policies and notifiers as the configuration has them, ready for the desk.
final class CallingSetup: Sendable {
  private struct Content {
    var configuration: Configuration
    var board: NotifierBoard
    var callers: Callers
  }

  let path: String
  private let home: String
  private let language: Language
  private let courier: CurlCourier
  private let content: Mutex<Content>

  /// Reads the configuration at `path` with its cards and the values of its secrets.
  ///
  /// - Throws: what cannot be used, as a sentence.
  init(path: String, home: String, language: Language) async throws(CommandFailure) {
    self.path = path
    self.home = home
    self.language = language
    let courier = CurlCourier()
    self.courier = courier
    content = Mutex(
      try await Self.read(path: path, home: home, language: language, courier: courier)
    )
  }

  /// The setup of the configuration that there is; `nil` when there is none.
  ///
  /// One that cannot be used is complained of and keeps nobody from running a plan.
  static func found(_ option: ConfigurationOption, _ home: Home) async -> CallingSetup? {
    guard let path = option.found else { return nil }
    do throws(CommandFailure) {
      return try await CallingSetup(path: path, home: home.folder, language: home.language)
    } catch {
      let reason = error.description
      StandardStream.error(
        CallingPhrases.nobodyCalls.text(home.language, ["reason": reason]) + "\n"
      )
      return nil
    }
  }

  /// Reads everything anew; what was read before stays in use when that fails.
  func reload() async throws(CommandFailure) {
    let new = try await Self.read(path: path, home: home, language: language, courier: courier)
    content.withLock { $0 = new }
  }

  var configuration: Configuration { content.withLock(\.configuration) }

  var board: NotifierBoard { content.withLock(\.board) }

  var callers: Callers { content.withLock(\.callers) }

  /// What the desk needs.
  func world(_ opened: Home, rank: Int) -> EscalationDesk.World {
    EscalationDesk.World(
      journal: opened.journal,
      leases: opened.sqlite,
      clock: .wall,
      dutyBook: { [self] in DutyBook(configuration) },
      messengers: { [self] in board.messengers },
      holder: opened.process.leaseName,
      rank: rank,
      isDead: { ProcessIdentity(leaseName: $0).map { !$0.isAlive && $0.isLocal } ?? false },
      overseers: { [self] in configuration.engine.overseers },
      chance: { UInt64.random(in: .min ... .max) }
    )
  }

  /// Sends a request that is no message, such as the heartbeat.
  func send(_ request: WireRequest) async -> WireOutcome { await courier.send(request) }

  // MARK: Reading

  private static func read(
    path: String,
    home: String,
    language: Language,
    courier: CurlCourier
  ) async throws(CommandFailure) -> Content {
    let file = try ConfigurationFile(path: path, language: language)
    guard let configuration = file.reading.configuration else {
      let count = file.files.flatMap(\.findings).count { $0.level == .error }
      throw CommandFailure(
        DutyPhrases.unusable.text(language, ["path": path, "count": "\(count)"]),
        code: 2
      )
    }
    let folders = CardFolders(configuration: path, home: home)
    var notifiers: [String: Notifier] = [:]
    for settings in configuration.notifiers {
      notifiers[settings.id] = try await notifier(settings, folders, language)
    }
    var providers: [String: [Notifier]] = [:]
    for id in configuration.notifiers.map(\.id) + configuration.groups.map(\.id) {
      providers[id] = configuration.providers(id).compactMap { notifiers[$0.id] }
    }
    let drills = configuration.notifiers.filter(\.isDrillOnly).map(\.id)
    let zone = configuration.roster.zone
    let board = NotifierBoard(
      providers: providers,
      links: await links(configuration.server, home, language),
      isListening: configuration.server != nil,
      drillNotifiers: drills.isEmpty ? nil : Set(drills),
      world: NotifierBoard.World(
        courier: courier,
        now: { WallClock.now },
        nonce: { Chance.bytes() },
        random: { Double.random(in: 0...1) },
        offsetMinutes: { zone.secondsAhead(at: $0) / 60 }
      )
    )
    return Content(
      configuration: configuration,
      board: board,
      callers: Callers(configuration, notifiers: notifiers)
    )
  }

  /// What makes links; without a key people are called all the same, and have to answer otherwise.
  private static func links(
    _ settings: ServerSettings?,
    _ home: String,
    _ language: Language
  ) async -> AnswerLinks? {
    guard let settings, let url = settings.url else { return nil }
    do throws(CommandFailure) {
      let key = try await AnswerKey.find(settings, home: home, language: language)
      return AnswerLinks(base: url, key: key)
    } catch {
      StandardStream.error(error.description + "\n")
      return nil
    }
  }

  private static func notifier(
    _ settings: NotifierSettings,
    _ folders: CardFolders,
    _ language: Language
  ) async throws(CommandFailure) -> Notifier {
    let card = try card(settings, folders, language)
    var secrets: [String: String] = [:]
    let source = Secrets.fromSurroundings { nil }
    for declaration in settings.secrets {
      do throws(SecretFault) {
        secrets[declaration.name] = try await source.value(declaration)
      } catch {
        // Those who can be reached another way still are; the notifier says what it lacks when it
        // is used.
        StandardStream.error(
          CallingPhrases.secretMissing.text(
            language,
            ["secret": declaration.name, "notifier": settings.id]
          ) + "\n"
        )
      }
    }
    return Notifier(
      id: settings.id,
      card: card,
      parameters: settings.parameters,
      secrets: secrets,
      address: settings.address
    )
  }
}

extension CallingSetup {
  /// The card of a notifier.
  ///
  /// - Throws: that there is none, or none that can be used, as a sentence.
  static func card(
    _ settings: NotifierSettings,
    _ folders: CardFolders,
    _ language: Language
  ) throws(CommandFailure) -> NotifierCard {
    guard let found = folders.card(named: settings.card) else {
      throw CommandFailure(
        CallingPhrases.cardMissing.text(
          language,
          ["card": settings.card, "folders": folders.paths.listed]
        ),
        code: 2
      )
    }
    guard let card = found.reading.card else {
      throw CommandFailure(
        CallingPhrases.cardUnusable.text(
          language,
          ["path": found.path, "count": "\(found.reading.findings.count)"]
        ),
        code: 2
      )
    }
    return card
  }
}

extension ProcessIdentity {
  /// The process as the holder of a lease.
  var leaseName: String { "\(pid) \(startTicks) \(bootID) \(host)" }

  /// Reads what ``leaseName`` wrote.
  init?(leaseName: String) {
    let parts = leaseName.split(separator: " ", maxSplits: 3).map(String.init)
    guard parts.count == 4, let pid = Int32(parts[0]), let ticks = UInt64(parts[1])
    else { return nil }
    self.init(pid: pid, startTicks: ticks, bootID: parts[2], host: parts[3])
  }

  /// Whether it is, or was, a process of this machine.
  var isLocal: Bool { host == ProcessIdentity.current.host }

  /// Whether it lives, or runs where nobody here can see it: on another machine.
  var mayBeAlive: Bool { isAlive || !isLocal }
}
