import Findings
import Phrases
import PlanProof
import RunbookModel

/// The plans that paths on the command line stand for, read with all that they call.
struct PlanFiles {
  /// Why a path gave no plan.
  enum Failure {
    /// It cannot be read.
    case path(String, DiskFile.Failure)
    /// A runbook, or one that it calls, cannot be read.
    case runbook(RunbookFiles.Failure)

    /// What to tell the user.
    func text(_ language: Language) -> String {
      switch self {
      case .path(let path, let reason):
        CheckPhrases.unreadable.text(
          language,
          ["path": path, "reason": reason.reason(language)]
        )
      case .runbook(let failure): failure.text(language)
      }
    }
  }

  /// The plans.
  private(set) var subjects: [PlanProof.Subject] = []
  /// Their paths.
  private(set) var paths: [String] = []
  /// What is wrong in those that cannot be run.
  private(set) var unusable: [FileFindings] = []
  /// The paths that cannot be read.
  private(set) var failures: [Failure] = []

  /// Reads the files and folders.
  init(at roots: [String]) {
    let found = MarkdownFiles(at: roots)
    failures = found.failures.map { .path($0.path, $0.reason) }
    for path in found.paths {
      do throws(RunbookFiles.Failure) {
        let files = try RunbookFiles(at: path)
        if files.errors.isEmpty, let graph = files.graph {
          let sources = files.findings.map { ($0.path, $0.source) }
          subjects.append(
            PlanProof.Subject(
              graph: graph,
              sources: Dictionary(sources, uniquingKeysWith: { first, _ in first })
            )
          )
          paths.append(path)
        } else {
          unusable += files.errors
        }
      } catch {
        failures.append(.runbook(error))
      }
    }
  }
}
