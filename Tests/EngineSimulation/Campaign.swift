import IncidentCore
import RunbookModel
import Timekeeping

/// Many histories, one after the other, with figures.
package struct Campaign: Sendable {
  /// How many histories were played.
  package private(set) var histories = 0
  /// How many of them on the real journal.
  package private(set) var onDisk = 0
  /// How often what went wrong.
  package private(set) var troubles: [Trouble: Int] = [:]
  /// How many events of which kind were written.
  package private(set) var kinds: [String: Int] = [:]
  /// How much time passed in all of them.
  package private(set) var simulatedSeconds: Int64 = 0
  /// How many messages left.
  package private(set) var messages = 0
  /// How many commands ran.
  package private(set) var commands = 0
  /// The histories in which a promise was broken.
  package private(set) var failures: [History.Outcome] = []

  /// How many histories pass between two on the real journal.
  private let diskEvery: UInt64

  /// How many histories usually pass between two on the real journal.
  package static let usualDiskEvery: UInt64 = 50

  /// A campaign in which one of so many histories uses the real journal; none for 0.
  package init(diskEvery: UInt64 = usualDiskEvery) {
    self.diskEvery = diskEvery
  }

  /// Plays the history of a seed; with `isTold` the outcome has its story whatever came of it.
  @discardableResult
  package mutating func play(seed: UInt64, isTold: Bool = false) -> History.Outcome? {
    let usesDisk = diskEvery > 0 && seed % diskEvery == 0
    guard let history = try? History(seed: seed, usesDisk: usesDisk) else { return nil }
    let outcome = history.play(isTold: isTold)
    histories += 1
    if usesDisk { onDisk += 1 }
    troubles.merge(outcome.troubles, uniquingKeysWith: +)
    kinds.merge(outcome.kinds, uniquingKeysWith: +)
    simulatedSeconds += outcome.simulated.milliseconds / 1000
    messages += outcome.messages
    commands += outcome.commands
    if !outcome.flaws.isEmpty { failures.append(outcome) }
    return outcome
  }

  /// The troubles that never struck.
  package var missingTroubles: [Trouble] {
    Trouble.allCases.filter { troubles[$0] == nil }
  }
}
