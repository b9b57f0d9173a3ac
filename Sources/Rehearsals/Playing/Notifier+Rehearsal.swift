package import DutyRoster
package import Engine
package import NotifierCards
import RunbookModel

extension Notifier {
  /// The notifier of those settings with a word in the place of each secret: none is read, because
  /// nothing leaves the house.
  package init(rehearsing settings: NotifierSettings, card: NotifierCard) {
    let names = settings.secrets.map(\.name) + card.parameters.filter(\.isSecret).map(\.name)
    self.init(
      id: settings.id,
      card: card,
      parameters: settings.parameters,
      secrets: Dictionary(names.map { ($0, "rehearsal") }, uniquingKeysWith: { first, _ in first }),
      address: settings.address
    )
  }
}

extension Configuration {
  /// The notifiers by the name that contacts use; those of a group in the order of trying.
  package func providers(from notifiers: [String: Notifier]) -> [String: [Notifier]] {
    let ids = self.notifiers.map(\.id) + groups.map(\.id)
    let pairs = ids.map { id in (id, providers(id).compactMap { notifiers[$0.id] }) }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }
}
