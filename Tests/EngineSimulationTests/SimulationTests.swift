import EngineSimulation
import Foundation
import Testing

/// Whole histories of the real engine in a world that goes wrong; docs/simulation.md tells how.
struct SimulationTests {
  @Test func `the engine keeps its promises whatever goes wrong`() {
    let settings = ProcessInfo.processInfo.environment
    let count = settings["SEEDS"].flatMap(UInt64.init) ?? 2000
    let first = settings["SEED"].flatMap(UInt64.init) ?? 1
    var campaign = Campaign()

    for seed in first..<first + count { campaign.play(seed: seed) }

    for failure in campaign.failures.prefix(5) {
      Issue.record("seed \(failure.seed): \(failure.flaws.prefix(5).joined(separator: "\n"))")
    }
    #expect(campaign.failures.isEmpty)
    // What never went wrong was not tried.
    if count >= 2000 { #expect(campaign.missingTroubles == []) }
  }

  @Test func `a seed plays the same history again`() throws {
    let first = try History(seed: 11).play()
    let second = try History(seed: 11).play()

    #expect(!first.events.joined().isEmpty)
    #expect(first.events == second.events)
    #expect(first.troubles == second.troubles)
  }
}
