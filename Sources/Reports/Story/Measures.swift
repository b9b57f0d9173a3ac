public import IncidentCore
public import Timekeeping

/// A length of time between two milestones.
public struct Measure: Hashable, Sendable {
  /// What is measured.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// From the start of the impact until it was detected.
    case timeToDetect = "time-to-detect"
    /// From detection until a person took it.
    case timeToAcknowledge = "time-to-acknowledge"
    /// From detection until users no longer felt it.
    case timeToMitigate = "time-to-mitigate"
    /// From detection until the cause was gone.
    case timeToResolve = "time-to-resolve"
    /// From the start of the impact until users no longer felt it.
    case impactDuration = "impact-duration"

    /// The milestone where it begins.
    public var start: Milestone {
      switch self {
      case .timeToDetect, .impactDuration: .impactStarted
      case .timeToAcknowledge, .timeToMitigate, .timeToResolve: .detected
      }
    }

    /// The milestone where it ends.
    public var end: Milestone {
      switch self {
      case .timeToDetect: .detected
      case .timeToAcknowledge: .acknowledged
      case .timeToMitigate, .impactDuration: .mitigated
      case .timeToResolve: .resolved
      }
    }
  }

  /// What a measure amounts to.
  public enum Value: Hashable, Sendable {
    /// That long, from the event `start` to the event `end`.
    case span(TimeSpan, start: Int, end: Int)
    /// It cannot be computed: those milestones were not recorded.
    case missing([Milestone])
    /// It cannot be computed: its end, the event `end`, lies before its start.
    case wrongOrder(start: Int, end: Int)
  }

  /// What is measured.
  public var kind: Kind
  /// What it amounts to.
  public var value: Value

  /// All measures of an incident with those milestones, in the order of ``Kind``.
  public static func all(_ milestones: Milestones) -> [Measure] {
    Kind.allCases.map { Measure(kind: $0, value: value($0, milestones)) }
  }

  private static func value(_ kind: Kind, _ milestones: Milestones) -> Value {
    guard let start = milestones[kind.start], let end = milestones[kind.end] else {
      return .missing([kind.start, kind.end].filter { milestones[$0] == nil })
    }
    guard end.at >= start.at else { return .wrongOrder(start: start.event, end: end.event) }
    return .span(end.at - start.at, start: start.event, end: end.event)
  }
}
