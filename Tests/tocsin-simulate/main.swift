// Plays histories from seeds and prints figures: `tocsin-simulate [COUNT [FIRST]] [--show]`.
//
// With --show the events of each history in which a promise was broken are printed, with --tell
// those of all. --memory plays none on the real journal, --disk all. The exit status is 1 when a
// promise was broken.

import EngineSimulation
import Foundation
import IncidentCore
import Timekeeping

let words = CommandLine.arguments.dropFirst()
let numbers = words.compactMap { UInt64($0) }
let count = numbers.first ?? 1000
let first = numbers.dropFirst().first ?? 1
let shows = words.contains("--show")
let stopsAtFirst = words.contains("--first")

let tellsAll = words.contains("--tell")
let diskEvery: UInt64 =
  words.contains("--memory") ? 0 : words.contains("--disk") ? 1 : Campaign.usualDiskEvery

var campaign = Campaign(diskEvery: diskEvery)
let clock = ContinuousClock()
let begin = clock.now
for seed in first..<first + count {
  let known = campaign.failures.count
  let outcome = campaign.play(seed: seed, isTold: tellsAll)
  if tellsAll {
    print("HISTORY \(seed)")
    for line in outcome?.story ?? [] { print("  \(line)") }
  }
  guard let failure = campaign.failures.dropFirst(known).first else { continue }
  if campaign.failures.count <= 20 {
    print("SEED \(seed)")
    for flaw in failure.flaws.prefix(5) { print("  \(flaw)") }
    if shows { for line in failure.story { print("  \(line)") } }
  }
  if stopsAtFirst { break }
}
let seconds =
  Double((clock.now - begin).components.seconds)
  + Double((clock.now - begin).components.attoseconds) / 1e18

print("histories           \(campaign.histories), \(campaign.onDisk) of them on the real journal")
print("broken              \(campaign.failures.count)")
print("events              \(campaign.kinds.values.reduce(0, +)) of \(campaign.kinds.count) kinds")
print("messages, commands  \(campaign.messages), \(campaign.commands)")
print("simulated           \(campaign.simulatedSeconds / 3600) hours")
print(
  "took                \(Int(seconds)) s: \(Int(Double(campaign.histories) / seconds)) histories/s,"
    + " \(Int(Double(campaign.simulatedSeconds) / seconds)) simulated seconds/s"
)
print("trouble")
for trouble in Trouble.allCases {
  let number = "\(campaign.troubles[trouble] ?? 0)"
  print(
    "  " + String(repeating: " ", count: max(0, 9 - number.count)) + number
      + "  \(trouble.rawValue)"
  )
}
print("kinds of events")
for (kind, number) in campaign.kinds.sorted(by: { $0.key < $1.key }) {
  print("  " + String(repeating: " ", count: max(0, 9 - "\(number)".count)) + "\(number)  \(kind)")
}
exit(campaign.failures.isEmpty ? 0 : 1)
