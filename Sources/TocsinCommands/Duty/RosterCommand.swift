import ArgumentParser
import DutyRoster
import Phrases
import Timekeeping

/// `tocsin roster`.
struct RosterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roster",
    abstract: .said(
      en: "Show and prove who is on duty over days and years.",
      zh: "查看和检查多日乃至全年的值班安排。"
    ),
    subcommands: [RosterShowCommand.self, RosterCheckCommand.self]
  )
}

/// `--from` and `--to`.
struct DaysOption: ParsableArguments {
  @Option(
    help: .said(
      en: "The first day, such as 2026-10-01. [default: today]",
      zh: "第一天，如 2026-10-01。[默认：今天]"
    )
  )
  var from: String?
  @Option(
    help: .said(en: "The last day. [default: six days after the first]", zh: "最后一天。[默认：第一天之后六天]")
  )
  var to: String?
}

/// `tocsin roster show`.
struct RosterShowCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case ics
    case json
    case html
  }

  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: .said(en: "Show who is on duty, day by day.", zh: "逐日查看谁在值班。")
  )

  @OptionGroup var days: DaysOption
  @Option(
    help: .said(en: "How it is written: text, ics, json or html.", zh: "输出格式：text、ics、json 或 html。")
  )
  var format: Format = .text
  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    let roster = try ConfigurationFile.open(option, language).roster
    let (first, last) = try DutyTime.days(
      from: days.from,
      to: days.to,
      zone: roster.zone,
      language
    )
    do throws(RosterFault) {
      StandardStream.output(try text(roster, first, last, language))
    } catch {
      throw CommandFailure(error, language)
    }
  }

  private func text(
    _ roster: Roster,
    _ first: CivilDay,
    _ last: CivilDay,
    _ language: Language
  ) throws(RosterFault) -> String {
    switch format {
    case .text:
      return try RosterSheet(roster, from: first, through: last, language: language)
        .text(columns: max(60, min(StandardStream.columns ?? 80, 120)))
    case .html:
      return try RosterSheet(roster, from: first, through: last, language: language).html()
    case .ics:
      return try RosterCalendarFile.text(
        roster,
        from: first,
        through: last,
        language: language,
        now: WallClock.now
      )
    case .json:
      return try RosterJSON.text(
        roster,
        from: roster.zone.first(WallTime(first, minutes: 0)),
        to: roster.zone.first(WallTime(last + 1, minutes: 0))
      )
    }
  }
}

/// `tocsin roster check`.
struct RosterCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: .said(
      en: "Prove that enough people are on duty, and that nobody is on duty too much.",
      zh: "检查值班人数是否足够，是否有人值班过多。"
    ),
    discussion: .said(
      en: """
        The rules are those below `coverage:` and `limits:` in the configuration.

        The exit code is 0 when there is nothing to report, 1 when there are problems, and 2 when \
        the roster cannot be told.
        """,
      zh: """
        规则写在配置的 `coverage:` 和 `limits:` 下。

        没有问题时退出码为 0，有问题时为 1，值班安排无法确定时为 2。
        """
    )
  )

  @OptionGroup var days: DaysOption
  @Option(help: .said(en: "How problems are written: text or json.", zh: "问题的输出格式：text 或 json。"))
  var format: OnCallCommand.Format = .text
  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    let roster = try ConfigurationFile.open(option, language).roster
    let (first, last) = try DutyTime.days(
      from: days.from,
      to: days.to,
      zone: roster.zone,
      language
    )
    let start = roster.zone.first(WallTime(first, minutes: 0))
    let end = roster.zone.first(WallTime(last + 1, minutes: 0))
    let problems: [RosterProblem]
    do throws(RosterFault) {
      problems = try RosterCheck(roster, from: start, to: end).problems()
    } catch {
      throw CommandFailure(error, language)
    }
    switch format {
    case .json: StandardStream.output(RosterJSON.text(problems, from: start, to: end))
    case .text:
      let text = ProblemText(roster, language: language).text(problems, from: start, to: end)
      StandardStream.output(text)
    }
    if !problems.isEmpty { throw ExitCode(1) }
  }
}
