import ArgumentParser
import Foundation
import IncidentCore
import Phrases
import Reports

/// `--zone`: the zone that times are shown in.
struct ZoneOption: ParsableArguments {
  @Option(
    help: .said(
      en: "The time zone of the times. [default: this machine's]",
      zh: "时间所用的时区。[默认：本机时区]"
    )
  )
  var zone: String?

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
    abstract: .said(en: "Tell what happened, event by event.", zh: "逐条列出发生了什么。")
  )

  @Argument(
    help: .said(
      en: "The incident; without it the open one, else the latest.",
      zh: "事件；不写则为进行中的事件，没有时为最近的事件。"
    )
  )
  var incident: String?
  @Option(help: .said(en: "text, md, json or csv.", zh: "text、md、json 或 csv。"))
  var format: Format = .text
  @Flag(
    help: .said(
      en: "Every attempt of a poll, and of a message, on a line of its own.",
      zh: "轮询和消息的每次尝试各占一行。"
    )
  )
  var all = false
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
    abstract: .said(en: "Write the post-mortem of an incident.", zh: "生成事件的复盘报告。"),
    discussion: .said(
      en: """
        What people wrote into the places of an earlier report is taken over: with --output, from the \
        file itself when it exists; else from the file of --previous.
        """,
      zh: "沿用较早报告中人工填写的内容：有 --output 且该文件已存在时取自该文件，否则取自 --previous 的文件。"
    )
  )

  @Argument(
    help: .said(
      en: "The incident; without it the open one, else the latest.",
      zh: "事件；不写则为进行中的事件，没有时为最近的事件。"
    )
  )
  var incident: String?
  @Option(help: .said(en: "md, html or json.", zh: "md、html 或 json。")) var format: Format = .md
  @Option(
    name: .shortAndLong,
    help: .said(en: "The file to write; standard output without it.", zh: "写入的文件；不写则输出到标准输出。")
  )
  var output: String?
  @Option(
    help: .said(en: "An earlier report, as md or json.", zh: "较早的报告，md 或 json 格式。"),
    completion: .file()
  )
  var previous: String?
  @Option(
    help: .said(en: "A Mustache template of your own.", zh: "自备的 Mustache 模板。"),
    completion: .file()
  )
  var template: String?
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
