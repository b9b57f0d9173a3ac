package import IncidentCore
import Phrases
package import RunbookModel

/// What the next key means.
package enum Prompt: Hashable, Sendable {
  /// Each key is a word of its own.
  case keys
  /// Keys make up a line.
  case line(LinePurpose, LineEditor)
  /// One key answers a question of the terminal's own.
  case menu(Menu)
}

/// What a line is typed for.
package enum LinePurpose: Hashable, Sendable {
  case skipReason(StepID)
  case overruleReason(StepID)
  case note(StepID?)
  case evidenceText(StepID)
  case evidenceFile(StepID)
  case abortReason
  case jump
  /// The name of the one who approves.
  case approver(StepID)
  /// The word that a destructive command wants to see.
  case word(StepID, command: Int, values: [String: String])
  /// The value of the placeholder with that index.
  case placeholder(StepID, command: Int, index: Int, values: [String: String])
  /// A secret that the engine asks for.
  case secret(name: String)
}

/// A question of the terminal's own.
package enum Menu: Hashable, Sendable {
  /// Whether to leave the run for later.
  case quit
  /// Whether to leave a run that another process carries.
  case detach
  /// What to do about a running command.
  case interrupt(StepID)
  /// Whether to undo what was done before the run is aborted.
  case rollback(reason: String)
  case takePen
  case layDownPen
  case escalate(StepID?)
  case severity
  case evidenceKind(StepID)
  /// Which of several offered commands to run.
  case offer(StepID, [Int])
}

/// What a key leads to.
package enum DialogueAction: Hashable, Sendable {
  case send(Input, by: Actor)
  /// Values that were asked for, to be kept for the command that is requested next.
  case giveVariables(StepID, command: Int, [String: String])
  /// A file to be put on file.
  case keepFile(path: String, StepID)
  case answerSecret(String?)
  case show(Subject)
  case say(Notice)
  case openShell
  /// Passes all keys to the running command.
  case typeInto
  case suspend
  case redraw
  /// Leaves the run for later.
  case leave
  /// Leaves the run, which is over.
  case finish

  /// Something to read.
  package enum Subject: Hashable, Sendable {
    case help
    case timeline
    case output
    case page
    case steps
    case rollbackPlan
  }
}

/// A word of the terminal's own to a key that led to nothing.
package enum Notice: Hashable, Sendable {
  case nothingAsked
  case chooseNumber
  case yesOrNo
  case chooseKey
  case pasteIgnored
  case penHeld(by: Actor)
  case noOffers
  case noStepBefore
  case unknownStep(String)
  case wordWrong(String)
  case nothingRunning
  case textMissing
}
