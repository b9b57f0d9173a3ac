public import Timekeeping

extension Roster {
  /// The people and channels that targets stand for at that time, each once, in order, with the
  /// rule that chose them first.
  ///
  /// Who is on leave is left out. When a calendar says nothing about the year, everybody is called
  /// who could be meant: whom to wake cannot be guessed, and somebody must be.
  public func responders(
    for targets: [EscalationTarget],
    urgency: Urgency,
    at instant: Instant
  ) -> [Responder] {
    var expansion = Expansion(roster: self, instant: instant)
    for target in targets { expansion.add(target, rule: nil) }
    return expansion.chosen.map { choice in
      switch choice.target {
      case .person(let person): responder(person, chosenBy: choice.rule, urgency, at: instant)
      case .channel(let notifier): channel(notifier, chosenBy: choice.rule)
      }
    }
  }

  private func responder(
    _ person: Person,
    chosenBy rule: ChoiceRule,
    _ urgency: Urgency,
    at instant: Instant
  ) -> Responder {
    var methods = person.contacts(for: urgency)
    // A way that is meant for low urgency is better than none in an emergency.
    if methods.isEmpty, urgency == .high { methods = person.contacts }
    let notBefore = urgency == .low ? endOfQuiet(of: person, at: instant) : nil
    return Responder(
      person: person.id,
      name: person.name,
      chosenBy: rule,
      language: person.language,
      contacts: methods.map { method in
        Contact(
          notifier: method.notifier,
          address: method.address,
          after: method.after,
          notBefore: notBefore
        )
      }
    )
  }

  private func channel(_ notifier: String, chosenBy rule: ChoiceRule) -> Responder {
    Responder(
      person: nil,
      name: notifier,
      chosenBy: rule,
      language: parts.language,
      contacts: [Contact(notifier: notifier, address: parts.addresses[notifier] ?? "")]
    )
  }

  /// When the quiet hours end that the person has at that instant; `nil` when there are none.
  ///
  /// Quiet hours that do not end within a week are taken for a mistake and not observed, and so are
  /// those that a calendar would have to tell and does not.
  func endOfQuiet(of person: Person, at instant: Instant) -> Instant? {
    guard let quiet = person.quietHours else { return nil }
    let week = DutyInterval(from: instant, to: instant + .seconds(7 * 86_400))
    let context = HoursContext(calendars: calendars)
    guard let intervals = try? quiet.intervals(in: week, zone: person.zone, context: context),
      let first = intervals.first, first.start == instant, first.end < week.end
    else { return nil }
    return first.end
  }
}

/// Turns targets into people and channels.
private struct Expansion {
  enum Target {
    case person(Person)
    case channel(String)
  }

  let roster: Roster
  let instant: Instant
  private(set) var chosen: [(target: Target, rule: ChoiceRule)] = []
  private var seen: Set<EscalationTarget> = []

  init(roster: Roster, instant: Instant) {
    self.roster = roster
    self.instant = instant
  }

  /// Adds whom a target stands for; `rule` led to it, when another target did.
  mutating func add(_ target: EscalationTarget, rule: ChoiceRule?) {
    guard seen.insert(target).inserted else { return }
    let own = (rule ?? ChoiceRule([])).adding([.target(target)])
    switch target {
    case .person(let id):
      guard let person = roster.person(id), !roster.isAway(id, at: instant) else { return }
      chosen.append((.person(person), rule ?? own))
    case .notifier(let id):
      chosen.append((.channel(id), own))
    case .team(let id):
      for member in roster.team(id)?.members ?? [] { add(.person(member), rule: own) }
    case .role(let id):
      for member in roster.role(id)?.members ?? [] { add(member, rule: own) }
    case .schedule(let id):
      for (person, shiftRule) in onDuty(id) {
        add(.person(person), rule: (rule ?? ChoiceRule([])).adding(shiftRule.parts))
      }
    }
  }

  private func onDuty(_ schedule: String) -> [(person: String, rule: ChoiceRule)] {
    let moment = DutyInterval(
      from: instant,
      to: Instant(milliseconds: instant.milliseconds + 1)
    )
    var context = HoursContext(calendars: roster.calendars)
    do throws(RosterFault) {
      return try roster.shifts(of: schedule, in: moment, context: context)
        .map { ($0.person, $0.rule) }
    } catch {
      let missing =
        switch error {
        case .calendarYearMissing(let calendar, let year):
          ChoiceRule.Part.calendarYearMissing(calendar: calendar, year: year)
        }
      var both: [(person: String, rule: ChoiceRule)] = []
      for assumption in [HoursContext.UnknownDays.worked, .off] {
        context.unknownDays = assumption
        let shifts = try? roster.shifts(of: schedule, in: moment, context: context)
        both += (shifts ?? []).map { ($0.person, $0.rule.adding([missing])) }
      }
      return both
    }
  }
}
