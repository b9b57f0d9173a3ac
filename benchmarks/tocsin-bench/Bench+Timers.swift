import BareBaselines
import DutyRoster
import Engine
import Findings
import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import RunbookModel
import Timekeeping

/// An engine with very many incidents: its start, its memory, and how exactly it keeps times.
///
/// Tocsin has no table of timers. Times follow from the state of an incident, and the journal keeps
/// one row for each: when somebody has to look at it next. Ten steps with a deadline in each of
/// 100,000 incidents stand for a million timers.
extension Bench {
  static let armedIncidents = 100_000
  static let deadlinesPerIncident = 10

  /// A start of the engine on 100,000 open incidents, against reading a million rows.
  func takeoverRows() throws -> [Comparison] {
    let path = try armedJournal()
    let bare = try BareDatabase(path: folder.appending(path: "timers-bare.sqlite").path)
    try bare.fillTimers(Self.armedIncidents * Self.deadlinesPerIncident)
    return [
      Comparison(
        name: "takeover",
        work: "an engine starts with 100,000 incidents that have ten deadlines each",
        bare: "SQLite reads 1,000,000 rows of times",
        limit: 2,
        rounds: 11,
        runOurs: {
          let journal = try openJournal(path)
          var desk = EscalationDesk(world: Self.quietDesk(journal, holder: "start"))
          _ = desk.round(at: Self.now)
          guard desk.standing == .active, desk.nextTime != nil else {
            throw BareFault("takeover", reason: "\(desk.standing)")
          }
          desk.close(at: Self.now)
          try journal.close()
        },
        runBare: { _ = try bare.readTimers() }
      )
    ]
  }

  /// How much memory an engine has with all of them.
  func measureTimers() throws -> String {
    let report = folder.appending(path: "timers-memory").path
    let kibibytes = try reportOfChild("--hold-timers", [try armedJournal(), report], report)
    return Line.size(
      "timers",
      "an engine with 100,000 incidents that have ten deadlines each, resident",
      mebibytes: kibibytes / 1024,
      atMost: 100
    )
  }

  /// Runs an engine on the journal `name` of the parent until it has settled, and writes this
  /// process's memory in KiB to `report`.
  func holdTimers(journal name: String, report: String) async throws {
    let journal = try openJournal(name)
    let engine = EscalationEngine(world: Self.quietDesk(journal, holder: "hold"))
    async let end: Void = engine.run()
    try await Task.sleep(for: .seconds(5))
    try Self.residentKibibytes().write(toFile: report, atomically: true, encoding: .utf8)
    await engine.stop()
    await end
    try journal.close()
  }

  // MARK: Incidents

  /// The path of a journal with 100,000 open incidents, whose next deadlines are spread over the ten
  /// hours after this one; it is filled once.
  func armedJournal() throws -> String {
    let path = programs.appending(path: "bench-timers/armed.sqlite").path
    if armed.isFilled { return path }
    let folder = URL(filePath: path).deletingLastPathComponent()
    if FileManager.default.fileExists(atPath: folder.path) {
      try FileManager.default.removeItem(at: folder)
    }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let journal = try openJournal(path)
    let graph = Self.manyDeadlines
    let sha256 = try journal.keep(graph, sources: [])
    let start = Self.now + .minutes(60)
    let opening = Self.opening("Many deadlines", sha256)
    let decision = try IncidentState(id: IncidentID("20261123-armed"), graph: graph).decision(
      on: .open(opening, inputs: [:]),
      by: Actor(name: "li"),
      through: .commandLine,
      at: start
    )
    for first in stride(from: 0, to: Self.armedIncidents, by: 200) {
      let pieces = (first..<first + 200).map { number in
        let delay = TimeSpan(milliseconds: Int64(number) * 97 * 3603 % 36_000_000)
        let drafts = decision.drafts.map { draft in
          var draft = draft
          draft.occurredAt = start + delay
          return draft
        }
        let id = IncidentID("20261123-\(100_000 + number)")
        return JournalPiece(
          drafts,
          to: id,
          after: 0,
          agenda: .due(decision.agenda.map { $0 + delay })
        )
      }
      _ = try journal.append(pieces)
    }
    try journal.close()
    armed.isFilled = true
    return path
  }

  /// Whether the journal of armed incidents is there.
  final class Armed {
    var isFilled = false
  }

  private static var manyDeadlines: StepGraph {
    let frame = StepGraph.Frame(
      id: "",
      path: "many.md",
      sha256: "",
      runbook: Runbook(mode: .authored, id: "many", title: "Many deadlines"),
      bindings: [],
      caller: nil
    )
    var group = step("group")
    group.parallelism = Parallelism()
    let children = Array(1...deadlinesPerIncident)
    let nodes = children.map { number in
      var child = step("look-\(number)")
      child.deadline = .minutes(Int64(number))
      return StepGraph.Node(
        step: child,
        parent: 0,
        children: [],
        number: "1.\(number)",
        frame: 0
      )
    }
    return StepGraph(
      frames: [frame],
      nodes: [
        StepGraph.Node(step: group, parent: nil, children: children, number: "1", frame: 0)
      ] + nodes
    )
  }

  static func step(_ name: String) -> Step {
    var step = Step(
      id: StepID(name),
      anchor: name,
      title: "Look at \(name)",
      position: SourcePosition(line: 1, column: 1)
    )
    step.verification = "Does it answer?"
    return step
  }

  static func opening(_ title: String, _ sha256: String) -> Opening {
    Opening(
      title: title,
      runbook: "bench",
      graphSHA256: sha256,
      mode: .interactive,
      isDrill: false,
      severity: .sev2,
      inputs: [],
      language: .english,
      version: "bench"
    )
  }

  /// A desk that has nobody to call.
  private static func quietDesk(
    _ journal: SQLiteJournal,
    holder: String
  ) -> EscalationDesk.World {
    desk(
      journal,
      Messengers(
        text: { _ in "" },
        send: { _ in .sent(providerID: nil) },
        lost: { _, _ in .failed(.unsendable(detail: "")) }
      ),
      people: [],
      policy: EscalationPolicy(name: "nobody", levels: []),
      holder: holder
    )
  }
}
