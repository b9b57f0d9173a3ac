import ArgumentParser
import Foundation
import IncidentCore
import Phrases
import Reports

/// `--zone`: the zone that times are shown in.
struct ZoneOption: ParsableArguments {
  @Option(help: "The time zone of the times. [default: this machine's]") var zone: String?

  func zone(_ language: Language) throws(CommandFailure) -> ReportZone {
    guard let zone else { return .local }
    if let known = ReportZone(zone) { return known }
    throw CommandFailure(CommandPhrases.badZone.text(language, ["text": zone]), code: 2)
  }
}

/// `tocsin timeline`.
struct TimelineCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case md
    case json
    case csv
  }

  static let configuration = CommandConfiguration(
    commandName: "timeline",
    abstract: "Tell what happened, event by event."
  )

  @Argument(help: "The incident; without it the open one, else the latest.")
  var incident: String?
  @Option(help: "text, md, json or csv.") var format: Format = .text
  @Flag(help: "Every attempt of a poll, and of a message, on a line of its own.") var all = false
  @OptionGroup var zone: ZoneOption
  @OptionGroup var options: HomeOptions

  func run() throws {
    let home = try options.open()
    let record = try home.record(home.incident(incident))
    let timeline = Timeline(
      record,
      settings: home.reportSettings(try zone.zone(home.language)),
      collapsesRepeats: !all,
      foldsMessages: !all && (format == .text || format == .md)
    )
    switch format {
    case .text: StandardStream.output(timeline.text(columns: StandardStream.columns ?? 100))
    case .md: StandardStream.output(timeline.markdown())
    case .json: StandardStream.output(timeline.json())
    case .csv: StandardStream.output(timeline.csv())
    }
  }
}

/// `tocsin report`.
struct ReportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case md
    case html
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the post-mortem of an incident.",
    discussion: """
      What people wrote into the places of an earlier report is taken over: with --output, from the \
      file itself when it exists; else from the file of --previous.
      """
  )

  @Argument(help: "The incident; without it the open one, else the latest.")
  var incident: String?
  @Option(help: "md, html or json.") var format: Format = .md
  @Option(name: .shortAndLong, help: "The file to write; standard output without it.")
  var output: String?
  @Option(help: "An earlier report, as md or json.", completion: .file()) var previous: String?
  @Option(help: "A Mustache template of your own.", completion: .file()) var template: String?
  @OptionGroup var zone: ZoneOption
  @OptionGroup var options: HomeOptions

  func run() throws {
    let home = try options.open()
    let record = try home.record(home.incident(incident))
    var earlier = try previous.map { try TextFile.read($0, home.language) }
    if earlier == nil, let output, format != .html,
      FileManager.default.fileExists(atPath: output)
    {
      earlier = try TextFile.read(output, home.language)
    }
    let settings = home.reportSettings(try zone.zone(home.language))
    let template = try template.map { try TextFile.read($0, home.language) }
    let text: String
    do throws(ReportFault) {
      let report = try PostMortem(record, settings: settings, previous: earlier)
      switch format {
      case .md: text = try report.markdown(template: template)
      case .html: text = try report.html(template: template)
      case .json: text = report.json()
      }
    } catch {
      throw CommandFailure(error.message.text(home.language), code: 2)
    }
    guard let output else {
      StandardStream.output(text)
      return
    }
    try TextFile.write(text, to: output, home.language)
  }
}
