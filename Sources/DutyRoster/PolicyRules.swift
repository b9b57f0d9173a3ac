public import RunbookModel
public import Timekeeping

/// An escalation policy as it is written: one form for ordinary incidents, and variants.
public struct PolicyRules: Hashable, Sendable {
  /// Other values for some incidents; what is `nil` stays as it was.
  public struct Variant: Hashable, Sendable {
    /// The severities it is for; empty for all.
    public var severities: [Severity]
    /// The hours it is for; `nil` for all.
    public var during: Hours?
    /// Other levels.
    public var levels: [EscalationLevel]?
    /// Another count of repeats.
    public var repeats: Int?
    /// Another last resort.
    public var lastResort: [EscalationTarget]?
    /// Another time for progress after an acknowledgement.
    public var acknowledgementTimeout: TimeSpan?

    /// A variant for those severities and hours.
    public init(
      severities: [Severity] = [],
      during: Hours? = nil,
      levels: [EscalationLevel]? = nil,
      repeats: Int? = nil,
      lastResort: [EscalationTarget]? = nil,
      acknowledgementTimeout: TimeSpan? = nil
    ) {
      self.severities = severities
      self.during = during
      self.levels = levels
      self.repeats = repeats
      self.lastResort = lastResort
      self.acknowledgementTimeout = acknowledgementTimeout
    }
  }

  /// The policy without its variants.
  public var policy: EscalationPolicy
  /// The variants, of which the first that fits counts.
  public var variants: [Variant]

  /// A policy with variants.
  public init(policy: EscalationPolicy, variants: [Variant] = []) {
    self.policy = policy
    self.variants = variants
  }
}

extension EscalationPolicy {
  /// The policy with what a variant says in place of its own.
  package func taking(_ variant: PolicyRules.Variant) -> EscalationPolicy {
    var policy = self
    policy.levels = variant.levels ?? levels
    policy.repeats = variant.repeats ?? repeats
    policy.lastResort = variant.lastResort ?? lastResort
    policy.acknowledgementTimeout = variant.acknowledgementTimeout ?? acknowledgementTimeout
    return policy
  }
}

extension Roster {
  /// The policy with the variant that fits the severity and the time.
  ///
  /// An incident without a severity gets no variant that asks for one, and hours that a calendar
  /// would have to tell and does not fit no time.
  public func policy(
    _ rules: PolicyRules,
    severity: Severity?,
    at instant: Instant
  ) -> EscalationPolicy {
    let variant = rules.variants.first { fits($0, severity: severity, at: instant) }
    return variant.map { rules.policy.taking($0) } ?? rules.policy
  }

  private func fits(
    _ variant: PolicyRules.Variant,
    severity: Severity?,
    at instant: Instant
  ) -> Bool {
    if !variant.severities.isEmpty {
      guard let severity, variant.severities.contains(severity) else { return false }
    }
    guard let during = variant.during else { return true }
    let context = HoursContext(calendars: calendars)
    return (try? during.isOpen(at: instant, zone: zone, context: context)) ?? false
  }
}
