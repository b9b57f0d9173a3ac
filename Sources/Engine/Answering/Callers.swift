public import DutyRoster
import NotifierCards
import Timekeeping

/// Who writes to us: people by the addresses that stand in the configuration.
public struct Callers: Sendable {
  private let configuration: Configuration
  private let notifiers: [String: Notifier]

  /// The people of `configuration`; `notifiers` are those that answers come in through.
  public init(_ configuration: Configuration, notifiers: [String: Notifier]) {
    self.configuration = configuration
    self.notifiers = notifiers
  }

  /// The notifier with that id.
  public func notifier(_ id: String) -> Notifier? { notifiers[id] }

  /// Whether messages that contacts send through `contact` may leave through `notifier`.
  public func isCarried(_ contact: String, by notifier: String) -> Bool {
    configuration.providers(contact).contains { $0.id == notifier }
  }

  /// The people with that address at a notifier; several when they share a telephone.
  public func people(at address: String, of notifier: String) -> [Person] {
    guard let kind = notifiers[notifier]?.card.address else { return [] }
    let wanted = kind.normalised(address) ?? address
    return configuration.roster.parts.people.filter { person in
      person.contacts.contains { contact in
        isCarried(contact.notifier, by: notifier)
          && (kind.normalised(contact.address) ?? contact.address) == wanted
      }
    }
  }

  /// The name that people read, or what the journal calls the person.
  public func name(of person: String) -> String {
    configuration.roster.person(person)?.name ?? person
  }

  /// A time by the person's clock: `2026-01-02 11:04 +08:00`.
  func time(_ instant: Instant, of person: String) -> String {
    let roster = configuration.roster
    let ahead = (roster.person(person)?.zone ?? roster.zone).secondsAhead(at: instant)
    let local = (instant + .seconds(Int64(ahead))).rfc3339
    let minutes = abs(ahead / 60)
    let offset = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
      .joined(separator: ":")
    return "\(local.prefix(10)) \(local.dropFirst(11).prefix(5)) \(ahead < 0 ? "-" : "+")\(offset)"
  }
}
