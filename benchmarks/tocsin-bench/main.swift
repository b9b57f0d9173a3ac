import Foundation

// Measures Tocsin against bare baselines in one run and prints one table. Words on the command line
// choose rows. The exit status is 1 when a row misses its limit.

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.first == "--hold-waiting", arguments.count == 2 {
  // Our own child, for the memory of a process that does nothing else.
  try await Bench(arguments: [], folder: "bench-waiting").holdWaitingRuns(report: arguments[1])
} else if arguments.first == "--hold-timers", arguments.count == 3 {
  try await Bench(arguments: [], folder: "bench-holding")
    .holdTimers(journal: arguments[1], report: arguments[2])
} else if arguments.first == "--peak", arguments.count > 2 {
  try Bench(arguments: [], folder: "bench-peak")
    .writePeak(to: arguments[1], of: arguments[2], Array(arguments.dropFirst(3)))
} else {
  try await Bench(arguments: arguments, folder: "bench-data").run()
}
