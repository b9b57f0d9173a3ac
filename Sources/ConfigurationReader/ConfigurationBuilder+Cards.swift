import DutyRoster
import Findings
import Phrases
import Yams

/// Something whose card has to be looked at when all of the file is known.
struct CardUse {
  /// The notifier or group.
  var notifier: String
  /// The address that messages go to; `nil` for that of the notifier itself.
  var address: String?
  var position: SourcePosition
  var length: Int
}

extension ConfigurationBuilder {
  /// What the card of that name asks for; `nil` when it cannot be told.
  mutating func shape(ofCard name: String, at node: Node) -> CardShape? {
    switch surroundings.card(name) {
    case .card(let shape): return shape
    case .unknown: return nil
    case .missing(let known):
      if let suggestion = Suggestion.nearest(to: name, among: known) {
        report(CardRules.misspeltCard, node, ["name": name, "suggestion": suggestion])
      } else {
        let known = known.listed
        report(CardRules.unknownCard, node, ["name": name, "known": known])
      }
      return nil
    }
  }

  /// Compares a notifier's settings with what its card asks for.
  mutating func checkSettings(_ settings: NotifierSettings, _ shape: CardShape, _ fields: Fields) {
    let known = shape.settings.map(\.name)
    for key in ["parameters", "secrets"] {
      guard case .mapping(let mapping)? = fields[key] else { continue }
      for (name, _) in mapping {
        guard let text = name.scalar?.string, !known.contains(text) else { continue }
        var arguments = ["card": settings.card, "name": text]
        if let suggestion = Suggestion.nearest(to: text, among: known) {
          arguments["suggestion"] = suggestion
          report(CardRules.misspeltSetting, name, arguments)
        } else {
          arguments["known"] = known.listed
          report(CardRules.unknownSetting, name, arguments)
        }
      }
    }
    for setting in shape.settings where setting.isRequired {
      let isGiven =
        settings.parameters[setting.name] != nil
        || fields["secrets"]?.mapping?.contains { $0.key.scalar?.string == setting.name } ?? false
      if isGiven { continue }
      let example =
        setting.isSecret
        ? "secrets: { \(setting.name): { env: NAME } }"
        : "parameters: { \(setting.name): … }"
      report(
        CardRules.missingSetting,
        fields.key("card"),
        ["card": settings.card, "name": setting.name, "example": example]
      )
    }
  }

  /// Whether each address is one that the cards behind its notifier take.
  mutating func checkAddresses() {
    for use in cardUses {
      let members = groups.first { $0.id == use.notifier }?.members ?? [use.notifier]
      for entry in notifiers where members.contains(entry.settings.id) {
        let settings = entry.settings
        guard case .card(let shape) = surroundings.card(settings.card) else { continue }
        var arguments = [
          "notifier": use.notifier, "card": settings.card, "kind": shape.addressKind,
        ]
        if let address = use.address ?? settings.address {
          guard !shape.takes(address) else { continue }
          arguments["address"] = address
          findings.append(
            CardRules.wrongAddress.finding(at: use.position, length: use.length, arguments)
          )
        } else if shape.needsAddress {
          findings.append(
            CardRules.missingAddress.finding(at: use.position, length: use.length, arguments)
          )
        }
      }
    }
  }
}
