public import DutyRoster
public import Timekeeping

/// Who has which role by the configuration, asked for at the moment of a decision.
///
/// What was decided is in the journal; replaying it asks nobody.
public struct RoleBook: Sendable {
  /// Somebody whom the configuration knows.
  public struct Member: Hashable, Sendable {
    /// The person's id.
    public var id: String
    /// The name that people read.
    public var name: String

    /// The person `id`, called `name`.
    public init(id: String, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// Who has a role at that time, on duty and not away; `nil` when there is no such role.
  public var members: @Sendable (_ role: String, _ at: Instant) -> [Member]?
  /// The person whom somebody at a terminal or a page is, by their id or name; `nil` for a stranger.
  public var person: @Sendable (_ name: String) -> Member?

  /// A role book of those two functions.
  public init(
    members: @escaping @Sendable (_ role: String, _ at: Instant) -> [Member]?,
    person: @escaping @Sendable (_ name: String) -> Member?
  ) {
    self.members = members
    self.person = person
  }

  /// The one without a configuration: it knows nobody and no role.
  public static let none = RoleBook(members: { _, _ in nil }, person: { _ in nil })

  /// The roles of a roster: who has one is who would be called for it.
  public init(_ roster: @escaping @Sendable () -> Roster) {
    self.init(
      members: { role, instant in
        let roster = roster()
        guard roster.role(role) != nil else { return nil }
        return roster.responders(for: [.role(role)], urgency: .high, at: instant).compactMap {
          responder in responder.person.map { Member(id: $0, name: responder.name) }
        }
      },
      person: { name in
        let roster = roster()
        let named = roster.parts.people.filter { $0.name == name }
        // A name that two people share stands for neither.
        let found = roster.person(name) ?? (named.count == 1 ? named.first : nil)
        return found.map { Member(id: $0.id, name: $0.name) }
      }
    )
  }

  /// Whether two names stand for the same person.
  func isSame(_ name: String, _ other: String) -> Bool {
    name == other || identity(name) == identity(other)
  }

  private func identity(_ name: String) -> String { person(name)?.id ?? name }
}
