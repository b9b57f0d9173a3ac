import IncidentCore
import Ports
import SimulatedWorld
import Timekeeping

/// The ways out of one process: gateways that fail, throttle, are slow, and lie.
struct TroubledGateway: Sendable {
  let stage: Stage
  let process: SimulatedProcess

  private enum Fate {
    case taken
    case liedFailed
    case answerLost
    case neverArrived
    case liedTaken
    case notTaken
    case throttled
    case refused
  }

  var messengers: Messengers {
    let limits = stage.lot.limits
    return Messengers(
      text: { "\($0.title) \($0.attempt)" },
      send: { delivery in await send(delivery) },
      limits: { limits[$0].map { [$0] } ?? [] },
      lost: { delivery, now in
        // What a card says with `on_unknown: skip`.
        .unknown(detail: "lost", resendAt: delivery.message.notifier == "chat" ? nil : now)
      }
    )
  }

  private func send(_ delivery: Delivery) async -> SendOutcome {
    guard process.isAlive else { return .unknown(detail: "dead", resendAt: nil) }
    if stage.strikes(.crashBeforeSend, stage.lot.rates.crash) {
      stage.kill(process)
      return .unknown(detail: "dead", resendAt: nil)
    }
    let fate = fate()
    let isTaken =
      switch fate {
      case .taken, .liedFailed, .answerLost: true
      case .neverArrived, .liedTaken, .notTaken, .throttled, .refused: false
      }
    stage.received(delivery, isTaken: isTaken)
    if stage.strikes(.crashAfterSend, stage.lot.rates.crash) {
      stage.kill(process)
      return .unknown(detail: "dead", resendAt: nil)
    }
    let latency = stage.latency(fate == .answerLost || fate == .neverArrived)
    // A network keeps no wall clock.
    await stage.time.sleep(until: stage.time.now + latency)
    await stage.standStill(process)
    let outcome = outcome(fate, delivery)
    if process.isAlive { stage.replied(outcome, to: delivery, process.identity) }
    return outcome
  }

  private func fate() -> Fate {
    let fates: [(Trouble, Fate)] = [
      (.liedFailed, .liedFailed), (.answerLost, .answerLost), (.neverArrived, .neverArrived),
      (.liedTaken, .liedTaken), (.notTaken, .notTaken), (.throttled, .throttled),
      (.refusedForGood, .refused),
    ]
    for (trouble, fate) in fates where stage.strikes(trouble, stage.lot.rates.gatewayFault / 7) {
      return fate
    }
    return .taken
  }

  private func outcome(_ fate: Fate, _ delivery: Delivery) -> SendOutcome {
    let now = process.now
    return switch fate {
    case .taken, .liedTaken: .sent(providerID: "\(delivery.message.key)#\(delivery.attempt)")
    case .liedFailed, .notTaken: .again(.temporary(detail: "503"), at: now + .seconds(10))
    case .throttled: .again(.throttled(detail: "429"), at: now + .seconds(15))
    case .refused: .failed(.permanent(detail: "400"))
    case .answerLost, .neverArrived:
      .unknown(
        detail: "timeout",
        resendAt: delivery.message.notifier == "chat" ? nil : now + .seconds(5)
      )
    }
  }
}
