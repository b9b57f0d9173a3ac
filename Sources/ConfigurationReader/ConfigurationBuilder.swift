import DutyRoster
import Findings
import Phrases
import Yams

/// Turns a YAML tree into a configuration, and says what is wrong with it.
struct ConfigurationBuilder {
  var findings: [Finding] = []
  var parts = Roster.Parts()
  var hours: [String: Hours] = [:]
  var defaultCalendar: String?
  /// Whether the file names no calendar that counts when nothing else is said.
  var lacksCalendar = true
  var people: [(person: Person, key: Node)] = []
  var policies: [(rules: PolicyRules, key: Node)] = []
  var notifiers: [(settings: NotifierSettings, key: Node)] = []
  var groups: [ProviderGroup] = []
  var engine = EngineSettings()
  /// The list of those who hear of trouble with the engine and the notifiers.
  var reportTo: Node?
  var server: ServerSettings?
  var defaultPolicy: String?
  var language = Language.english
  var reportLanguage: Language?
  /// Everything that is referred to; looked at when all of the file is known.
  var references: [Reference] = []
  /// Addresses and channels; looked at when all notifiers and groups are known.
  var cardUses: [CardUse] = []
  /// Calendars that are used, with the first place each is used at.
  var usedCalendars: [(id: String, position: SourcePosition)] = []
  var roleKeys: [String: Node] = [:]
  /// Findings about files that this one names.
  var otherFiles: [FileFindings] = []

  let surroundings: ConfigurationReader.Surroundings

  init(_ surroundings: ConfigurationReader.Surroundings) {
    self.surroundings = surroundings
  }

  /// A map's entries with known keys.
  struct Fields {
    /// What messages call the map: its path in the file.
    var owner: String
    var node: Node
    private var entries: [String: (key: Node, value: Node)]

    init(owner: String, node: Node, entries: [String: (key: Node, value: Node)]) {
      self.owner = owner
      self.node = node
      self.entries = entries
    }

    subscript(key: String) -> Node? { entries[key]?.value }
    func key(_ name: String) -> Node { entries[name]?.key ?? node }
  }

  // MARK: The file

  /// Reads the whole file into the parts of a configuration.
  mutating func read(_ root: Node) {
    guard let fields = fields(root, .document, owner: "tocsin.yaml", example: "people: {}") else {
      return
    }
    if let node = fields["version"], text(node, "version", example: "version: 1") != "1" {
      reportBadValue(node, "version", example: "version: 1")
    }
    if let node = fields["time-zone"], let zone = zone(node) { parts.zone = zone }
    if let node = fields["language"] { language = choice(node, "language") ?? .english }
    if let node = fields["report-language"] { reportLanguage = choice(node, "report-language") }
    parts.language = language
    readCalendars(fields)
    readHours(fields["hours"])
    readPeople(fields["people"])
    readTeams(fields["teams"])
    readPlaces(fields["places"])
    readSchedules(fields["schedules"])
    readRoles(fields["roles"])
    readAbsences(fields)
    readCoverage(fields)
    readNotifiers(fields["notifiers"])
    readGroups(fields["provider-groups"])
    readEngine(fields["engine"])
    readServer(fields["server"])
    readPolicies(fields["policies"])
    if let node = fields["default-policy"] {
      defaultPolicy = reference(
        node,
        .policy,
        "default-policy",
        example: "default-policy: database"
      )
    }
    checkMeaning(fields)
  }

  /// What was read.
  func configuration() -> Configuration {
    var parts = parts
    parts.people = people.map(\.person)
    parts.addresses = Dictionary(
      notifiers.compactMap { entry in entry.settings.address.map { (entry.settings.id, $0) } },
      uniquingKeysWith: { first, _ in first }
    )
    return Configuration(
      roster: Roster(parts),
      policies: policies.map(\.rules),
      defaultPolicy: defaultPolicy ?? (policies.count == 1 ? policies[0].rules.policy.name : nil),
      notifiers: notifiers.map(\.settings),
      groups: groups,
      engine: engine,
      server: server,
      language: language,
      reportLanguage: reportLanguage ?? language
    )
  }
}

/// Something that is referred to by its name.
struct Reference {
  /// What it must be.
  enum Kind: String {
    case person
    case team
    case role
    case schedule
    case place
    case notifier
    case policy

    /// Where such things stand in the file.
    var section: String {
      switch self {
      case .person: "people"
      case .policy: "policies"
      default: "\(rawValue)s"
      }
    }
  }

  var kind: Kind
  var name: String
  var position: SourcePosition
  var length: Int
}
