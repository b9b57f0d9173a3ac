import ConfigurationReader
import DutyRoster
import Engine
import Findings
import Foundation
import NotifierCards
import Phrases
import Rehearsals
import RunbookModel
import RunbookReader
import Testing
import Timekeeping

/// The package's folder, from the place where this file was compiled.
let package = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

/// Plans from files of the package, and from texts.
enum Desk {
  static let start = Instant(milliseconds: 1_790_881_200_000)

  static func bytes(_ path: String) throws -> [UInt8] {
    Array(try Data(contentsOf: package.appending(path: path)))
  }

  static func graph(_ path: String) throws -> StepGraph {
    func load(_ path: String) throws -> RunbookLinker.Source {
      RunbookLinker.Source(reading: RunbookReader.read(try bytes(path), path: path), sha256: "")
    }
    return try #require(RunbookLinker.link(load(path)) { try? load($0) }.graph)
  }

  static func graph(text: String) throws -> StepGraph {
    let reading = RunbookReader.read(Array(text.utf8), path: "plan.md")
    let source = RunbookLinker.Source(reading: reading, sha256: "")
    return try #require(RunbookLinker.link(source) { _ in nil }.graph)
  }

  static func configuration(_ bytes: [UInt8]) throws -> Configuration {
    let reading = ConfigurationReader.read(bytes, ConfigurationReader.Surroundings())
    return try #require(reading.configuration, "\(reading.findings)")
  }

  static func providers(_ configuration: Configuration) throws -> [String: [Notifier]] {
    var notifiers: [String: Notifier] = [:]
    for settings in configuration.notifiers {
      let bytes = try bytes("notifiers/\(settings.card).yaml")
      let card = try #require(NotifierCard.read(bytes, fileName: settings.card).card)
      notifiers[settings.id] = Notifier(rehearsing: settings, card: card)
    }
    return configuration.providers(from: notifiers)
  }

  static func rehearsal(
    _ graph: StepGraph,
    _ configuration: Configuration?,
    _ scenario: Scenario = Scenario(),
    seed: UInt64 = 1
  ) throws -> Rehearsal {
    Rehearsal(
      graph: graph,
      scenario: scenario,
      configuration: configuration,
      providers: try configuration.map { try providers($0) } ?? [:],
      start: start,
      seed: seed,
      inputs: Dictionary(
        uniqueKeysWithValues: graph.runbook.inputs.map {
          ($0.name, $0.defaultValue ?? MadeUpInput.value(of: $0))
        }
      ),
      me: "me",
      language: .english,
      version: "test"
    )
  }

  /// Plays a plan of the text with a scenario of the text.
  static func play(
    _ plan: String,
    _ scenario: String = "",
    configuration: String? = config,
    seed: UInt64 = 1
  ) throws -> Rehearsed {
    let graph = try graph(text: plan)
    let configuration = try configuration.map { try self.configuration(Array($0.utf8)) }
    let reading = ScenarioReader.read(
      Array(scenario.utf8),
      ScenarioReader.Surroundings(graph: graph, configuration: configuration)
    )
    #expect(reading.findings == [])
    let read = try #require(reading.scenario)
    return try rehearsal(graph, configuration, read, seed: seed).play()
  }

  /// Two levels and a last resort, a minute each.
  static let config = """
    version: 1
    time-zone: Asia/Shanghai
    people:
      ann: { name: Ann, contacts: [{ notifier: sms, address: "+447700900101" }] }
      bob: { name: Bob, contacts: [{ notifier: sms, address: "+447700900102" }] }
      cid: { name: Cid, contacts: [{ notifier: sms, address: "+447700900103" }] }
    roles:
      lead: [person:cid]
    notifiers:
      main: { card: sms-gateway, parameters: { url: "https://sms.example.org/" } }
      spare: { card: ntfy, parameters: { url: "https://ntfy.example.org", topic: t } }
    provider-groups:
      sms: [main]
    policies:
      usual:
        levels:
          - { call: [person:ann], wait: 5m }
          - { call: [person:bob], wait: 5m }
        last-resort: [role:lead]
    """

  /// A check, a decision, a change that needs consent, and a word at the end.
  static let plan = """
    ---
    runbook: plan
    title: Plan
    roles: { lead: [cid] }
    escalation: usual
    ---

    # Plan

    ## Steps

    ### Is it well?

    - timeout: 30s

    ```sh check
    true
    ```

    - [It is](#say-so) when: exit == 0
    - [It is not](#mend-it) when: otherwise

    ### Mend it

    - approve: lead, not the runner, within 10m else escalate
    - timeout: 2m
    - deadline: 30m

    ```sh run
    mend
    ```

    ```text expect
    matches: ^mended [0-9]+ of [a-z]{3}$
    ```

    ### Say so

    - verify: Is it well again?
    """
}
