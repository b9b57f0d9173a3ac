import IncidentCore
import Ports
import RunbookModel
import Timekeeping

/// What really happened in a history, written down by the world and not by the engine.
struct Chronicle: Sendable {
  /// A command that was let go.
  struct Release: Sendable {
    var incident: IncidentID
    var step: StepID
    var process: ProcessIdentity
    /// How many events of the incident were durable at that moment.
    var written: Int
  }

  /// A message that came to a gateway, whether or not it was taken.
  struct Reception: Sendable {
    var delivery: Delivery
    /// The true time.
    var at: Instant
    /// The time that the machine's clock showed.
    var shownAt: Instant
    /// How many events of the incident were durable at that moment.
    var written: Int
    var isTaken: Bool
  }

  /// An answer of a gateway that a living engine got.
  struct Reply: Sendable {
    var incident: IncidentID
    var message: MessageKey
    var attempt: Int
    var outcome: SendOutcome
    var at: Instant
    var process: ProcessIdentity
    /// How many events of the incident were durable at that moment.
    var written: Int
  }

  /// The output and exit status of a command that were thrown away.
  struct Forgotten: Sendable {
    var incident: IncidentID
    var process: ProcessIdentity
    var written: Int
  }

  /// The machine's clock was set, or the machine slept.
  struct Jump: Sendable {
    /// The true time.
    var at: Instant
    var kind: ClockJump.Kind
    var by: TimeSpan
  }

  /// A process that carries an incident or calls people.
  struct Life: Sendable {
    /// The incident that it carries; `nil` when it calls people for all of them.
    var incident: IncidentID?
    /// When it began, by the true time.
    var since: Instant
    /// When it looked at the clocks for the first time.
    var looksSince: Instant?
    /// When it ended, by the true time.
    var end: Instant?
    /// Whether it stood still for a while.
    var stoodStill = false
  }

  /// What appends said was written, in the order of the incident.
  var written: [IncidentID: [Event]] = [:]
  /// When each of them was written, by the true time.
  var writtenAt: [IncidentID: [Instant]] = [:]
  var releases: [Release] = []
  var receptions: [Reception] = []
  var replies: [Reply] = []
  var forgotten: [Forgotten] = []
  var troubles: [Trouble: Int] = [:]
  /// What went wrong when, for who looks at one history.
  var log: [(at: Instant, text: String)] = []
  /// Since when all is well, by the machine's clock.
  var wellSince: Instant?
  /// The same by the true time.
  var trulyWellSince: Instant?
  /// Processes that stood still for a while, or whose clock was set: what they know may come too
  /// late.
  var heldUp: Set<Int32> = []
  /// When the machine's clock was set, in order.
  var jumps: [Jump] = []
  var lives: [Int32: Life] = [:]

  /// What the machine's clock showed at a true time.
  func shown(at time: Instant) -> Instant {
    jumps.filter { $0.at <= time }.reduce(time) { $0 + $1.by }
  }

  func count(of incident: IncidentID) -> Int { written[incident]?.count ?? 0 }
}
