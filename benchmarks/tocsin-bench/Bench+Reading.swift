import BareBaselines
import Foundation
import RunbookModel
import RunbookReader

extension Bench {
  /// Text to step graph in this process, against libcmark-gfm on the same bytes.
  func readRows() -> [Comparison] {
    let files = samples.files(count: 1500, bytes: 10_000_000).map { Array($0.utf8) }
    let size = files.map(\.count).reduce(0, +)
    return [
      Comparison(
        name: "read",
        work: "\(megabytes(size)) in \(files.count) files to step graphs",
        bare: "libcmark-gfm on the same bytes",
        limit: 2,
        rounds: 9,
        runOurs: { for file in files { try Self.readSteps(of: file) } },
        runBare: { for file in files { BareMarkdown.parse(file) } }
      )
    ]
  }

  /// A file ten times as long, against ten times the short one.
  func longRunbookRows() -> [Comparison] {
    let short = Array(samples.long(steps: 1000).utf8)
    let long = Array(samples.long(steps: 10_000).utf8)
    return [
      Comparison(
        name: "long-file",
        work: "a runbook of 30,000 steps, \(megabytes(long.count))",
        bare: "ten runbooks of 3,000",
        limit: 1.3,
        rounds: 9,
        runOurs: { try Self.readSteps(of: long) },
        runBare: { for _ in 0..<10 { try Self.readSteps(of: short) } }
      )
    ]
  }

  /// `tocsin check` of a folder, against a program that only parses it; both from their start.
  func checkRows() throws -> [Comparison] {
    let runbooks = folder.appending(path: "runbooks")
    try FileManager.default.createDirectory(at: runbooks, withIntermediateDirectories: true)
    let files = samples.files(count: 1500, bytes: 10_000_000)
    for (number, file) in files.enumerated() {
      let name = "runbook-\(number).md"
      try file.write(to: runbooks.appending(path: name), atomically: false, encoding: .utf8)
    }
    let path = runbooks.path
    return [
      Comparison(
        name: "check",
        // The folder is checked on every core there is; the bare program has one thread.
        work: "tocsin check of \(files.count) files (cores: \(cores))",
        bare: "one thread that parses the same bytes",
        limit: 3,
        rounds: 9,
        // Plain files have warnings, as they do in the wild.
        runOurs: { try run("tocsin", ["check", path], expecting: [0, 1]) },
        runBare: { try run("bare-markdown", [path]) }
      )
    ]
  }

  private var samples: SampleRunbooks {
    let day = Date().formatted(.iso8601.year().month().day())
    return SampleRunbooks(reviewed: day)
  }

  private var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

  private func megabytes(_ bytes: Int) -> String {
    "\((Double(bytes) / 100_000).rounded() / 10) MB"
  }

  private static func readSteps(of file: [UInt8]) throws {
    var reading = RunbookReader.read(file, path: "sample.md")
    guard let runbook = reading.runbook.take() else {
      throw BareFault("read", reason: "no runbook")
    }
    let graph = StepGraph(unlinked: runbook, path: "sample.md")
    precondition(!graph.nodes.isEmpty, "a sample has steps")
  }
}
