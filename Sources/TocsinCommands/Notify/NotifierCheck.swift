import ConfigurationReader
import DutyRoster
import Findings
import NotifierCards
import Phrases
import RunbookModel

/// Compares what tocsin.yaml says about notifiers with what their cards want.
struct NotifierCheck {
  private let configuration: Configuration
  private let folders: CardFolders
  private let places: [String: SourcePosition]
  private(set) var findings: [Finding] = []

  /// Checks a configuration whose text is `bytes`.
  init(_ configuration: Configuration, bytes: [UInt8], folders: CardFolders) {
    self.configuration = configuration
    self.folders = folders
    places = ConfigurationReader.places(in: bytes)
    var cards: [String: NotifierCard] = [:]
    for settings in configuration.notifiers {
      guard let card = card(of: settings) else { continue }
      cards[settings.id] = card
      checkNames(settings, card)
      checkAddress(settings, card)
    }
    for person in configuration.roster.parts.people { checkContacts(of: person, cards) }
  }

  // MARK: Cards and settings

  private mutating func card(of settings: NotifierSettings) -> NotifierCard? {
    let owner = "notifiers.\(settings.id)"
    guard let found = folders.card(named: settings.card) else {
      let known = folders.names.joined(separator: ", ")
      report(
        NotifyRules.noCard,
        [owner + ".card", owner],
        settings,
        ["known": known.isEmpty ? "-" : known]
      )
      return nil
    }
    if found.reading.card == nil {
      report(NotifyRules.unusableCard, [owner + ".card", owner], settings, ["path": found.path])
    }
    return found.reading.card
  }

  private mutating func checkNames(_ settings: NotifierSettings, _ card: NotifierCard) {
    let owner = "notifiers.\(settings.id)"
    let faults = card.faults(
      parameters: settings.parameters.keys.sorted(),
      secrets: settings.secrets.map(\.name)
    )
    for fault in faults {
      switch fault {
      case .unknownParameter(let name, let suggestion):
        report(
          suggestion == nil ? NotifyRules.unknownSetting : NotifyRules.misspeltSetting,
          ["\(owner).parameters.\(name)", "\(owner).secrets.\(name)", owner],
          settings,
          [
            "name": name, "suggestion": suggestion ?? "",
            "known": card.parameters.map(\.name).joined(separator: ", "),
          ]
        )
      case .missingParameter(let name):
        let parameter = card.parameters.first { $0.name == name }
        let example =
          parameter?.isSecret == true
          ? Self.secretExample(name) : "parameters: { \(name): … }"
        report(
          NotifyRules.missingSetting,
          [owner],
          settings,
          ["name": name, "example": example]
        )
      default: break
      }
    }
    for parameter in card.parameters
    where parameter.isSecret && settings.parameters[parameter.name] != nil {
      report(
        NotifyRules.openSecret,
        ["\(owner).parameters.\(parameter.name)", owner],
        settings,
        ["name": parameter.name, "example": Self.secretExample(parameter.name)]
      )
    }
  }

  private static func secretExample(_ name: String) -> String {
    "secrets: { \(name): { env: \(name.uppercased()) } }"
  }

  // MARK: Addresses

  private mutating func checkAddress(_ settings: NotifierSettings, _ card: NotifierCard) {
    guard card.address != .none else { return }
    let owner = "notifiers.\(settings.id)"
    let example = ["example": "address: \"\(Self.example(card.address))\""]
    if let address = settings.address {
      guard card.address.normalised(address) == nil else { return }
      report(NotifyRules.badAddress, [owner + ".address", owner], settings, example, card)
    } else if !card.isAddressOptional, isCalled(settings.id) {
      report(NotifyRules.missingAddress, [owner], settings, example, card)
    }
  }

  /// Whether a policy calls the notifier itself, or its group.
  private func isCalled(_ id: String) -> Bool {
    let names =
      [id] + configuration.groups.filter { $0.members.contains(id) }.map(\.id)
    return configuration.policies.contains { rules in
      let levels = rules.policy.levels + rules.variants.flatMap { $0.levels ?? [] }
      let targets =
        levels.flatMap(\.targets) + rules.policy.lastResort
        + rules.variants.flatMap { $0.lastResort ?? [] }
      return names.contains { targets.contains(.notifier($0)) }
    }
  }

  private mutating func checkContacts(of person: Person, _ cards: [String: NotifierCard]) {
    for (index, contact) in person.contacts.enumerated() {
      let owner = "people.\(person.id).contacts.\(index)"
      for settings in configuration.providers(contact.notifier) {
        guard let card = cards[settings.id], card.address != .none,
          card.address.normalised(contact.address) == nil
        else { continue }
        report(NotifyRules.badContact, [owner + ".address", owner], settings, [:], card)
      }
    }
  }

  private static func example(_ kind: NotifierCard.AddressKind) -> String {
    switch kind {
    case .none, .user: "ops"
    case .phone: "+447700900101"
    case .mainlandPhone: "13800000000"
    case .mail: "ops@example.org"
    case .url: "https://example.org/hook"
    }
  }

  /// Reports at the first of the paths that has a place.
  private mutating func report(
    _ rule: NotifyRule,
    _ paths: [String],
    _ settings: NotifierSettings,
    _ arguments: [String: String],
    _ card: NotifierCard? = nil
  ) {
    let path = paths.first { places[$0] != nil } ?? ""
    var all = ["notifier": settings.id, "card": settings.card]
    if let card { all["kind"] = card.address.rawValue }
    all.merge(arguments) { $1 }
    let name = path.split(separator: ".").last ?? ""
    findings.append(
      rule.finding(
        at: places[path] ?? SourcePosition(line: 1, column: 1),
        length: name.unicodeScalars.count,
        all
      )
    )
  }
}
