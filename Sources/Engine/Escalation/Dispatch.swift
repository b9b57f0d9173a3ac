import IncidentCore
import Ports
import Synchronization
import Timekeeping

/// Sends what the engine hands out, beside it: while thousands are called, requests are made and
/// answers read on one thread, and on another it is decided and written down who is next.
actor Dispatch {
  /// What came of a message, and when.
  struct Landing {
    var outcome: SendOutcome
    var delivery: Delivery
    var at: Instant
  }

  private let world: EscalationDesk.World
  /// How long after it was decided on a message may still leave.
  private let patience: TimeSpan
  /// Is woken when something has landed.
  private let wakeUps: WakeUps
  private let landed = Mutex<[Landing]>([])

  init(world: EscalationDesk.World, patience: TimeSpan, wakeUps: WakeUps) {
    self.world = world
    self.patience = patience
    self.wakeUps = wakeUps
  }

  /// What has landed since the last time.
  nonisolated func takeLanded() -> [Landing] {
    landed.withLock { landed in
      defer { landed = [] }
      return landed
    }
  }

  /// Sends messages, and returns when all have landed.
  func send(_ deliveries: [Delivery], decidedAt: Instant) async {
    await withDiscardingTaskGroup { group in
      for delivery in deliveries {
        if #available(macOS 26, *) {
          // It hands its request over before the next one begins, without a change of threads.
          group.addImmediateTask { await self.send(delivery, decidedAt: decidedAt) }
        } else {
          group.addTask { await self.send(delivery, decidedAt: decidedAt) }
        }
      }
    }
  }

  private func send(_ delivery: Delivery, decidedAt: Instant) async {
    let now = world.clock.now()
    // A machine that slept in between does not know what has happened meanwhile: somebody may have
    // answered, another engine may have sent it.
    let outcome =
      now > decidedAt + patience
      ? .again(.temporary(detail: "held up before it left"), at: now)
      : await world.messengers().send(delivery)
    let landing = Landing(outcome: outcome, delivery: delivery, at: world.clock.now())
    landed.withLock { $0.append(landing) }
    wakeUps.wake()
  }
}
