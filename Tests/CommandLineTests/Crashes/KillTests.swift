import Foundation
import Testing

/// The real program, the real journal and a real gateway, killed at random instants.
///
/// `make crash KILLS=300 SEED=7` does more of it than the tests do, and prints figures.
struct KillTests {
  private static let killsPerHistory = 8

  @Test func `whatever is killed at whatever instant, every promise holds`() throws {
    let settings = ProcessInfo.processInfo.environment
    let wanted = settings["KILLS"].flatMap(Int.init) ?? 2 * Self.killsPerHistory
    var seed = settings["SEED"].flatMap(UInt64.init) ?? 1
    var (kills, events, messages) = (0, 0, 0)

    while kills < wanted {
      var history = try CrashHistory(seed: seed)
      try history.play(kills: Self.killsPerHistory)
      let isOver = try history.finish()
      let verification = try history.calls.desk.tocsin("verify")
      let verdict = try CrashVerdict(history)

      #expect(isOver, "seed \(seed) does not end")
      #expect(verification.code == 0, "seed \(seed): \(verification.output)")
      #expect(verdict.flaws(of: history) == [], "seed \(seed)")
      kills += history.kills
      events += verdict.events.count
      messages += verdict.received.values.reduce(0, +)
      seed += 1
      try history.calls.remove()
    }

    if settings["KILLS"] != nil {
      print("\(kills) kills, \(events) events, \(messages) messages; the next seed is \(seed)")
    }
  }
}
