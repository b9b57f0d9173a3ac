import ArgumentParser
import Console
import Engine
import Foundation
import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

/// `tocsin show`.
struct ShowCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: .said(
      en: "Say where an incident stands, and what it waits for.",
      zh: "查看事件进行到哪里、在等什么。"
    )
  )

  @Argument(
    help: .said(
      en: "The incident; without it the open one, else the latest.",
      zh: "事件；不写则为进行中的事件，没有时为最近的事件。"
    )
  )
  var incident: String?
  @Option(help: .said(en: "text or json.", zh: "text 或 json。")) var format: Format = .text
  @OptionGroup var options: HomeOptions

  func run() throws {
    let home = try options.open()
    let state = try home.load(home.incident(incident)).state
    switch format {
    case .text: StandardStream.output(StatusText(state: state, look: home.look).text)
    case .json: StandardStream.output(try json(state))
    }
  }

  private struct Status: Encodable {
    struct StepStatus: Encodable {
      var id: String
      var number: String
      var title: String
      var state: String
      var answers: [String]
    }

    var incident: String
    var title: String
    var severity: String?
    var isDrill: Bool
    var outcome: String?
    var isResolved: Bool
    var pen: String?
    var steps: [StepStatus]
  }

  private func json(_ state: IncidentState) throws -> String {
    let waiting = state.waitingSteps
    let status = Status(
      incident: state.id.text,
      title: state.opening?.title ?? "",
      severity: state.severity?.rawValue,
      isDrill: state.opening?.isDrill ?? false,
      outcome: state.outcome?.rawValue,
      isResolved: state.isResolved,
      pen: state.pen?.name,
      steps: state.graph.nodes.indices.map { index in
        let step = state.step(index)
        return Status.StepStatus(
          id: step.id.text,
          number: state.graph.nodes[index].number,
          title: step.title,
          state: state.phase(of: index).name,
          answers: waiting.contains(index) ? Answer.possible(at: index, of: state) : []
        )
      }
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(status), as: UTF8.self) + "\n"
  }
}

extension Phase {
  /// The phase in one stable word, for programs.
  var name: String {
    switch self {
    case .pending: "pending"
    case .waiting: "waiting"
    case .approving: "waiting-for-approval"
    case .ready: "ready"
    case .due: "due"
    case .running: "running"
    case .unknown: "outcome-unknown"
    case .substeps: "in-sub-steps"
    case .attended: "waiting-for-person"
    case .stopped: "stopped"
    case .ended(.done): "done"
    case .ended(.failed(.timedOut)): "timed-out"
    case .ended(.failed): "failed"
    case .ended(.skipped): "skipped"
    case .ended(.notApplicable): "not-applicable"
    }
  }
}
