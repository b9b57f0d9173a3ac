// Feeds one reader with inputs that libFuzzer makes. `FUZZ_TARGET` names the reader, `FUZZ_SEEDS` a
// folder into which the inputs to begin with are written first; the arguments are libFuzzer's own.

import CFuzzer
import Foundation
import FuzzTargets

/// What is fed, and with what.
enum Feeding {
  static let environment = ProcessInfo.processInfo.environment
  static let corpus = FuzzCorpus(root: FileManager.default.currentDirectoryPath)
  static let cards = corpus.cards
  static let target = FuzzTarget(rawValue: environment["FUZZ_TARGET"] ?? "") ?? .runbook

  static func writeSeeds() throws {
    guard let folder = environment["FUZZ_SEEDS"] else { return }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (number, input) in corpus.inputs(for: target).enumerated() {
      try Data(input).write(to: URL(filePath: "\(folder)/seed-\(number)"))
    }
  }
}

try Feeding.writeSeeds()
// The first input must not pay for the cards.
_ = Feeding.cards
// The arguments belong to this process as long as it lives, and nothing else reads them meanwhile.
var count = CommandLine.argc
var arguments = unsafe Optional(CommandLine.unsafeArgv)
let code = unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
  let input = unsafe Array(UnsafeBufferPointer(start: bytes, count: count))
  if let flaw = Feeding.target.read(input, cards: Feeding.cards) {
    print("FLAW: \(flaw)")
    abort()
  }
  return 0
}
exit(code)
