import CommandRunner
import Console
import Engine
import IncidentCore
import Phrases
import Ports
import Reports

/// The incident that is meant when nobody names one.
///
/// Never a guess: of several that are open a person chooses, and a script is told the command.
struct IncidentChoice {
  /// What is meant when no incident is open.
  enum WhenNoneIsOpen {
    /// The latest of those that are over.
    case latest
    /// None.
    case none
  }

  /// How many are shown; each is read from the journal for it.
  private static let limit = 20

  let home: Home
  let whenNoneIsOpen: WhenNoneIsOpen

  /// The only open one, or the one that the person at the terminal chooses.
  func incident() throws(CommandFailure) -> IncidentID {
    let open = try home.summaries(isRunning: true)
    if open.count == 1, let only = open.first { return only.id }
    guard open.isEmpty else { return try chosen(of: open) }
    if whenNoneIsOpen == .latest, let latest = try home.summaries(limit: 1).first {
      return latest.id
    }
    let any = try home.summaries(limit: 1).first
    let phrase = any == nil ? CommandPhrases.noIncidents : ChoicePhrases.noneOpen
    throw CommandFailure(phrase.text(home.language), code: 2)
  }

  private func chosen(of open: [IncidentSummary]) throws(CommandFailure) -> IncidentID {
    let shown = Array(open.prefix(Self.limit))
    let isInteractive = Terminal.isInteractive
    var lines = [ChoicePhrases.severalOpen.text(home.language, ["n": String(open.count)])]
    for (index, summary) in shown.enumerated() {
      lines += self.lines(of: summary, number: isInteractive ? index + 1 : nil)
    }
    guard isInteractive else {
      let example = Self.command(CommandLine.arguments, naming: shown.first?.id)
      lines.append(ChoicePhrases.nameOne.text(home.language, ["command": example]))
      throw CommandFailure(lines.joined(separator: "\n"), code: 2)
    }
    StandardStream.output(lines.joined(separator: "\n") + "\n")
    let question = ChoicePhrases.whichOne.text(home.language, ["n": String(shown.count)])
    while true {
      StandardStream.output(question)
      let typed = (readLine() ?? "").filter { !$0.isWhitespace }
      if let number = Int(typed), shown.indices.contains(number - 1) { return shown[number - 1].id }
      if let named = open.first(where: { $0.id.text == typed }) { return named.id }
      if typed.isEmpty {
        throw CommandFailure(ChoicePhrases.noneChosen.text(home.language), code: 2)
      }
    }
  }

  // MARK: The list

  private func lines(of summary: IncidentSummary, number: Int?) -> [String] {
    guard case .incidentOpened(let opening) = summary.opening.fact else { return [] }
    let drill = opening.isDrill ? CommandPhrases.drillMark.text(home.language) + " " : ""
    let facts = [
      summary.id.text, ReportZone.local.dateAndTime(summary.opening.occurredAt),
      drill + PrintableText.message(opening.title),
    ]
    let head = number.map { DisplayWidth.pad(String($0), to: 3) } ?? ""
    let margin = String(repeating: " ", count: 2 + head.count)
    return [
      "  " + head + facts.joined(separator: "  "),
      margin + "  " + standing(of: summary.id).joined(separator: " · "),
    ]
  }

  /// Where the incident stands, and who carries it.
  private func standing(of id: IncidentID) -> [String] {
    do throws(CommandFailure) {
      let state = try home.load(id).state
      return [StatusText.place(of: state, home.language)]
        + StatusText.people(of: state, home.language)
    } catch {
      return [error.description]
    }
  }

  // MARK: The command

  /// The command that was given, with the incident behind it, to be pasted into a shell.
  private static func command(_ arguments: [String], naming id: IncidentID?) -> String {
    (["tocsin"] + arguments.dropFirst().map(quoted) + [id?.text ?? ""]).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/", ":", "=", "+", ",", "@", "%": true
      default: !scalar.isASCII
      }
    }
    guard !plain || word.isEmpty else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#) + "'"
  }
}

/// What is said when a command could mean several incidents.
enum ChoicePhrases {
  static let noneOpen = Phrase(
    en: "No incident is open; `tocsin list` shows those that are over.",
    zh: "没有进行中的事件；`tocsin list` 可列出已结束的事件。"
  )
  static let severalOpen = Phrase(
    en: "{n} incidents are open:",
    zh: "有 {n} 个进行中的事件："
  )
  static let nameOne = Phrase(
    en: "Say which one, for example: {command}",
    zh: "请指明是哪一个，例如：{command}"
  )
  static let whichOne = Phrase(
    en: "Which one? 1 to {n}, or Enter alone to leave: ",
    zh: "选哪一个？输入 1 到 {n}，直接回车则退出："
  )
  static let noneChosen = Phrase(en: "Nothing was done.", zh: "未做任何操作。")
}
