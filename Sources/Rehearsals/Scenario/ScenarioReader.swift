package import ConfigurationReader
package import DutyRoster
package import Findings
package import Phrases
package import RunbookModel
import Timekeeping
import Yams

/// Reads scenario files; what is wrong with one is a finding, and one with an error gives no scenario.
package enum ScenarioReader {
  /// The longest file that is read, in bytes.
  package static let sizeLimit = 1 << 20

  /// What a scenario is about, so that the names in it can be looked up.
  package struct Surroundings: Sendable {
    /// The steps.
    package var graph: StepGraph
    /// People, policies and notifiers; `nil` when there are none.
    package var configuration: Configuration?

    /// The surroundings of those parts.
    package init(graph: StepGraph, configuration: Configuration?) {
      self.graph = graph
      self.configuration = configuration
    }
  }

  /// The files that a scenario names, as they stand there.
  package struct Files: Hashable, Sendable {
    /// The runbook.
    package var runbook: String?
    /// The configuration.
    package var configuration: String?

    /// No files.
    package init() {}
  }

  /// What a file says.
  package struct Reading: Sendable {
    /// The scenario; `nil` when the file cannot be used.
    package var scenario: Scenario?
    /// What is wrong, in the order of the file.
    package var findings: [Finding]
  }

  /// The files that a scenario names; nothing for one that cannot be read.
  package static func files(_ bytes: [UInt8]) -> Files {
    guard case .success(.mapping(let mapping)) = YAMLText.tree(bytes) else { return Files() }
    var files = Files()
    files.runbook = mapping["runbook"]?.scalar?.string
    files.configuration = mapping["config"]?.scalar?.string
    return files
  }

  /// Reads a scenario.
  package static func read(_ bytes: [UInt8], _ surroundings: Surroundings) -> Reading {
    switch YAMLText.tree(bytes) {
    case .failure(let malformed): return Reading(scenario: nil, findings: [malformed.finding])
    case .success(let root):
      var builder = ScenarioBuilder(surroundings)
      builder.read(root)
      let findings = builder.findings.sorted { ($0.position, $0.code) < ($1.position, $1.code) }
      let isUsable = !findings.contains { $0.level == .error }
      return Reading(scenario: isUsable ? builder.scenario : nil, findings: findings)
    }
  }

  /// Every rule that a finding about a scenario may come from, sorted by their codes.
  package static let rules: [Rule] = (FormRules.all + ScenarioRules.all)
    .map { Rule($0.code, $0.level, $0.summary, why: $0.remedy) }
    .sorted { $0.code < $1.code }

  /// The keys of each kind of map, under the name that the JSON Schema has for it.
  package static let keys = [ScenarioKeys.document, ScenarioKeys.step, ScenarioKeys.command]

  /// All sentences that an expectation can be, in that language.
  package static func expectations(_ language: Language) -> [String] {
    WrittenExpectation.grammar.sentences(language == .english ? 0 : 1)
  }
}

/// The keys of a scenario.
enum ScenarioKeys {
  static let document = KeySet(
    "document",
    [
      "title", "runbook", "config", "at", "seed", "started-by", "severity", "drill", "until",
      "inputs", "people", "steps", "notifiers", "expect",
    ]
  )
  static let step = KeySet("step", ["command", "rollback", "answer", "works"])
  static let command = KeySet("command", ["ends", "takes", "output"])
}
