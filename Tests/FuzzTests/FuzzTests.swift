import Foundation
import FuzzTargets
import Testing

/// Strange inputs made of ordinary ones, the same at every run.
///
/// `make fuzz` searches further, guided by what the code did.
struct FuzzTests {
  private static let corpus = FuzzCorpus(
    root: URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  )

  /// How many inputs each target gets: `FUZZ_INPUTS` for more.
  private static let count =
    ProcessInfo.processInfo.environment["FUZZ_INPUTS"].flatMap(Int.init) ?? 400

  /// Whether what was given is read within the time that a person waits for nothing.
  private static let patience = Duration.seconds(5)

  @Test(arguments: FuzzTarget.allCases)
  func `nothing that comes from outside ends the program or keeps it busy`(
    target: FuzzTarget
  ) throws {
    let inputs = Self.corpus.inputs(for: target)
    let cards = Self.corpus.cards
    var mutator = Mutator(seed: 20_261_123)
    try #require(!inputs.isEmpty)

    for number in 0..<Self.count {
      let input = mutator.input(from: inputs)
      var flaw: String?
      let time = ContinuousClock().measure { flaw = target.read(input, cards: cards) }
      #expect(flaw == nil, "input \(number): \(String(decoding: input, as: UTF8.self))")
      #expect(time < Self.patience, "input \(number): \(String(decoding: input, as: UTF8.self))")
    }
  }

  @Test(arguments: FuzzTarget.allCases)
  func `what comes with Tocsin is read`(target: FuzzTarget) {
    let cards = Self.corpus.cards

    for input in Self.corpus.inputs(for: target) {
      #expect(target.read(input, cards: cards) == nil)
    }
    #expect(cards.count > 20)
  }
}
