import BareBaselines
import Foundation

extension Bench {
  /// Start-up, against an empty program that links the same libraries.
  func startRows() -> [Comparison] {
    [["--version"], ["list"]].map { arguments in
      Comparison(
        name: "start",
        work: "tocsin \(arguments.joined(separator: " "))",
        bare: "an empty program with the same libraries",
        limit: 1.5,
        rounds: 41,
        runOurs: { try run("tocsin", arguments) },
        runBare: { try run("bare-start", []) }
      )
    }
  }

  /// Runs a program that lies beside us, in an empty home.
  ///
  /// - Returns: how many kibibytes it had resident at most.
  @discardableResult
  func run(
    _ program: String,
    _ arguments: [String],
    expecting statuses: Set<Int32> = [0]
  ) throws -> Int {
    let (status, peak) = try BareProcess.end(
      of: programs.appending(path: program).path,
      arguments,
      environment: ["HOME=\(folder.path)", "PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
    )
    guard statuses.contains(status) else {
      throw BareFault("\(program) \(arguments)", reason: "exit status \(status)")
    }
    return peak
  }
}
