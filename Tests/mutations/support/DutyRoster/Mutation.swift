import Foundation

/// Whether the deliberate bug of that number is switched on, by the variable `MUTATION`.
func isMutated(_ number: Int) -> Bool { Mutation.number == number }

private enum Mutation {
  static let number = ProcessInfo.processInfo.environment["MUTATION"].flatMap(Int.init)
}
