import Findings
import IncidentCore
package import Phrases
package import Reports
import RunbookModel
import Timekeeping

extension Rehearsed {
  /// All that came of it, for programs.
  package func value(_ language: Language) -> ReportValue {
    var all = self
    all.showsAll = true
    let settings = settings(language)
    let judgements = judgements(language)
    return [
      "format": "tocsin.rehearsal/1",
      "runbook": .text(rehearsal.graph.runbook.id),
      "title": .text(rehearsal.graph.runbook.title),
      "scenario": ReportValue(rehearsal.scenario.title),
      "seed": .text("\(rehearsal.seed)"),
      "begins": .text(settings.zone.rfc3339(start)),
      "zone": .text(settings.zone.identifier),
      "isMet": .flag(judgements.allSatisfy(\.isMet)),
      "outcome": ReportValue(state.outcome?.rawValue),
      "ending": .text(ending(language)),
      "milliseconds": .number(Int(offset(end).milliseconds)),
      "waitsAt": .list(
        state.outcome == nil ? state.currentSteps.map { .text(state.step($0).id.text) } : []
      ),
      "firstPerson": firstHuman.map { human in
        [
          "person": .text(human.name), "at": .text(settings.zone.rfc3339(human.at)),
          "milliseconds": .number(Int(offset(human.at).milliseconds)),
        ]
      } ?? .none,
      "late": .list(
        late.map { ["step": .text($0.step.text), "at": .text(settings.zone.rfc3339($0.at))] }
      ),
      "telephoned": ReportValue(telephoned),
      "called": .list(
        called.map { called in
          [
            "person": ReportValue(called.person), "name": .text(called.name),
            "calls": .number(called.calls), "notices": .number(called.notices),
            "notifiers": ReportValue(called.notifiers),
            "first": .text(settings.zone.rfc3339(called.first)),
            "answeredAt": ReportValue(called.answeredAt.map(settings.zone.rfc3339)),
          ]
        }
      ),
      "expectations": .list(
        judgements.map { judgement in
          [
            "text": .text(judgement.expected.text),
            "line": .number(judgement.expected.position.line),
            "isMet": .flag(judgement.isMet), "observed": .text(judgement.observed),
          ]
        }
      ),
      "unusedAnswers": ReportValue(unusedAnswers),
      "timeline": all.timeline(language).value,
    ]
  }

  /// The report as JSON.
  package func json(_ language: Language) -> String { value(language).json }

  /// One test suite in the form of JUnit, with a case for each expectation.
  package func junit(_ language: Language, file: String?) -> String {
    let judgements = judgements(language)
    let name = rehearsal.scenario.title ?? rehearsal.graph.runbook.title
    var lines = [
      """
        <testsuite name="\(Escaping.html(name))" tests="\(max(1, judgements.count))" \
      failures="\(judgements.count { !$0.isMet })" errors="0" skipped="0">
      """
    ]
    for judgement in judgements {
      let place =
        file.map { " file=\"\(Escaping.html($0))\" line=\"\(judgement.expected.position.line)\"" }
        ?? ""
      let head = """
            <testcase classname="\(Escaping.html(rehearsal.graph.runbook.id))" \
        name="\(Escaping.html(judgement.expected.text))"\(place) time="0"
        """
      if judgement.isMet {
        lines.append(head + "/>")
      } else {
        lines += [
          head + ">",
          "      <failure message=\"\(Escaping.html(judgement.observed))\"/>",
          "    </testcase>",
        ]
      }
    }
    if judgements.isEmpty {
      let id = Escaping.html(rehearsal.graph.runbook.id)
      lines.append("    <testcase classname=\"\(id)\" name=\"rehearse\" time=\"0\"/>")
    }
    return (lines + ["  </testsuite>"]).joined(separator: "\n") + "\n"
  }
}
