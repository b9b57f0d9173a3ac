import ArgumentParser
import DutyRoster
import Phrases
import Timekeeping

/// `tocsin oncall`.
struct OnCallCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "oncall",
    abstract: .said(en: "Say who is on duty.", zh: "查看谁在值班。"),
    discussion: .said(
      en: "The exit code is 1 when nobody has the role that is asked for.",
      zh: "所查角色无人担任时退出码为 1。"
    )
  )

  @Option(
    help: .said(
      en: "The time, such as 2026-10-02T03:00, with or without a zone. [default: now]",
      zh: "时刻，如 2026-10-02T03:00，可带时区。[默认：现在]"
    )
  )
  var at: String?
  @Option(help: .said(en: "Only who has that role.", zh: "只看担任该角色的人。")) var role: String?
  @Option(help: .said(en: "How it is written: text or json.", zh: "输出格式：text 或 json。")) var format:
    Format = .text
  @OptionGroup var option: ConfigurationOption
  @OptionGroup var languageOption: LanguageOption

  func run() throws {
    let language = languageOption.language
    let roster = try ConfigurationFile.open(option, language).roster
    let instant = try at.map { try DutyTime.instant($0, zone: roster.zone, language) }
    let time = instant ?? WallClock.now
    if let role { return try show(role, in: roster, at: time, language) }
    let shifts: [Shift]
    let edge: Instant
    do throws(RosterFault) { (shifts, edge) = try Self.onCall(roster, at: time) } catch {
      throw CommandFailure(error, language)
    }
    switch format {
    case .json: StandardStream.output(RosterJSON.text(shifts, in: roster))
    case .text:
      let rows = roster.parts.schedules.flatMap { schedule -> [[String]] in
        let own = shifts.filter { $0.schedule == schedule.id }
        if own.isEmpty { return [[schedule.name, DutyPhrases.nobody.text(language), "", ""]] }
        return own.map { shift in
          let end = roster.zone.wall(shift.time.end).description
          return [
            schedule.name, Self.title(shift.person, in: roster),
            shift.time.end < edge ? DutyPhrases.until.text(language, ["time": end]) : "",
            shift.rule.text(language),
          ]
        }
      }
      Self.print(rows, roster, at: time, language)
    }
  }

  /// Who is on duty, with the real ends of their shifts; `end` is where no more was looked at.
  private static func onCall(
    _ roster: Roster,
    at time: Instant
  ) throws(RosterFault) -> (shifts: [Shift], end: Instant) {
    // A year without calendar data that begins soon only hides when a shift ends.
    for days: Int64 in [32, 8, 1] {
      let span = TimeSpan.seconds(days * 86_400)
      let before = Instant(milliseconds: time.milliseconds - span.milliseconds)
      if let shifts = try? roster.shifts(from: before, to: time + span) {
        return (shifts.joined().filter { $0.time.contains(time) }, time + span)
      }
    }
    let shifts = try roster.onCall(at: time)
    return (shifts, shifts.map(\.time.end).max() ?? time)
  }

  private func show(
    _ role: String,
    in roster: Roster,
    at time: Instant,
    _ language: Language
  ) throws {
    guard roster.role(role) != nil else {
      let known = roster.parts.roles.map(\.id).listed
      let arguments = ["role": role, "known": known]
      throw CommandFailure(DutyPhrases.unknownRole.text(language, arguments), code: 2)
    }
    let responders = roster.responders(for: [.role(role)], urgency: .high, at: time)
    var rows = responders.map { responder in
      [
        responder.person.map { Self.title($0, in: roster) } ?? responder.name,
        responder.chosenBy.text(language),
      ]
    }
    if rows.isEmpty { rows = [[DutyPhrases.nobody.text(language), ""]] }
    Self.print(rows, roster, at: time, language)
    if responders.isEmpty { throw ExitCode(1) }
  }

  private static func title(_ person: String, in roster: Roster) -> String {
    roster.person(person).map { "\($0.name) (\(person))" } ?? person
  }

  private static func print(
    _ rows: [[String]],
    _ roster: Roster,
    at time: Instant,
    _ language: Language
  ) {
    let arguments = [
      "time": roster.zone.wall(time).description, "zone": roster.zone.identifier,
    ]
    var lines = [DutyPhrases.at.text(language, arguments)]
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { DisplayWidth.width(of: $0[column]) }.max() ?? 0
    }
    for row in rows {
      var line = ""
      for (cell, width) in zip(row, widths) { line += "  " + DisplayWidth.pad(cell, to: width) }
      while line.last == " " { line.removeLast() }
      lines.append(line)
    }
    StandardStream.output(lines.joined(separator: "\n") + "\n")
  }
}
