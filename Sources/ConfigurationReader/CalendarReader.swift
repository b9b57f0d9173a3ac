import DutyRoster
import Findings
import Phrases
import Yams

/// Reads calendars of public holidays: those that Tocsin ships and those of the user.
enum CalendarReader {
  /// The names of the calendars that are shipped.
  static let shippedNames = ["china"]

  /// The shipped calendar of that name.
  static func shipped(_ name: String) -> HolidayCalendar? {
    guard name == "china" else { return nil }
    return read(PackageResources.china_yaml, id: name).calendar
  }

  /// Reads a calendar's file; without a calendar there is at least one finding.
  static func read(
    _ bytes: [UInt8],
    id: String
  ) -> (calendar: HolidayCalendar?, findings: [Finding]) {
    var reader = CalendarFileReader()
    let calendar = reader.read(bytes, id: id)
    return (reader.findings.isEmpty ? calendar : nil, reader.findings)
  }

  /// Reads `2026-10-01` or `2026-10-01..2026-10-07`.
  static func range(_ text: String) -> ClosedRange<CivilDay>? {
    guard let dots = text.firstRange(of: "..") else { return CivilDay(text).map { $0...$0 } }
    guard let first = CivilDay(text[..<dots.lowerBound]),
      let last = CivilDay(text[dots.upperBound...]), first <= last
    else { return nil }
    return first...last
  }

  /// Reads `monday` or `monday-friday`; a range may go over the end of the week.
  static func weekdays(_ text: String) -> [Weekday]? {
    let ends = text.split(separator: "-").map { Weekday(rawValue: String($0)) }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
      return nil
    }
    let count = (last.index - first.index + 7) % 7
    return (0...count).map { Weekday.allCases[(first.index + $0) % 7] }
  }
}

/// Reads one calendar's file.
private struct CalendarFileReader {
  var findings: [Finding] = []

  mutating func read(_ bytes: [UInt8], id: String) -> HolidayCalendar? {
    switch YAMLText.tree(bytes) {
    case .failure(let finding):
      findings.append(finding.finding)
      return nil
    case .success(let root):
      guard case .mapping(let mapping) = root else {
        report(FormRules.needsMap, root, ["key": id, "example": "years: …"])
        return nil
      }
      return calendar(mapping, root, id: id)
    }
  }

  private mutating func calendar(
    _ mapping: Node.Mapping,
    _ root: Node,
    id: String
  ) -> HolidayCalendar {
    var workweek: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]
    var years: [Int: HolidayCalendar.Year] = [:]
    for (key, value) in mapping {
      switch key.scalar?.string ?? "" {
      case "calendar", "name": break
      case "week":
        if let days = value.scalar.flatMap({ CalendarReader.weekdays($0.string) }) {
          workweek = days
        } else {
          reportBadValue(value, "week", example: "week: monday-friday")
        }
      case "years": years = self.years(value)
      case let name:
        let known = "calendar, name, week, years"
        report(FormRules.unknownKey, key, ["key": name, "owner": id, "known": known])
      }
    }
    if years.isEmpty {
      report(FormRules.missingKey, root, ["owner": id, "key": "years", "example": "years: …"])
    }
    return HolidayCalendar(id: id, workweek: Set(workweek), years: years)
  }

  private mutating func years(_ node: Node) -> [Int: HolidayCalendar.Year] {
    guard case .mapping(let mapping) = node else {
      report(FormRules.needsMap, node, ["key": "years", "example": "2026: …"])
      return [:]
    }
    var years: [Int: HolidayCalendar.Year] = [:]
    for (key, value) in mapping {
      guard let number = key.scalar.flatMap({ Int($0.string) }), (1...9999).contains(number) else {
        reportBadValue(key, "years", example: "2026: …")
        continue
      }
      years[number] = year(value, number)
    }
    return years
  }

  private mutating func year(_ node: Node, _ number: Int) -> HolidayCalendar.Year {
    var year = HolidayCalendar.Year()
    guard case .mapping(let mapping) = node else {
      report(FormRules.needsMap, node, ["key": "\(number)", "example": "off: …"])
      return year
    }
    for (key, value) in mapping {
      switch key.scalar?.string ?? "" {
      case "source": break
      case "off":
        guard case .mapping(let holidays) = value else {
          report(FormRules.needsMap, value, ["key": "off", "example": "元旦: \(number)-01-01"])
          continue
        }
        for (name, days) in holidays {
          for day in self.days(days, "off", number) {
            year.daysOff[day] = name.scalar?.string ?? ""
          }
        }
      case "worked":
        year.workedDays.formUnion(days(value, "worked", number))
      case let name:
        let known = "source, off, worked"
        report(FormRules.unknownKey, key, ["key": name, "owner": "\(number)", "known": known])
      }
    }
    for day in year.workedDays.sorted() where year.daysOff[day] != nil {
      report(FormRules.duplicateKey, node, ["keys": day.description])
    }
    return year
  }

  /// The days of one range or of a list of them, which must lie in that year.
  private mutating func days(_ node: Node, _ key: String, _ year: Int) -> [CivilDay] {
    let nodes: [Node] =
      switch node {
      case .sequence(let sequence): Array(sequence)
      default: [node]
      }
    return nodes.flatMap { element -> [CivilDay] in
      guard let range = element.scalar.flatMap({ CalendarReader.range($0.string) }),
        range.lowerBound.year == year, range.upperBound.year == year
      else {
        reportBadValue(element, key, example: "\(key): \(year)-10-01..\(year)-10-07")
        return []
      }
      return (range.lowerBound.number...range.upperBound.number).map { CivilDay(number: $0) }
    }
  }

  private mutating func reportBadValue(_ node: Node, _ key: String, example: String) {
    let value = node.scalar?.string ?? "…"
    report(FormRules.badValue, node, ["value": value, "key": key, "example": example])
  }

  private mutating func report(
    _ rule: ConfigurationRule,
    _ node: Node,
    _ arguments: [String: String]
  ) {
    let position = SourcePosition(
      line: max(node.mark?.line ?? 1, 1),
      column: max(node.mark?.column ?? 1, 1)
    )
    let length = node.scalar?.string.unicodeScalars.count ?? 1
    findings.append(rule.finding(at: position, length: length, arguments))
  }
}
