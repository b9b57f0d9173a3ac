import DutyRoster
import Findings
import Yams

extension ConfigurationBuilder {
  // MARK: Calendars

  mutating func readCalendars(_ fields: Fields) {
    let example = "calendars: { company: { file: company-days.yaml } }"
    for (id, _, value) in named(fields["calendars"], "calendars", example: example) {
      guard
        let entry = self.fields(value, .calendar, owner: "calendars.\(id)", example: example),
        let fileNode = entry["file"], let path = text(fileNode, "file", example: "file: days.yaml")
      else { continue }
      guard let bytes = surroundings.file(path) else {
        report(MeaningRules.calendarUnreadable, fileNode, ["path": path])
        continue
      }
      let reading = CalendarReader.read(bytes, id: id)
      if let calendar = reading.calendar { parts.calendars.append(calendar) }
      if !reading.findings.isEmpty {
        otherFiles.append(
          FileFindings(
            path: path,
            findings: reading.findings,
            source: SourceText(bytes: bytes)
          )
        )
      }
    }
    if let node = fields["calendar"] {
      defaultCalendar = calendar(node)
      lacksCalendar = false
    }
  }

  /// The name of a calendar that this file or Tocsin has.
  private mutating func calendar(_ node: Node) -> String? {
    guard let name = text(node, "calendar", example: "calendar: china") else { return nil }
    if !parts.calendars.contains(where: { $0.id == name }) {
      guard let shipped = CalendarReader.shipped(name) else {
        let known = parts.calendars.map(\.id) + CalendarReader.shippedNames
        if let suggestion = Suggestion.nearest(to: name, among: known) {
          let arguments = ["kind": "calendar", "name": name, "suggestion": suggestion]
          report(MeaningRules.misspeltReference, node, arguments)
        } else {
          let arguments = ["kind": "calendar", "name": name, "section": "calendars"]
          report(MeaningRules.unknownReference, node, arguments)
        }
        return nil
      }
      parts.calendars.append(shipped)
    }
    return name
  }

  // MARK: Hours

  mutating func readHours(_ node: Node?) {
    let example = "hours: { office: { days: working, times: [\"08:30-18:00\"] } }"
    for (id, _, value) in named(node, "hours", example: example) {
      // Hours may refer to hours above them, so that there are no cycles.
      if let hours = hours(value, "hours.\(id)") { self.hours[id] = hours }
    }
  }

  /// Hours by their name, as one window, as a list of windows, or `not:` any of these.
  mutating func hours(_ node: Node, _ owner: String) -> Hours? {
    let example = "{ days: monday-friday, times: [\"08:30-18:00\"] }"
    switch node {
    case .scalar: return hoursByName(node, owner)
    case .sequence(let sequence):
      var windows: [Hours.Window] = []
      for element in sequence {
        if let window = window(element, owner, example: example) { windows.append(window) }
      }
      return windows.isEmpty ? nil : Hours(windows)
    default:
      guard let fields = fields(node, .window, owner: owner, example: example) else { return nil }
      guard let inner = fields["not"] else {
        return window(fields).map { Hours([$0]) }
      }
      if ["days", "times", "dates", "calendar"].contains(where: { fields[$0] != nil }) {
        let arguments = ["owner": owner, "keys": "not, days", "example": "not: office"]
        report(FormRules.conflictingKeys, node, arguments)
        return nil
      }
      guard var hours = hours(inner, owner) else { return nil }
      hours.isOutside.toggle()
      return hours
    }
  }

  private mutating func hoursByName(_ node: Node, _ owner: String) -> Hours? {
    guard let name = text(node, owner, example: "during: office") else { return nil }
    if let hours = hours[name] { return hours }
    if let suggestion = Suggestion.nearest(to: name, among: hours.keys.sorted()) {
      let arguments = ["kind": "hours", "name": name, "suggestion": suggestion]
      report(MeaningRules.misspeltReference, node, arguments)
    } else {
      let arguments = ["kind": "hours", "name": name, "section": "hours"]
      report(MeaningRules.unknownReference, node, arguments)
    }
    return nil
  }

  private mutating func window(
    _ node: Node,
    _ owner: String,
    example: String
  ) -> Hours.Window? {
    guard let fields = fields(node, .window, owner: owner, example: example) else { return nil }
    if fields["not"] != nil {
      reportBadValue(fields.key("not"), owner, example: example)
      return nil
    }
    return window(fields)
  }

  private mutating func window(_ fields: Fields) -> Hours.Window? {
    var window = Hours.Window()
    if let node = fields["days"] {
      guard let days = days(node, fields) else { return nil }
      window.days = days
    }
    if let node = fields["times"] {
      window.times = elements(node, "times", example: "times: [\"08:30-18:00\"]").compactMap {
        value($0, "times", example: "times: [\"08:30-18:00\"]") { TimeRange($0) }
      }
      if window.times.isEmpty { return nil }
    }
    if let node = fields["dates"] {
      window.dates = elements(node, "dates", example: "dates: [2026-10-01..2026-10-07]")
        .compactMap { dateRange($0, "dates") }
      if window.dates.isEmpty { return nil }
    }
    return window
  }

  private mutating func dateRange(_ node: Node, _ key: String) -> ClosedRange<CivilDay>? {
    value(node, key, example: "\(key): [2026-10-01..2026-10-07]") { CalendarReader.range($0) }
  }

  private mutating func days(_ node: Node, _ fields: Fields) -> Hours.Days? {
    let example = "days: monday-friday"
    if let word = node.scalar?.string, ["working", "off", "holidays"].contains(word) {
      let named = fields["calendar"]
      guard let name = named != nil ? named.flatMap({ calendar($0) }) : defaultCalendar else {
        // A calendar that is named and not there was reported where it is named.
        if named == nil, lacksCalendar {
          report(MeaningRules.calendarNeeded, node, ["value": word])
        }
        return nil
      }
      if !usedCalendars.contains(where: { $0.id == name }) {
        usedCalendars.append((name, position(named ?? node)))
      }
      switch word {
      case "working": return .worked(calendar: name)
      case "off": return .off(calendar: name)
      default: return .holidays(calendar: name)
      }
    }
    if node.scalar?.string == "all" { return .every }
    var weekdays: Set<Weekday> = []
    for element in elements(node, "days", example: example) {
      let days = value(element, "days", example: example) { CalendarReader.weekdays($0) }
      guard let days else { return nil }
      weekdays.formUnion(days)
    }
    return weekdays.isEmpty ? nil : .weekdays(weekdays)
  }
}
