public import IncidentCore
import RunbookModel

/// What happened in an incident, in the order in which it happened.
///
/// A correction never hides what it corrects: both are entries and name each other.
public struct Timeline: Sendable {
  /// The entries by the time they happened, those of one time in the order of the journal.
  public let entries: [TimelineEntry]
  /// The incident.
  public let id: IncidentID
  /// What the incident is called.
  public let title: String
  /// Whether it is a drill.
  public let isDrill: Bool
  let settings: ReportSettings

  /// The timeline of a record.
  ///
  /// With `collapsesRepeats`, three or more attempts of one command in a row are shown as the
  /// start of the first and the end of the last. With `foldsMessages`, what is routine about
  /// messages is left out: that they are ready, and their first attempt.
  public init(
    _ record: IncidentRecord,
    settings: ReportSettings,
    collapsesRepeats: Bool = false,
    foldsMessages: Bool = false
  ) {
    id = record.id
    title = record.title
    isDrill = record.isDrill
    self.settings = settings
    let repeats = collapsesRepeats ? Repeats(record.events) : Repeats([])
    let routine = foldsMessages ? RoutineMessages(record.events).hidden : []
    let narrator = Narrator(record: record, settings: settings)
    let corrections = Self.corrections(in: record.events)
    entries = record.events
      .filter { !repeats.hidden.contains($0.sequence) }
      // What somebody corrected stays, so that the correction has something to point at.
      .filter { !routine.contains($0.sequence) || corrections[$0.sequence] != nil }
      .map { event in
        var entry = Self.entry(event, narrator: narrator)
        entry.correctedBy = corrections[event.sequence] ?? []
        if let group = repeats.groups[event.sequence] {
          entry.collapsedAttempts = group.attempts
          entry.collapsedEvents = group.events
        }
        return entry
      }
      .sorted { ($0.occurredAt, $0.sequence) < ($1.occurredAt, $1.sequence) }
  }

  private static func corrections(in events: [Event]) -> [Int: [Int]] {
    var corrections: [Int: [Int]] = [:]
    for event in events {
      if case .eventCorrected(let sequence) = event.fact {
        corrections[sequence, default: []].append(event.sequence)
      }
    }
    return corrections
  }

  private static func entry(_ event: Event, narrator: Narrator) -> TimelineEntry {
    let step = event.fact.step
    let node = step.flatMap(narrator.record.node)
    let corrects: Int? = if case .eventCorrected(let number) = event.fact { number } else { nil }
    return TimelineEntry(
      sequence: event.sequence,
      occurredAt: event.occurredAt,
      recordedAt: event.recordedAt,
      actor: event.actor,
      roles: narrator.record.roles(of: event.actor),
      source: event.source,
      visibility: event.visibility,
      kind: event.fact.kind,
      sentence: narrator.sentence(event),
      step: step,
      stepNumber: node?.number,
      stepTitle: node?.step.title,
      details: narrator.details(event),
      correctedBy: [],
      corrects: corrects
    )
  }
}

extension IncidentRecord {
  /// The roles of the runbooks that name a person, in the order of the files.
  func roles(of actor: Actor) -> [String] {
    guard actor.isPerson else { return [] }
    var roles: [String] = []
    for frame in graph.frames {
      for role in frame.runbook.roles
      where role.members.contains(actor.name) && !roles.contains(role.name) {
        roles.append(role.name)
      }
    }
    return roles
  }
}
