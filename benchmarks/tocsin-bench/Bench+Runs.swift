import BareBaselines
import CommandRunner
import Engine
import Findings
import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import RunbookModel
import Timekeeping

extension Bench {
  /// Runs that wait for a person, held by one process: how much memory it has.
  func measureMemory() throws -> String {
    let report = folder.appending(path: "memory").path
    return Line.size(
      "memory",
      "\(Self.waitingRuns) runs waiting for a person in one process, resident",
      mebibytes: try reportOfChild("--hold-waiting", [report], report) / 1024,
      atMost: 64
    )
  }

  /// Starts this program again, for the memory of a process that does nothing else.
  ///
  /// - Returns: the kibibytes that it wrote to `report`.
  func reportOfChild(_ option: String, _ arguments: [String], _ report: String) throws -> Double {
    let path = programs.appending(path: "tocsin-bench").path
    let status = try BareProcess.run(path, [option] + arguments)
    guard status == 0 else { throw BareFault("tocsin-bench", reason: "exit status \(status)") }
    return Double(try String(contentsOfFile: report, encoding: .utf8)) ?? .infinity
  }

  static let waitingRuns = 200

  /// A whole run, against the processes and the durable writes that it cannot do without.
  func runRows() throws -> [Comparison] {
    let journal = try openJournal("runs")
    let steps = 100
    let graph = Self.graph(steps: steps, script: "true")
    let attempts = folder.appending(path: "attempts")
    try FileManager.default.createDirectory(at: attempts, withIntermediateDirectories: true)
    let bare = try BareDatabase(path: folder.appending(path: "runs-bare.sqlite").path)
    let record = String(repeating: "r", count: 400)
    let hash = String(repeating: "0", count: 64)
    var number = 0
    return [
      Comparison(
        name: "run",
        work: "a run of \(steps) steps of `true`",
        bare: "posix_spawn of `sh -c true` and two inserts each",
        limit: 1.5,
        rounds: 11,
        runOurs: {
          number += 1
          let host = try host("run\(number)", of: graph, journal: journal, mode: .automatic)
          let end = await host.run()
          guard end == .finished(.completed) else { throw BareFault("run", reason: "\(end)") }
        },
        runBare: {
          for _ in 0..<steps {
            try bare.insert(record: record, hash: hash)
            try BareProcess.run("/bin/sh", ["-c", "true"])
            try bare.insert(record: record, hash: hash)
          }
        }
      )
    ]
  }

  /// A runbook of that many steps: each runs `script`, or waits for a person without one.
  static func graph(steps: Int, script: String?) -> StepGraph {
    var runbook = Runbook(mode: .authored, id: "bench", title: "Bench")
    let start = SourcePosition(line: 1, column: 1)
    runbook.introduction = [.paragraph("A runbook that is put together here.")]
    let frame = StepGraph.Frame(
      id: "",
      path: "bench.md",
      sha256: String(repeating: "0", count: 64),
      runbook: runbook,
      bindings: [],
      caller: nil
    )
    let nodes = (1...steps).map { number in
      var step = Step(
        id: StepID("step-\(number)"),
        anchor: "step-\(number)",
        title: "Step \(number)",
        position: start
      )
      if let script {
        step.isAutomatic = true
        step.commands = [
          Command(
            role: .run,
            language: "sh",
            script: script,
            interpreter: ["/bin/sh", "-e", "-c"],
            position: start
          )
        ]
      }
      return StepGraph.Node(step: step, parent: nil, children: [], number: "\(number)", frame: 0)
    }
    return StepGraph(frames: [frame], nodes: nodes)
  }

  /// Holds runs that wait until all do, and writes this process's memory in KiB to `report`.
  func holdWaitingRuns(report: String) async throws {
    let journal = try openJournal("waiting")
    let graph = Self.graph(steps: 20, script: nil)
    let hosts = try (0..<Self.waitingRuns).map { number in
      try host("wait\(number)", of: graph, journal: journal, mode: .interactive)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for host in hosts { group.addTask { _ = await host.run() } }
      // Long enough for every host to come to its wait and to look around several times.
      try await Task.sleep(for: .seconds(3))
      for host in hosts {
        guard await host.state().host != nil else { throw BareFault("run", reason: "not begun") }
      }
      try Self.residentKibibytes().write(toFile: report, atomically: true, encoding: .utf8)
      for host in hosts { await host.leave() }
      try await group.waitForAll()
    }
  }

  static func residentKibibytes() throws -> String {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
    return line.split(separator: " ").dropFirst().first.map(String.init) ?? ""
  }

  /// A host for a new incident.
  func host(
    _ name: String,
    of graph: StepGraph,
    journal: SQLiteJournal,
    mode: Opening.Mode
  ) throws -> RunHost {
    let sha256 = try journal.keep(graph, sources: [])
    let id = IncidentID("20261123-\(name)")
    let opening = Opening(
      title: graph.runbook.title,
      runbook: graph.runbook.id,
      graphSHA256: sha256,
      mode: mode,
      isDrill: false,
      severity: nil,
      inputs: [],
      language: .english,
      version: "bench"
    )
    let drafts = try IncidentState(id: id, graph: graph).decide(
      .open(opening, inputs: [:]),
      by: Actor(name: "li"),
      through: .commandLine,
      at: Self.now
    )
    try journal.append(drafts, to: id, after: 0)
    let attempts = folder.appending(path: "attempts").path
    let world = RunHost.World(
      journal: journal,
      commands: ProcessCommands(),
      clock: Self.clock,
      secrets: Secrets { declaration throws(SecretFault) in
        throw .unavailable(name: declaration.name, detail: "the bench has none")
      },
      environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"],
      process: ProcessIdentity(pid: getpid(), startTicks: 0, bootID: "bench", host: "bench"),
      files: { incident, attempt in "\(attempts)/\(incident)-\(attempt)" }
    )
    return RunHost(try JournaledIncident(id, journal: journal, now: { Self.now }), world: world)
  }
}
