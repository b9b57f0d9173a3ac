import ConfigurationReader
import NotifierCards

extension CardFolders {
  /// What the card of that name asks for.
  func lookup(_ name: String) -> CardLookup {
    guard let found = card(named: name) else { return .missing(known: names) }
    // What is wrong with a card is said by its own check.
    guard let card = found.reading.card else { return .unknown }
    let kind = card.address
    return .card(
      CardShape(
        settings: card.parameters.map { parameter in
          CardShape.Setting(
            name: parameter.name,
            isSecret: parameter.isSecret,
            isRequired: parameter.isRequired && parameter.defaultValue == nil
          )
        },
        addressKind: kind.rawValue,
        needsAddress: kind != .none && !card.isAddressOptional,
        budget: Self.budget(of: card),
        takes: { kind == .none || kind.normalised($0) != nil }
      )
    )
  }

  private static func budget(of card: NotifierCard) -> CardShape.Budget {
    guard let budget = card.budget else { return .without }
    if budget.limitsNothing { return .unlimited }
    return budget.warnsOfNothing ? .silent : .sound
  }

  /// The names of the cards in the folders, sorted.
  private var names: [String] {
    let names = paths.flatMap { folder in
      ((try? DiskFile.entries(of: folder)) ?? []).map(\.name).filter { $0.hasSuffix(".yaml") }
    }
    return Set(names.map { String($0.dropLast(5)) }).sorted()
  }
}
