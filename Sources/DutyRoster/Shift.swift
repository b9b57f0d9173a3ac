import Timekeeping

/// A person's duty in a schedule from one time to another.
public struct Shift: Hashable, Sendable {
  /// The rule that gave the person that duty.
  public enum Reason: Hashable, Sendable {
    /// The rotation of the layer of that name.
    case layer(String)
    /// A swap with that person, whose shift began on that day.
    case swap(with: String, day: CivilDay)
    /// An override that begins on that day.
    case override(day: CivilDay)
  }

  /// The schedule's id.
  public var schedule: String
  /// The schedule's place.
  public var place: String?
  /// The person's id.
  public var person: String
  /// When it begins and ends.
  public var time: DutyInterval
  /// The day that the schedule's wall clock showed when the turn or shift began.
  public var startDay: CivilDay
  /// The rule behind it.
  public var reason: Reason

  /// A shift of those parts.
  public init(
    schedule: String,
    place: String?,
    person: String,
    time: DutyInterval,
    startDay: CivilDay,
    reason: Reason
  ) {
    self.schedule = schedule
    self.place = place
    self.person = person
    self.time = time
    self.startDay = startDay
    self.reason = reason
  }

  /// The schedule and the rule in it: `schedule:night, override 2026-10-02`.
  public var rule: ChoiceRule { ChoiceRule([.target(.schedule(schedule)), .duty(reason)]) }
}

extension [Shift] {
  /// The same shifts without the time of `intervals`, which must be merged, where `applies`.
  func without(
    _ intervals: [DutyInterval],
    where applies: (Shift) -> Bool = { _ in true }
  ) -> [Shift] {
    guard !intervals.isEmpty else { return self }
    return flatMap { shift in
      guard applies(shift) else { return [shift] }
      return intervals.missing(in: shift.time).map { part in
        var rest = shift
        rest.time = part
        return rest
      }
    }
  }

  /// The same shifts by their starts; those that begin together keep their order.
  func inOrder() -> [Shift] {
    enumerated()
      .sorted { ($0.element.time.start, $0.offset) < ($1.element.time.start, $1.offset) }
      .map(\.element)
  }

  /// The same shifts, where one that goes on without a break as another of the same person,
  /// schedule and rule is one with it.
  public func joined() -> [Shift] {
    var result: [Shift] = []
    var latest: [Key: Int] = [:]
    for shift in inOrder() {
      let key = Key(schedule: shift.schedule, person: shift.person, reason: shift.reason)
      if let index = latest[key], result[index].time.end >= shift.time.start {
        result[index].time.end = Swift.max(result[index].time.end, shift.time.end)
      } else {
        latest[key] = result.count
        result.append(shift)
      }
    }
    return result
  }
}

/// What shifts must share to be joined.
private struct Key: Hashable {
  var schedule: String
  var person: String
  var reason: Shift.Reason
}
