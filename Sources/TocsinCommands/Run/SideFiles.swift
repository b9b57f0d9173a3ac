import IncidentCore
import JournalStore
import Phrases
import Ports

extension Home {
  /// Brings what had to be kept beside the journal back into it, and says so.
  ///
  /// What cannot be merged now must not stop an emergency; it waits for the next time.
  func mergeSideFiles() {
    guard sqlite != nil else { return }
    do throws(JournalFault) {
      for line in lines(of: try journal.merge()) {
        StandardStream.error(line + "\n")
      }
    } catch {
      let text = CommandPhrases.notMerged.text(language, ["why": error.message.text(language)])
      StandardStream.error("!! \(text)\n")
    }
  }

  private func lines(of report: MergeReport) -> [String] {
    var lines: [String] = []
    if report.events > 0 {
      lines.append(CommandPhrases.merged.text(language, ["n": String(report.events)]))
    }
    for incident in report.moved {
      lines.append(
        "!! " + CommandPhrases.mergedMoved.text(language, ["incident": incident.text])
      )
    }
    let files: [(Phrase, [String])] = [
      (CommandPhrases.mergeForeign, report.foreign),
      (CommandPhrases.mergeUnreadable, report.unreadable),
      (CommandPhrases.mergeInUse, report.inUse),
    ]
    for (phrase, paths) in files {
      lines += paths.map { "!! " + phrase.text(language, ["file": $0]) }
    }
    return lines
  }

  /// What becomes of events that the journal does not take.
  var refuge: JournalRefuge {
    let journal = journal
    return JournalRefuge(
      stay: {
        journal.fault.map { JournalRefuge.Stay(fault: $0, sideFiles: journal.sideFiles) }
      },
      comeBack: { () throws(JournalFault) in
        let report = try journal.merge()
        return JournalRefuge.Return(events: report.events, moved: report.moved)
      }
    )
  }

  /// Brings what this process has kept beside the journal back at its end, or says where it is.
  func comeBack() {
    guard refuge.stay() != nil else { return }
    if sqlite != nil, let report = try? journal.merge() {
      for line in lines(of: report) { StandardStream.error(line + "\n") }
    }
    tellOfRefuge()
  }

  /// Says that what a command wrote is beside the journal, if it is.
  func tellOfRefuge() {
    guard let stay = refuge.stay() else { return }
    let text = CommandPhrases.keptBeside.text(
      language,
      ["why": stay.fault.message.text(language), "file": stay.sideFiles.last ?? "-"]
    )
    StandardStream.error("!! \(text)\n")
  }
}
