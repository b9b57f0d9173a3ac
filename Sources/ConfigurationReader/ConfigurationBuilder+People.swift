import DutyRoster
import Phrases
import Yams

extension ConfigurationBuilder {
  // MARK: People

  mutating func readPeople(_ node: Node?) {
    let example = "people: { li-wei: { name: 李伟 } }"
    for (id, key, value) in named(node, "people", example: example) {
      let owner = "people.\(id)"
      var person = Person(id: id, name: id, language: language, zone: parts.zone)
      defer { people.append((person, key)) }
      guard value.null == nil,
        let fields = fields(value, .person, owner: owner, example: "{ name: 李伟 }")
      else { continue }
      if let node = fields["name"] {
        person.name = text(node, "name", example: "name: 李伟") ?? id
      }
      if let node = fields["language"] {
        person.language = choice(node, "language") ?? language
      }
      if let node = fields["time-zone"] { person.zone = zone(node) ?? parts.zone }
      if let node = fields["quiet-hours"] { person.quietHours = quietHours(node, owner) }
      person.contacts = contacts(fields["contacts"], owner)
    }
  }

  private mutating func quietHours(_ node: Node, _ owner: String) -> Hours? {
    // Mostly it is but a time of the day: `quiet-hours: "22:00-07:00"`.
    if let range = node.scalar.flatMap({ TimeRange($0.string) }) {
      return Hours([Hours.Window(times: [range])])
    }
    return hours(node, "\(owner).quiet-hours")
  }

  private mutating func contacts(_ node: Node?, _ owner: String) -> [Person.ContactMethod] {
    let example = "contacts: [{ notifier: sms, address: \"+447700900123\" }]"
    var methods: [Person.ContactMethod] = []
    for item in items(node, "contacts", example: example) {
      guard let fields = fields(item, .contact, owner: "\(owner).contacts", example: example),
        let notifierNode = fields["notifier"], let addressNode = fields["address"],
        let notifier = reference(notifierNode, .notifier, "notifier", example: "notifier: sms"),
        let address = text(addressNode, "address", example: "address: \"+447700900123\"")
      else { continue }
      var method = Person.ContactMethod(notifier: notifier, address: address)
      cardUses.append(
        CardUse(
          notifier: notifier,
          address: address,
          position: position(addressNode),
          length: length(addressNode)
        )
      )
      if let node = fields["after"] { method.after = span(node, "after", example: "2m") }
      if let node = fields["urgency"], let urgency: Urgency = choice(node, "urgency") {
        method.urgency = urgency
      }
      methods.append(method)
    }
    return methods
  }

  // MARK: Teams, roles and places

  mutating func readTeams(_ node: Node?) {
    let example = "teams: { database: [li-wei, wang-fang] }"
    for (id, _, value) in named(node, "teams", example: example) {
      var team = Team(id: id, name: id, members: [])
      if case .mapping = value {
        let fields = fields(value, .team, owner: "teams.\(id)", example: example)
        team.name = fields?["name"].flatMap { text($0, "name", example: "name: 数据组") } ?? id
        team.members = people(fields?["members"], "members")
      } else {
        team.members = people(value, "teams.\(id)")
      }
      parts.teams.append(team)
    }
  }

  mutating func readRoles(_ node: Node?) {
    let example = "roles: { ic: [person:li-wei, schedule:leader] }"
    for (id, key, value) in named(node, "roles", example: example) {
      var role = Role(id: id, name: id, members: [])
      roleKeys[id] = key
      if case .mapping = value {
        let fields = fields(value, .role, owner: "roles.\(id)", example: example)
        role.name = fields?["name"].flatMap { text($0, "name", example: "name: 值班长") } ?? id
        role.members = targets(fields?["members"], "members", bare: .person)
      } else {
        role.members = targets(value, "roles.\(id)", bare: .person)
      }
      parts.roles.append(role)
    }
  }

  mutating func readPlaces(_ node: Node?) {
    let example = "places: { on-site: 驻场 }"
    for (id, _, value) in named(node, "places", example: example) {
      let name = value.null == nil ? text(value, "places.\(id)", example: example) : nil
      parts.places.append(DutyPlace(id: id, name: name ?? id))
    }
  }
}
