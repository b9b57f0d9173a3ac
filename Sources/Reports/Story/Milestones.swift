public import IncidentCore
public import Timekeeping

/// When an incident reached its milestones, each with the event that says so.
public struct Milestones: Sendable {
  /// A milestone that was reached.
  public struct Reached: Hashable, Sendable {
    /// When.
    public var at: Instant
    /// The number of the event that it comes from.
    public var event: Int
    /// Whether nobody recorded it and the opening of the incident stands in for it.
    public var isAssumed: Bool
    /// How often it was recorded.
    public var count: Int
  }

  private let reached: [Milestone: Reached]

  /// The milestones in `events`.
  ///
  /// Of a milestone that was recorded more than once counts the earliest, of `mitigated` and
  /// `resolved` the latest, because an incident can come back. `detected` and `declared` are the
  /// opening of the incident when nobody recorded them. Acknowledging is the milestone of its name.
  public init(_ events: [Event]) {
    var reached: [Milestone: Reached] = [:]
    for event in events {
      guard let milestone = Self.milestone(event.fact) else { continue }
      let new = Reached(at: event.occurredAt, event: event.sequence, isAssumed: false, count: 1)
      guard var old = reached[milestone] else {
        reached[milestone] = new
        continue
      }
      if Self.isLastCounting(milestone) ? new.at >= old.at : new.at < old.at {
        old.at = new.at
        old.event = new.event
      }
      old.count += 1
      reached[milestone] = old
    }
    for event in events {
      guard case .incidentOpened = event.fact else { continue }
      let opened = Reached(at: event.occurredAt, event: event.sequence, isAssumed: true, count: 1)
      if reached[.detected] == nil { reached[.detected] = opened }
      if reached[.declared] == nil { reached[.declared] = opened }
      break
    }
    self.reached = reached
  }

  /// When `milestone` was reached; `nil` when nobody recorded it.
  public subscript(milestone: Milestone) -> Reached? { reached[milestone] }

  /// Whether the latest record of the milestone counts, else the earliest.
  static func isLastCounting(_ milestone: Milestone) -> Bool {
    switch milestone {
    case .impactStarted, .detected, .declared, .acknowledged: false
    case .mitigated, .resolved: true
    }
  }

  private static func milestone(_ fact: Fact) -> Milestone? {
    switch fact {
    case .milestoneReached(let milestone): milestone
    case .incidentAcknowledged: .acknowledged
    default: nil
    }
  }
}
