import DutyRoster
import Phrases
import Timekeeping
import Yams

extension ConfigurationBuilder {
  mutating func readSchedules(_ node: Node?) {
    let example = "schedules: { on-site: { layers: [...] } }"
    for (id, key, value) in named(node, "schedules", example: example) {
      let owner = "schedules.\(id)"
      guard let fields = fields(value, .schedule, owner: owner, example: "layers: [...]") else {
        continue
      }
      var schedule = Schedule(id: id, name: id, zone: parts.zone, layers: [])
      if let node = fields["name"] {
        schedule.name = text(node, "name", example: "name: 驻场") ?? id
      }
      if let node = fields["time-zone"] { schedule.zone = zone(node) ?? parts.zone }
      if let node = fields["place"] {
        schedule.place = reference(node, .place, "place", example: "place: on-site")
      }
      let layers = items(
        fields["layers"],
        "layers",
        example: "layers: [{ rotation: weekly, … }]"
      )
      for item in layers {
        let name = "\(owner).layers[\(schedule.layers.count)]"
        guard let layer = layer(item, name, number: schedule.layers.count + 1) else { continue }
        if schedule.layers.contains(where: { $0.name == layer.name }) {
          report(MeaningRules.duplicateID, item, ["name": layer.name])
        }
        schedule.layers.append(layer)
      }
      if layers.isEmpty, fields["layers"] != nil {
        report(MeaningRules.noParticipants, key, ["name": owner])
      }
      readOverrides(fields["overrides"], &schedule)
      parts.schedules.append(schedule)
    }
  }

  private mutating func layer(_ node: Node, _ owner: String, number: Int) -> Layer? {
    let example = "{ rotation: weekly, starts: 2026-01-05, participants: [li-wei] }"
    guard let fields = fields(node, .layer, owner: owner, example: example) else { return nil }
    let name =
      fields["name"].flatMap { text($0, "name", example: "name: 白班") } ?? "\(number)"
    let isTable = fields["shifts"] != nil || fields["cycle"] != nil
    let isTurns = fields["rotation"] != nil || fields["participants"] != nil
    guard isTable != isTurns else {
      let keys = "rotation + participants, shifts + cycle"
      let arguments = ["owner": owner, "keys": keys, "example": example]
      report(FormRules.conflictingKeys, node, arguments)
      return nil
    }
    let rotation = isTable ? table(fields, owner) : turns(fields, owner)
    var during: Hours?
    if let node = fields["during"] {
      guard let hours = hours(node, "\(owner).during") else { return nil }
      during = hours
    }
    let lastDay = fields["until"].flatMap { day($0, "until") }
    return rotation.map { Layer(name: name, rotation: $0, during: during, lastDay: lastDay) }
  }

  // MARK: Turns

  private mutating func turns(_ fields: Fields, _ owner: String) -> Layer.Rotation? {
    guard let rotationNode = fields["rotation"] else {
      let arguments = ["owner": owner, "key": "rotation", "example": "rotation: weekly"]
      report(FormRules.missingKey, fields.node, arguments)
      return nil
    }
    let length = value(rotationNode, "rotation", example: "rotation: weekly|daily|12h|3d") {
      Self.turnLength($0)
    }
    var handover = TimeOfDay(minutes: 0)
    if let node = fields["handover"] {
      let time = value(node, "handover", example: "handover: \"08:00\"") { text in
        TimeOfDay(text).flatMap { $0.minutes < 1440 ? $0 : nil }
      }
      handover = time ?? handover
    }
    let start = fields["starts"].flatMap { day($0, "starts") }
    let participants = participants(fields["participants"])
    guard !participants.isEmpty, participants.allSatisfy({ !$0.isEmpty }) else {
      report(MeaningRules.noParticipants, fields.key("participants"), ["name": owner])
      return nil
    }
    guard let length, let start else { return nil }
    return .turns(
      Turns(
        start: WallTime(start, minutes: handover.minutes),
        wallMilliseconds: length.milliseconds,
        participants: participants
      )
    )
  }

  /// Reads `daily`, `weekly`, `3d`, `12h`; a turn is a quarter of an hour at least.
  private static func turnLength(_ text: String) -> TimeSpan? {
    switch text {
    case "daily": return .seconds(86_400)
    case "weekly": return .seconds(7 * 86_400)
    default:
      return TimeSpan(text: text).flatMap { span in
        span >= .minutes(15) && span.milliseconds % 60_000 == 0 ? span : nil
      }
    }
  }

  /// Who takes turns; a list within the list shares a turn.
  private mutating func participants(_ node: Node?) -> [[String]] {
    items(node, "participants", example: "participants: [li-wei, [wang-fang, zhao-min]]")
      .map { people($0, "participants") }
  }

  // MARK: Shifts

  private mutating func table(_ fields: Fields, _ owner: String) -> Layer.Rotation? {
    for key in ["shifts", "cycle"] where fields[key] == nil {
      let example = "shifts: { day: \"08:00-20:00\" }, cycle: [{ day: li-wei }]"
      report(
        FormRules.missingKey,
        fields.node,
        ["owner": owner, "key": key, "example": example]
      )
      return nil
    }
    if let node = fields["handover"] {
      let example = "shifts: { day: \"08:00-20:00\" }"
      let arguments = ["owner": owner, "keys": "shifts, handover", "example": example]
      report(FormRules.conflictingKeys, node, arguments)
    }
    var times: [String: TimeRange] = [:]
    var order: [String] = []
    for (id, _, node) in named(fields["shifts"], "shifts", example: "day: \"08:00-20:00\"") {
      let time = value(node, "shifts", example: "day: \"08:00-20:00\"") { TimeRange($0) }
      if let time {
        times[id] = time
        order.append(id)
      }
    }
    var rows: [[ShiftTable.Entry]] = []
    for item in items(fields["cycle"], "cycle", example: "cycle: [{ day: li-wei }]") {
      rows.append(row(item, times, order, owner))
    }
    let start = fields["starts"].flatMap { day($0, "starts") }
    guard rows.contains(where: { !$0.isEmpty }) else {
      report(MeaningRules.noParticipants, fields.key("cycle"), ["name": owner])
      return nil
    }
    return start.map { .shifts(ShiftTable(start: $0, rows: rows)) }
  }

  /// The shifts of one day; a day off is written `{}`.
  private mutating func row(
    _ node: Node,
    _ times: [String: TimeRange],
    _ order: [String],
    _ owner: String
  ) -> [ShiftTable.Entry] {
    guard case .mapping(let mapping) = node else {
      report(FormRules.needsMap, node, ["key": "cycle", "example": "cycle: [{ day: li-wei }]"])
      return []
    }
    return mapping.compactMap { key, value in
      let name = key.scalar?.string ?? ""
      guard let time = times[name] else {
        let known = order.listed
        let arguments = ["key": name, "owner": "\(owner).cycle", "known": known]
        report(FormRules.unknownKey, key, arguments)
        return nil
      }
      let people = people(value, name)
      return people.isEmpty ? nil : ShiftTable.Entry(shift: name, time: time, people: people)
    }
  }

  // MARK: Overrides

  private mutating func readOverrides(_ node: Node?, _ schedule: inout Schedule) {
    let example = "overrides: [{ from: 2026-10-01, to: 2026-10-03, people: [li-wei] }]"
    for item in items(node, "overrides", example: example) {
      let owner = "schedules.\(schedule.id).overrides"
      guard let fields = fields(item, .override, owner: owner, example: example),
        let time = interval(fields, zone: schedule.zone)
      else { continue }
      var override = DutyOverride(time: time, people: people(fields["people"], "people"))
      if let node = fields["instead-of"] {
        override.replaced = reference(node, .person, "instead-of", example: "instead-of: li-wei")
      }
      if let node = fields["reason"] {
        override.reason = text(node, "reason", example: "reason: 国庆值班")
      }
      schedule.overrides.append(override)
    }
  }
}
