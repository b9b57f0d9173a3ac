import DutyRoster
import Findings
import Phrases
import RunbookModel

/// Whether the policies that a plan names are there, and whether somebody learns of its bad ends.
extension PlanProof {
  func provePolicies(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    let graph = subject.graph
    for frame in graph.frames {
      guard let name = frame.runbook.escalation else { continue }
      let source = subject.sources[frame.path] ?? SourceText("")
      findUnknown(name, in: frame.path, at: Self.headLine("escalation", source), &found)
    }
    for index in graph.nodes.indices where map.isReached[index] {
      let step = graph.nodes[index].step
      guard let name = step.escalation?.policy else { continue }
      let span = SourceSpan(ofKey: StepKeys.escalate, in: step, subject.source(of: index))
      findUnknown(name, in: subject.path(of: index), at: span, &found)
    }
    guard graph.runbook.escalation == nil, graph.runbook.mode == .authored else { return }
    if world.configuration.defaultPolicy == nil {
      findOpenEnds(subject, map, &found)
    } else {
      let source = subject.sources[graph.frames[0].path] ?? SourceText("")
      found.add(
        graph.frames[0].path,
        ProofRules.undecidedFirstCall.finding(
          at: Self.headLine("runbook", source),
          ProofPhrases.undecidedFirstCall.with([:]),
          remedy: ProofPhrases.undecidedFirstCallRemedy.with([
            "policy": world.configuration.defaultPolicy ?? ""
          ])
        )
      )
    }
  }

  private func findUnknown(
    _ name: String,
    in path: String,
    at span: SourceSpan,
    _ found: inout FoundInFiles
  ) {
    let known = world.configuration.policies.map(\.policy.name)
    guard !known.contains(name) else { return }
    let near = Suggestion.nearest(to: name, among: known)
    found.add(
      path,
      ProofRules.unknownPolicy.finding(
        at: span,
        ProofPhrases.unknownPolicy.with(["name": name, "file": world.path]),
        remedy: (near == nil ? ProofPhrases.unknownPolicyRemedy : ProofPhrases.misspeltPolicy)
          .with(["name": name, "suggestion": near ?? "", "known": known.listed])
      )
    )
  }

  private func findOpenEnds(_ subject: Subject, _ map: WayMap, _ found: inout FoundInFiles) {
    let graph = subject.graph
    for index in graph.nodes.indices where map.isReached[index] {
      let step = graph.nodes[index].step
      let goesOn = step.onFailure == .carryOn && !step.isOptional && step.canFail
      guard step.canEndRun || goesOn else { continue }
      let isExpiry = step.approval?.otherwise == .abort && step.approval?.within != nil
      let source = subject.source(of: index)
      let keys = isExpiry ? StepKeys.approve : StepKeys.onFailure
      found.add(
        subject.path(of: index),
        ProofRules.openEnd.finding(
          at: SourceSpan(ofKey: keys, in: step, source),
          ProofPhrases.openEnd.with(["title": step.title]),
          remedy: ProofPhrases.openEndRemedy.with(["file": world.path]),
          notes: witness(index, map, at: step.position)
        )
      )
      return
    }
  }

  /// The line of a key of the front matter.
  static func headLine(_ key: String, _ source: SourceText) -> SourceSpan {
    for line in 2..<max(3, min(source.lineCount + 1, 200)) {
      let text = source[line]
      if text.hasPrefix("---") { break }
      if text.hasPrefix(key + ":") {
        return SourceSpan(restOf: source, from: SourcePosition(line: line, column: 1))
      }
    }
    return SourceSpan(position: SourcePosition(line: 1, column: 1), length: 1)
  }
}
