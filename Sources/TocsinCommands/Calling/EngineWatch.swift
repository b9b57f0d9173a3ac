import DutyRoster
import Engine
import IncidentCore
import JournalStore
import NotifierCards
import Phrases
import Ports
import RunbookModel
import Synchronization
import Timekeeping

/// Looks after the engine itself: what is due and not done is said, and nobody outside is told that
/// all is well.
final class EngineWatch: Sendable {
  private static let interval = TimeSpan.seconds(1)
  /// How old the last look may be for a heartbeat to leave.
  private static let freshness = TimeSpan.seconds(5)

  private let engine: EscalationEngine
  private let setup: CallingSetup
  private let home: Home
  private let say: @Sendable (String) -> Void
  /// When all was well last.
  private let wellAt = Mutex<Instant?>(nil)

  init(
    _ engine: EscalationEngine,
    _ setup: CallingSetup,
    _ home: Home,
    say: @escaping @Sendable (String) -> Void
  ) {
    (self.engine, self.setup, self.home, self.say) = (engine, setup, home, say)
  }

  /// Watches until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      // Whoever takes the heartbeat may be slow, and holds up nothing else.
      group.addTask { await self.beat() }
      await look()
      group.cancelAll()
    }
  }

  private func look() async {
    let language = home.language
    var damaged: [IncidentID: JournalFault] = [:]
    var isOverdue = false
    var faultySince: Instant?
    while !Task.isCancelled {
      let now = WallClock.now
      faultySince = await engine.isFaulty ? faultySince ?? now : nil
      // Nobody knows what is due in a journal that cannot be used.
      let due = faultySince ?? ((try? home.journal.nextAgenda()) ?? nil)?.dueSince
      let wasOverdue = isOverdue
      isOverdue = due.map { $0 + setup.configuration.engine.auditAge < now } ?? false
      if isOverdue, !wasOverdue, let due {
        say(CallingPhrases.overdue.text(language, ["time": due.rfc3339]))
      }
      let known = damaged
      damaged = await engine.damaged
      for (incident, fault) in damaged.sorted(by: { $0.key < $1.key })
      where known[incident] == nil {
        let arguments = ["incident": incident.text, "reason": fault.message.text(language)]
        say(CallingPhrases.damaged.text(language, arguments))
      }
      // A new start would not mend an incident, and keep people from being called for the others.
      if !isOverdue || !damaged.isEmpty { Supervisor.tell("WATCHDOG=1") }
      // Before its first look nobody knows what can be read.
      let hasBegun = await engine.hasBegun
      if hasBegun, !isOverdue, damaged.isEmpty { wellAt.withLock { $0 = now } }
      await Clock.wall.sleep(now + Self.interval)
    }
  }

  private func beat() async {
    var next = WallClock.now
    while !Task.isCancelled {
      let now = WallClock.now
      let isWell = wellAt.withLock { $0.map { $0 <= now && now < $0 + Self.freshness } ?? false }
      if let heartbeat = setup.configuration.engine.heartbeat, isWell, now >= next {
        next = now + heartbeat.interval
        if let url = await url(of: heartbeat.address) {
          _ = await setup.send(
            WireRequest(.http(method: "GET", url: url, headers: [], body: []))
          )
        }
      }
      await Clock.wall.sleep(max(now, WallClock.now) + Self.interval)
    }
  }

  private func url(of address: EngineSettings.Heartbeat.Address) async -> String? {
    switch address {
    case .url(let url): url
    case .secret(let secret): try? await Secrets.fromSurroundings { nil }.value(secret)
    }
  }
}
