import DutyRoster
import IncidentCore
import Ports
import Timekeeping

/// What providers were given of their budgets, as the journal counts it.
struct Ledger {
  /// One provider on one day.
  private struct Page {
    var day: Int
    var used: [BudgetNotice.Period: Int]
    var told: Set<String>
  }

  private var pages: [String: Page] = [:]

  /// Why a provider may not be given a message of that urgency; `nil` when it may.
  mutating func lack(
    of provider: Messengers.Provider,
    _ urgency: Urgency,
    _ journal: any Journal,
    at now: Instant
  ) throws(JournalFault) -> BudgetNotice? {
    guard let budget = provider.budget else { return nil }
    let page = try page(of: provider.id, budget, journal, now)
    for (period, limit) in budget.limits {
      let used = page.used[period] ?? 0
      let reserve = limit * budget.reservedPercent / 100
      if used >= limit {
        return notice(provider, period, .exhausted, used, limit)
      }
      if urgency == .low, used >= limit - reserve {
        return notice(provider, period, .reserved, used, limit)
      }
    }
    return nil
  }

  /// Counts a message that leaves.
  ///
  /// - Returns: the warning that is due with it.
  mutating func give(
    _ provider: Messengers.Provider,
    _ journal: any Journal,
    at now: Instant
  ) throws(JournalFault) -> BudgetNotice? {
    guard let budget = provider.budget else { return nil }
    var page = try page(of: provider.id, budget, journal, now)
    var warning: BudgetNotice?
    for (period, limit) in budget.limits {
      let used = (page.used[period] ?? 0) + 1
      page.used[period] = used
      if used * 100 >= limit * budget.warnAtPercent {
        warning = warning ?? notice(provider, period, .warning, used, limit)
      }
    }
    pages[provider.id] = page
    return warning
  }

  /// Whether a notice was not told yet in its period; from then on it was.
  mutating func isNews(_ notice: BudgetNotice) -> Bool {
    pages[notice.provider]?.told.insert(Self.name(of: notice)).inserted ?? false
  }

  /// Takes in what was counted back: messages that were not taken after all.
  mutating func takeBack(_ tallies: [Tally]) {
    for tally in tallies where tally.change < 0 {
      for (id, page) in pages where Self.sent(id) == tally.name && page.day == tally.day {
        for period in page.used.keys { pages[id]?.used[period]? += tally.change }
      }
    }
  }

  /// Forgets what it knows; the journal is asked again.
  mutating func forget() { pages = [:] }

  private mutating func page(
    of provider: String,
    _ budget: Messengers.Budget,
    _ journal: any Journal,
    _ now: Instant
  ) throws(JournalFault) -> Page {
    let day = budget.day(of: now)
    if let page = pages[provider], page.day == day { return page }
    let month = budget.firstOfMonth(now)
    var page = Page(day: day, used: [:], told: [])
    let sent = Self.sent(provider)
    page.used[.day] = try journal.tally(sent, days: day...day)
    page.used[.month] = try journal.tally(sent, days: month...day)
    for (period, limit) in budget.limits {
      let start = period == .day ? day : month
      for level in BudgetNotice.Level.allCases {
        let name = Self.name(
          of: BudgetNotice(provider: provider, period: period, level: level, used: 0, limit: limit)
        )
        if try journal.tally(name, days: start...start) > 0 { page.told.insert(name) }
      }
    }
    pages[provider] = page
    return page
  }

  private func notice(
    _ provider: Messengers.Provider,
    _ period: BudgetNotice.Period,
    _ level: BudgetNotice.Level,
    _ used: Int,
    _ limit: Int
  ) -> BudgetNotice {
    BudgetNotice(provider: provider.id, period: period, level: level, used: used, limit: limit)
  }

  // MARK: Names in the journal

  static func sent(_ provider: String) -> String { "sent \(provider)" }

  static func name(of notice: BudgetNotice) -> String {
    "told \(notice.provider) \(notice.period.rawValue) \(notice.level.rawValue)"
  }
}

extension Messengers.Budget {
  /// The limits that there are.
  var limits: [(BudgetNotice.Period, Int)] {
    [(BudgetNotice.Period.day, perDay), (.month, perMonth)].compactMap { period, limit in
      limit.map { (period, $0) }
    }
  }

  /// The day at the provider's place, as days since 1970-01-01.
  func day(of instant: Instant) -> Int {
    let milliseconds = (instant + zone).milliseconds
    let day = milliseconds / 86_400_000
    return Int(milliseconds < 0 && milliseconds % 86_400_000 != 0 ? day - 1 : day)
  }

  /// The first day of that month.
  func firstOfMonth(_ instant: Instant) -> Int {
    let today = CivilDay(number: day(of: instant))
    return today.number - (today.day - 1)
  }

  /// The day on which a notice of that period is kept.
  func day(of period: BudgetNotice.Period, at instant: Instant) -> Int {
    period == .day ? day(of: instant) : firstOfMonth(instant)
  }
}
