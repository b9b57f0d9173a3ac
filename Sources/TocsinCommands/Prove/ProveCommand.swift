import ArgumentParser
import ConfigurationReader
import DutyRoster
import Findings
import NotifierCards
import Phrases
import PlanProof
import RunbookModel
import Timekeeping

/// `tocsin prove`.
struct ProveCommand: ParsableCommand {
  /// A form that a proof is written in.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
    case sarif
    case junit
    case github
  }

  static let configuration = CommandConfiguration(
    commandName: "prove",
    abstract: "Prove plans for a whole year: every way, every role, every ladder.",
    discussion: """
      Folders are searched for *.md files, as `tocsin check` does. People, duty and policies are \
      those of the configuration, which is needed.

      The exit code is 0 when nothing is wrong, 1 when something is, and 2 when something cannot \
      be read or a calendar says nothing about the year. What could not be told is said and does \
      not count.
      """
  )

  @Argument(help: "Runbooks, and folders of runbooks.", completion: .file())
  var paths: [String] = []

  @Option(help: "The year. [default: this year]")
  var year: Int?

  @Option(
    name: .customLong("human-within"),
    help: "The longest until the first message to a person leaves, such as 15m."
  )
  var humanWithin: String?

  @Option(help: "How the proof is written: text, json, sarif, junit or github.")
  var format: Format = .text

  @Option(help: "Say what the rule of that code is about, and prove nothing.")
  var explain: String?

  @Flag(name: .customLong("no-color"), help: "Use no colours, not even at a terminal.")
  var isPlain = false

  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func validate() throws {
    if paths.isEmpty, explain == nil {
      throw ValidationError("Missing expected argument '<paths> ...'")
    }
    if let year, !(1970...9998).contains(year) {
      throw ValidationError("--year is a year from 1970 to 9998")
    }
    if let humanWithin, TimeSpan(text: humanWithin) == nil {
      throw ValidationError("--human-within is a length of time, such as 15m")
    }
  }

  func run() throws {
    let language = languageOption.language
    if let explain { return try Self.explain(explain, language) }
    let world = try ProofWorld(option, language)
    let plans = PlanFiles(at: paths)
    let zone = world.configuration.roster.zone
    let year = year ?? zone.wall(WallClock.now).day.year
    let proof: Proof
    do throws(RosterFault) {
      proof = try PlanProof(
        world.world,
        year: year,
        humanWithin: humanWithin.flatMap { TimeSpan(text: $0) }
      ).proof(of: plans.subjects)
    } catch {
      throw CommandFailure(error, language)
    }
    let report = ProofReport(
      proof: proof,
      paths: plans.paths,
      year: year,
      zone: zone,
      language: language
    )
    if !plans.paths.isEmpty {
      StandardStream.output(
        report.text(format, isColored: !isPlain && StandardStream.isColored)
      )
    }
    try complain(about: plans, language)
    if proof.hasFaults { throw ExitCode(1) }
  }

  /// Says what could not be read; without it nothing is proved.
  private func complain(about plans: PlanFiles, _ language: Language) throws {
    for sentence in plans.failures.map({ $0.text(language) }) {
      StandardStream.complain(sentence)
    }
    if !plans.unusable.isEmpty {
      let writer = FindingsText(language: language, isColored: false)
      StandardStream.error(writer.text(plans.unusable, fileCount: plans.unusable.count))
    }
    if plans.failures.isEmpty, plans.unusable.isEmpty, plans.paths.isEmpty {
      let arguments = ["paths": paths.joined(separator: ", ")]
      StandardStream.complain(CheckPhrases.noFiles.text(language, arguments))
    }
    if !plans.failures.isEmpty || !plans.unusable.isEmpty || plans.paths.isEmpty {
      throw ExitCode(2)
    }
  }

  private static func explain(_ code: String, _ language: Language) throws {
    guard let rule = ProofRules.rule(code) else {
      let known = ProofRules.all.map(\.code).joined(separator: ", ")
      let arguments = ["code": code, "known": known]
      throw CommandFailure(DutyPhrases.unknownRule.text(language, arguments), code: 2)
    }
    let level =
      switch rule.level {
      case .error: CheckPhrases.error
      case .warning: CheckPhrases.warning
      case .note: ProvePhrases.note
      }
    let lines =
      [level.text(language, ["code": rule.code]), rule.summary.text(language), ""]
      + DisplayWidth.wrap(rule.explanation.text(language), to: 80)
    StandardStream.output(lines.joined(separator: "\n") + "\n")
  }
}
