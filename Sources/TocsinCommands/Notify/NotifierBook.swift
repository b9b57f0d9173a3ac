import DutyRoster
import Findings
import NotifierCards
import Phrases

/// The notifiers of a configuration with their cards, and whom they reach; without any secret.
struct NotifierBook {
  /// A notifier with its card.
  struct Entry {
    var settings: NotifierSettings
    var card: NotifierCard
  }

  /// To whom a message goes.
  struct Recipient {
    /// The person; `nil` for the channel itself.
    var person: Person?
    /// The address there; `nil` for what the settings say.
    var address: String?
  }

  let configuration: Configuration
  private let folders: CardFolders
  private let language: Language

  /// Reads the configuration that a person or the surroundings name.
  init(_ option: ConfigurationOption, _ language: Language) throws(CommandFailure) {
    configuration = try ConfigurationFile.open(option, language)
    folders = CardFolders(configuration: option.found ?? "", home: Home.defaultFolder)
    self.language = language
  }

  /// The notifier `id`, or those of the group `id` in the order of trying.
  func entries(_ id: String) throws(CommandFailure) -> [Entry] {
    let providers = configuration.providers(id)
    guard !providers.isEmpty else {
      let known = configuration.notifiers.map(\.id) + configuration.groups.map(\.id)
      throw CommandFailure(
        NotifyPhrases.unknownNotifier.text(
          language,
          ["notifier": id, "known": known.listed]
        ),
        code: 2
      )
    }
    var entries: [Entry] = []
    for settings in providers {
      let card = try CallingSetup.card(settings, folders, language)
      entries.append(Entry(settings: settings, card: card))
    }
    return entries
  }

  /// Where a message to `person` goes when the notifier carries it.
  func recipient(_ person: String?, of entry: Entry) throws(CommandFailure) -> Recipient {
    guard let person else { return Recipient(person: nil, address: entry.settings.address) }
    guard let found = configuration.roster.person(person) else {
      let known = configuration.roster.parts.people.map(\.id).listed
      let arguments = ["person": person, "known": known]
      throw CommandFailure(NotifyPhrases.unknownPerson.text(language, arguments), code: 2)
    }
    let contact = found.contacts.first { contact in
      configuration.providers(contact.notifier).contains { $0.id == entry.settings.id }
    }
    if let contact { return Recipient(person: found, address: contact.address) }
    // A robot's message may be meant for somebody who has no address there.
    if entry.card.address == .none || entry.card.isAddressOptional {
      return Recipient(person: found, address: entry.settings.address)
    }
    let arguments = [
      "person": person, "notifier": entry.settings.id,
      "known": found.contacts.map(\.notifier).listed,
    ]
    throw CommandFailure(NotifyPhrases.noContact.text(language, arguments), code: 2)
  }

  /// What names a recipient to people, its address masked.
  func title(of recipient: Recipient) -> String {
    let address = recipient.address.map(MaskedAddress.text)
    switch (recipient.person, address) {
    case (let person?, let address?):
      return NotifyPhrases.personAt.text(
        language,
        ["name": person.name, "person": person.id, "address": address]
      )
    case (let person?, nil):
      return NotifyPhrases.person.text(language, ["name": person.name, "person": person.id])
    case (nil, let address?): return address
    case (nil, nil): return NotifyPhrases.channel.text(language)
    }
  }
}

/// An address as it may stand on a screen that others see.
enum MaskedAddress {
  /// Only its last four characters, or fewer when it is short.
  static func text(_ address: String) -> String {
    "…" + address.suffix(min(4, address.count / 2))
  }
}
