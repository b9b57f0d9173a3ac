import DutyRoster
import Engine
import NotifierCards
import SimulatedWorld
import Synchronization
import Timekeeping

/// What the providers of a rehearsal answer.
final class Providers: Sendable {
  private struct Fault {
    var kind: Scenario.NotifierFault.Kind
    var from: Instant
    var to: Instant?
  }

  private let samples: [String: WireReply]
  private let faults: [String: [Fault]]
  private let generator: Mutex<SeededGenerator>

  init(_ rehearsal: Rehearsal, seed: UInt64) {
    var samples: [String: WireReply] = [:]
    for notifier in rehearsal.providers.values.joined() {
      samples[notifier.id] = notifier.card.sampleReply
    }
    self.samples = samples
    let zone = rehearsal.configuration?.roster.zone ?? .utc
    let start = rehearsal.start
    faults = rehearsal.scenario.notifiers.mapValues { faults in
      faults.map { fault in
        let from = fault.from.instant(start: start, zone: zone)
        return Fault(
          kind: fault.kind,
          from: from,
          to: fault.to?.instant(start: from, zone: zone)
        )
      }
    }
    generator = Mutex(SeededGenerator(seed: seed))
  }

  func answer(of notifier: String, at now: Instant) -> SimulatedCourier.Answer {
    let usual = TimeSpan(milliseconds: Int64(generator.withLock { $0.number(in: 200...900) }))
    let good = WireOutcome.replied(samples[notifier] ?? WireReply(status: 200))
    let fault = faults[notifier]?.first { fault in
      fault.from <= now && (fault.to.map { now < $0 } ?? true)
    }
    switch fault?.kind {
    case .down: return .init(.notSent("connection refused"), after: usual, arrivals: 0)
    case .fails: return .init(.replied(WireReply(status: 503)), after: usual, arrivals: 0)
    case .timesOut: return .init(good, after: .minutes(10))
    case .loses: return .init(good, after: usual, arrivals: 0)
    case .doubles: return .init(good, after: usual, arrivals: 2)
    case .slow(let span): return .init(good, after: span)
    case nil: return .init(good, after: usual)
    }
  }
}
