import IncidentCore
import Ports
import Timekeeping

/// Messages that are held back: never the first one to a person.
enum StormModel {
  private struct Box: Hashable {
    var person: String
    var notifier: String
  }

  /// Where a provider was given more than it takes in a window, however often the engine started.
  static func excesses(_ events: [Event], limits: [String: Messengers.Limit]) -> [String] {
    var notifiers: [IncidentID: [MessageKey: String]] = [:]
    var times: [String: [Instant]] = [:]
    for event in events {
      switch event.fact {
      case .messageQueued(let message):
        notifiers[event.incident, default: [:]][message.key] = message.notifier
      case .messageAttempted(let key, _, _, _):
        if let notifier = notifiers[event.incident]?[key] {
          times[notifier, default: []].append(event.occurredAt)
        }
      default: break
      }
    }
    return limits.sorted { $0.key < $1.key }.flatMap { notifier, limit in
      let times = (times[notifier] ?? []).sorted()
      return zip(times, times.dropFirst(limit.count))
        .filter { first, next in next < first + limit.window }
        .map { "\(notifier) is given too much at \($1.rfc3339)" }
    }
  }

  /// What is broken in all incidents of a history together.
  ///
  /// - Parameters:
  ///   - events: of all incidents.
  ///   - replies: what gateways said; one that failed or throttled may be spared for a while.
  ///   - limited: the notifiers with a limit.
  /// - Returns: sentences.
  static func flaws(
    _ events: [Event],
    replies: [Chronicle.Reply],
    limited: Set<String>
  ) -> [String] {
    var boxes: [MessageKey: [IncidentID: Box]] = [:]
    var spared = limited
    for event in events {
      guard case .messageQueued(let message) = event.fact else { continue }
      if let person = message.person {
        boxes[message.key, default: [:]][event.incident] = Box(
          person: person,
          notifier: message.notifier
        )
      }
    }
    for reply in replies {
      if case .sent = reply.outcome { continue }
      if let box = boxes[reply.message]?[reply.incident] { spared.insert(box.notifier) }
    }
    // What several incidents say at one instant has no order of its own: who left comes first.
    let timed = events.indices.lazy.filter { rank(events[$0]) != nil }.sorted {
      (events[$0].recordedAt, rank(events[$0]) ?? 0, $0)
        < (events[$1].recordedAt, rank(events[$1]) ?? 0, $1)
    }
    var last: [Box: Instant] = [:]
    var flaws: [String] = []
    for event in timed.lazy.map({ events[$0] }) {
      switch event.fact {
      case .messageAttempted(let key, _, _, _):
        if let box = boxes[key]?[event.incident] { last[box] = event.recordedAt }
      case .messageHeld(let key, let until, _):
        guard let box = boxes[key]?[event.incident], !spared.contains(box.notifier) else {
          continue
        }
        if last[box].map({ until > $0 + .seconds(30) }) ?? true {
          flaws.append("\(event.incident): message \(key) is held back for no other one")
        }
      default: break
      }
    }
    return flaws
  }

  /// Which of those that leave and are held back at one instant comes first; `nil` for others.
  private static func rank(_ event: Event) -> Int? {
    switch event.fact {
    case .messageAttempted: 0
    case .messageHeld: 1
    default: nil
    }
  }
}
