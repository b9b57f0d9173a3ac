import ConfigurationReader
import DutyRoster
import Findings
import Foundation
import Phrases
import PlanProof
import RunbookModel
import RunbookReader
import Testing
import Timekeeping

/// Plans and configurations that are proved as `tocsin prove` does it.
enum Proved {
  static let package = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Two people with two providers each, two levels and a last resort: nothing is wrong with it.
  static let soundConfiguration = """
    time-zone: UTC
    people:
      amal: { name: Amal, contacts: [{ notifier: sms, address: "+447700900201" }] }
      bo: { name: Bo, contacts: [{ notifier: sms, address: "+447700900202" }] }
    notifiers:
      one: { card: one, parameters: { url: "https://one.example/sms" } }
      two: { card: two, parameters: { url: "https://two.example/sms" } }
    provider-groups: { sms: [one, two] }
    schedules:
      duty: { layers: [{ rotation: weekly, starts: 2025-12-29, participants: [amal, bo] }] }
    roles:
      ops: { members: [schedule:duty] }
      lead: { members: [amal, bo] }
    default-policy: usual
    policies:
      usual:
        levels:
          - { call: [schedule:duty], wait: 5m }
        last-resort: [person:amal, person:bo]
    """

  /// A runbook of these steps; `head` are further lines of the front matter.
  static func runbook(_ steps: String, head: String = "escalation: usual") -> String {
    "---\nrunbook: sample\ntitle: Sample\n\(head)\n---\n\n# Sample\n\n## Steps\n\n\(steps)\n"
  }

  static func subject(
    _ text: String,
    path: String = "sample.md",
    others: [String: String] = [:]
  ) throws -> PlanProof.Subject {
    let reading = RunbookReader.read(text, path: path)
    try #require(reading.findings.filter { $0.level == .error } == [])
    let root = RunbookLinker.Source(reading: reading, sha256: "")
    let linking = RunbookLinker.link(root) { path in
      others[path].map { text in
        RunbookLinker.Source(reading: RunbookReader.read(text, path: path), sha256: "")
      }
    }
    var sources = [path: SourceText(text)]
    for (path, text) in others { sources[path] = SourceText(text) }
    return PlanProof.Subject(graph: try #require(linking.graph), sources: sources)
  }

  static func world(_ configuration: String) throws -> PlanProof.World {
    let bytes = Array(configuration.utf8)
    let reading = ConfigurationReader.read(bytes, ConfigurationReader.Surroundings())
    let findings = reading.findings.filter { $0.level == .error }
    let found = try #require(
      reading.configuration,
      "\(findings.map { $0.message.text(.english) })"
    )
    var gateways: [String: PlanProof.Gateway] = [:]
    for notifier in found.notifiers {
      gateways[notifier.id] = PlanProof.Gateway(
        name: notifier.parameters["url"] ?? notifier.card,
        patience: .minutes(1)
      )
    }
    return PlanProof.World(
      configuration: found,
      path: "tocsin.yaml",
      source: SourceText(bytes: bytes),
      places: ConfigurationReader.places(in: bytes),
      gateways: gateways
    )
  }

  static func proof(
    _ runbook: String,
    with configuration: String = soundConfiguration,
    others: [String: String] = [:],
    humanWithin: TimeSpan? = nil,
    limits: PlanProof.Limits = PlanProof.Limits()
  ) throws -> Proof {
    try PlanProof(world(configuration), year: 2026, humanWithin: humanWithin, limits: limits)
      .proof(of: [subject(runbook, others: others)])
  }
}

extension Proof {
  /// The findings as `code file:line:column`, those that only note something left out.
  var faults: [String] {
    files.flatMap { file in
      file.findings.filter { $0.level != .note }.map { finding in
        "\(finding.code) \(file.path):\(finding.position.line):\(finding.position.column)"
      }
    }
  }

  func findings(_ code: String) -> [Finding] {
    files.flatMap(\.findings).filter { $0.code == code }
  }
}
