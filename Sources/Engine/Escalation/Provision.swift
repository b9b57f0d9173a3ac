import Ports
import Timekeeping

/// What the journal keeps of a provider, so that a new engine does not press one that asked for a
/// pause, fails again and again, or was just given as much as it takes.
enum Provision: Hashable, Comparable {
  /// The pause that a provider, or several behind one key, asked for.
  case pause(String)
  /// How often a provider has failed, and since when it is left alone.
  case breaker(String)
  /// When a message left that is counted for a key, one of as many as its windows hold.
  case departure(String, Int)

  /// Two numbers that stand for it.
  struct Record: Hashable {
    /// When the pause ends, or how many failures in a row there were; 0 for none.
    var value = 0
    /// Since when, in milliseconds; 0 for never.
    var since = 0

    /// Since when; `nil` for never.
    var start: Instant? { since == 0 ? nil : Instant(milliseconds: Int64(since)) }
  }

  /// What the journal knows.
  func record(in journal: any Journal) throws(JournalFault) -> Record {
    let value = try journal.tally(name, days: 0...0)
    return Record(value: value, since: try journal.tally("\(name) since", days: 0...0))
  }

  /// What is to be written so that the journal knows it.
  func tallies(_ record: Record) -> [Tally] {
    [Tally(name, total: record.value), Tally("\(name) since", total: record.since)]
  }

  private var name: String {
    switch self {
    case .pause(let key): "pause \(key)"
    case .breaker(let id): "failures \(id)"
    case .departure(let key, _): Departures.name(of: key)
    }
  }
}

extension StormControl {
  /// What the journal has to know of them.
  func tallies(of provisions: Set<Provision>) -> [Tally] {
    provisions.sorted().flatMap { provision in
      switch provision {
      case .pause(let key): provision.tallies(pauses[key]?.record ?? Provision.Record())
      case .breaker(let id): provision.tallies(breakers[id]?.record ?? Provision.Record())
      case .departure(let key, let place): [Departures.tally(sent[key], key, place)]
      }
    }
  }
}

extension StormControl.Pause {
  init?(_ record: Provision.Record) {
    guard let start = record.start else { return nil }
    self.init(since: start, until: Instant(milliseconds: Int64(record.value)))
  }

  var record: Provision.Record {
    Provision.Record(value: Int(until.milliseconds), since: Int(since.milliseconds))
  }
}

extension StormControl.Breaker {
  init?(_ record: Provision.Record) {
    guard record.value > 0 else { return nil }
    self.init(failures: record.value, openedAt: record.start)
  }

  /// What outlives a restart: not that a message is on its way.
  var record: Provision.Record {
    Provision.Record(value: failures, since: Int(openedAt?.milliseconds ?? 0))
  }
}
