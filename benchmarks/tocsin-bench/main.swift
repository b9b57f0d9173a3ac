import Foundation

// Measures Tocsin against bare baselines in one run and prints one table. Words on the command line
// choose rows. The exit status is 1 when a row misses its limit.

let bench = try Bench(arguments: Array(CommandLine.arguments.dropFirst()))
try await bench.run()
