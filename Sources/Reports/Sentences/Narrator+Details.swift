import IncidentCore
import RunbookModel
import Timekeeping

extension Narrator {
  /// What the sentence of an event leaves out, by stable English names.
  func details(_ event: Event) -> [TimelineEntry.Detail] {
    var details = factDetails(event)
    let isInSentence: Bool =
      switch event.fact {
      case .noteAdded, .eventCorrected: true
      default: false
      }
    for name in event.sealed.keys.sorted() where name != "stdout" {
      if name == "text" && isInSentence { continue }
      details.append(.init(name: name, value: event.sealed[name] ?? ""))
    }
    return details
  }

  private func factDetails(_ event: Event) -> [TimelineEntry.Detail] {
    switch event.fact {
    case .incidentOpened(let opening):
      [.init(name: "graph-sha256", value: opening.graphSHA256)]
    case .penTaken(let actor):
      [
        .init(
          name: "pen",
          value: [actor.name, actor.terminal].compactMap(\.self).joined(separator: " ")
        )
      ]
    case .commandStarted(let step, let command, _, let process):
      scriptDetails(step, command) + [
        .init(name: "process", value: "\(process.host)/\(process.pid)")
      ]
    case .commandFinished(_, _, let result):
      [
        .init(name: "output-bytes", value: String(result.outputBytes)),
        result.isTruncated ? .init(name: "output-truncated", value: "true") : nil,
        result.stdoutSHA256.map { .init(name: "stdout-sha256", value: $0) },
      ].compactMap(\.self)
    case .approvalRequested(_, let request, _, _), .approvalGiven(_, let request),
      .approvalRejected(_, let request, _), .approvalExpired(_, let request):
      [.init(name: "request", value: String(request))]
    case .evidenceAttached(_, let evidence):
      [
        evidence.sha256.map { .init(name: "sha256", value: $0) },
        .init(name: "bytes", value: String(evidence.bytes)),
      ].compactMap(\.self)
    default: []
    }
  }

  private func scriptDetails(_ step: StepID, _ command: Int) -> [TimelineEntry.Detail] {
    guard let commands = record.node(step)?.step.commands, commands.indices.contains(command)
    else { return [] }
    return [.init(name: "script", value: commands[command].script)]
  }
}
