import IncidentCore
import Ports
import RunbookModel
import Timekeeping

/// What is in side files and not in the database, kept in memory so that a run goes on.
struct Overlay {
  /// The events of an incident behind event number `base`.
  struct Tail {
    var base: Int
    var events: [Event] = []

    /// The number of the last event.
    var last: Int { base + events.count }
  }

  var fault: JournalFault?
  var writer: SideFileWriter?
  var tails: [IncidentID: Tail] = [:]
  var graphs: [String: StepGraph] = [:]
  /// When the incidents of ``tails`` are to be looked at again.
  var agenda: [IncidentID: Instant] = [:]
  var outputs: [IncidentID: [OutputChunk]] = [:]
  /// How many lines were written.
  private(set) var lineCount = 0

  /// Writes a line into the side file, which `newWriter` makes when there is none.
  mutating func write(
    to newWriter: @autoclosure () -> SideFileWriter,
    _ make: (_ writer: String, _ number: Int) -> SideLine
  ) throws(JournalFault) {
    var current = writer ?? newWriter()
    defer { writer = current }
    try current.append(make)
    lineCount += 1
  }

  /// Makes events of `drafts` behind `tail`.
  mutating func extend(
    _ tail: Tail,
    of incident: IncidentID,
    with drafts: [DraftEvent],
    recordedAt: Instant
  ) -> [Event] {
    let events = drafts.enumerated().map { offset, draft in
      var event = draft.event(
        in: incident,
        sequence: tail.last + 1 + offset,
        recordedAt: recordedAt
      )
      event.source = .sideFile
      return event
    }
    tails[incident] = Tail(base: tail.base, events: tail.events + events)
    return events
  }
}
