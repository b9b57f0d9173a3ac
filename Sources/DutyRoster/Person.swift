public import Phrases
public import Timekeeping

/// Somebody who can be called.
public struct Person: Hashable, Sendable {
  /// A way to reach the person.
  public struct ContactMethod: Hashable, Sendable {
    /// The notifier or the group of notifiers that carries messages.
    public var notifier: String
    /// The address there, such as a telephone number; personal.
    public var address: String
    /// How long after a level fired it is tried; `nil` only after the way before it failed.
    public var after: TimeSpan?
    /// The only urgency it is meant for; `nil` for both.
    public var urgency: Urgency?

    /// A way through `notifier` to `address`.
    public init(
      notifier: String,
      address: String,
      after: TimeSpan? = nil,
      urgency: Urgency? = nil
    ) {
      self.notifier = notifier
      self.address = address
      self.after = after
      self.urgency = urgency
    }
  }

  /// The name that files and the journal know the person by.
  public var id: String
  /// The name that people read.
  public var name: String
  /// The language of what the person gets.
  public var language: Language
  /// Where the person's clock hangs.
  public var zone: DutyZone
  /// The ways to reach the person, the first to be tried first.
  public var contacts: [ContactMethod]
  /// When messages of low urgency wait.
  public var quietHours: Hours?

  /// A person of those parts.
  public init(
    id: String,
    name: String,
    language: Language,
    zone: DutyZone,
    contacts: [ContactMethod] = [],
    quietHours: Hours? = nil
  ) {
    self.id = id
    self.name = name
    self.language = language
    self.zone = zone
    self.contacts = contacts
    self.quietHours = quietHours
  }

  /// The ways to reach the person that are meant for that urgency.
  public func contacts(for urgency: Urgency) -> [ContactMethod] {
    contacts.filter { $0.urgency == nil || $0.urgency == urgency }
  }
}

/// Some people under one name.
public struct Team: Hashable, Sendable {
  /// The name that files know it by.
  public var id: String
  /// The name that people read.
  public var name: String
  /// The ids of its people.
  public var members: [String]

  /// A team of those people.
  public init(id: String, name: String, members: [String]) {
    self.id = id
    self.name = name
    self.members = members
  }
}

/// What somebody is responsible for, and who that is at any time.
public struct Role: Hashable, Sendable {
  /// The name that files, runbooks and policies know it by.
  public var id: String
  /// The name that people read.
  public var name: String
  /// Who has the role: people, teams, whoever is on duty in a schedule, other roles.
  public var members: [EscalationTarget]

  /// A role of those members.
  public init(id: String, name: String, members: [EscalationTarget]) {
    self.id = id
    self.name = name
    self.members = members
  }
}

/// Where people are while they are on duty, such as on site.
public struct DutyPlace: Hashable, Sendable {
  /// The name that files know it by.
  public var id: String
  /// The name that people read.
  public var name: String

  /// The place `id`.
  public init(id: String, name: String) {
    self.id = id
    self.name = name
  }
}
