import EngineSimulation
import Foundation
import Testing

/// Whole histories of the real engine in a world that goes wrong; docs/simulation.md tells how.
struct SimulationTests {
  private static let count =
    ProcessInfo.processInfo.environment["SEEDS"].flatMap(UInt64.init) ?? 2000
  private static let first =
    ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init) ?? 1

  @Test func `the engine keeps its promises whatever goes wrong`() async {
    let parts: UInt64 = 8

    let campaigns = await withTaskGroup(of: Campaign.self) { group in
      for part in 0..<parts {
        group.addTask {
          var campaign = Campaign()
          for seed in Self.first..<Self.first + Self.count where seed % parts == part {
            campaign.play(seed: seed)
          }
          return campaign
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }

    let failures = campaigns.flatMap(\.failures)
    for failure in failures.prefix(5) {
      Issue.record("seed \(failure.seed): \(failure.flaws.prefix(5).joined(separator: "\n"))")
    }
    #expect(failures.map(\.seed) == [])
    // What never went wrong was not tried.
    let missing = Trouble.allCases.filter { trouble in
      campaigns.allSatisfy { $0.troubles[trouble] == nil }
    }
    #expect(missing == [] || Self.count < 2000)
  }

  @Test func `a seed plays the same history again`() throws {
    let first = try History(seed: 11).play()
    let second = try History(seed: 11).play()

    #expect(!first.events.joined().isEmpty)
    #expect(first.events == second.events)
    #expect(first.troubles == second.troubles)
  }
}
