/// One place on the ladder of an escalation: which time through, and which level.
public struct Rung: Codable, Hashable, Sendable {
  /// Which time through the levels, from 1.
  public var round: Int
  /// The level, from 1; the last resort is the one behind the last level, and 0 whoever is called
  /// alone before all levels.
  public var level: Int

  /// The level `level` of round `round`.
  public init(round: Int, level: Int) {
    self.round = round
    self.level = level
  }
}

extension EscalationPolicy {
  /// Where it begins.
  public var beginning: Rung { Rung(round: 1, level: first == nil ? 1 : 0) }

  /// What stands at a rung; `nil` behind the last one.
  ///
  /// The last resort comes once, behind the last level of the last round, and has as long to answer
  /// as that level.
  public func level(at rung: Rung) -> EscalationLevel? {
    if rung.level == 0 {
      guard let first, var level = levels.first else { return nil }
      level.targets = [first]
      level.quorum = 1
      level.selection = .everyone
      return level
    }
    if levels.indices.contains(rung.level - 1) { return levels[rung.level - 1] }
    guard rung.level == levels.count + 1, !lastResort.isEmpty, let last = levels.last
    else { return nil }
    return EscalationLevel(targets: lastResort, wait: last.wait)
  }

  /// The rung behind `rung`; `nil` when there is none.
  public func rung(after rung: Rung) -> Rung? {
    if rung.level < levels.count { return Rung(round: rung.round, level: rung.level + 1) }
    if rung.level == levels.count, rung.round <= repeats {
      return Rung(round: rung.round + 1, level: 1)
    }
    guard rung.level == levels.count, !lastResort.isEmpty else { return nil }
    return Rung(round: rung.round, level: levels.count + 1)
  }
}
