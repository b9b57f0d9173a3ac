/// What a notifier's card asks of the settings of a notifier.
public struct CardShape: Sendable {
  /// A setting that the card knows.
  public struct Setting: Sendable {
    /// Its name.
    public var name: String
    /// Whether its value must never stand in a file.
    public var isSecret: Bool
    /// Whether there must be a value.
    public var isRequired: Bool

    /// A setting of that name.
    public init(name: String, isSecret: Bool, isRequired: Bool) {
      self.name = name
      self.isSecret = isSecret
      self.isRequired = isRequired
    }
  }

  /// What a card says about how many messages may leave.
  public enum Budget: Sendable {
    /// Nothing.
    case without
    /// How many, and when to warn.
    case sound
    /// A budget that names no number.
    case unlimited
    /// A budget that warns when it is used up, and not before.
    case silent
  }

  /// The settings.
  public var settings: [Setting]
  /// The kind of address that it wants, as the card calls it.
  public var addressKind: String
  /// Whether a message must have an address.
  public var needsAddress: Bool
  /// What its budget says.
  public var budget: Budget
  /// Whether an address is one of that kind.
  public var takes: @Sendable (_ address: String) -> Bool

  /// A shape of those parts.
  public init(
    settings: [Setting],
    addressKind: String,
    needsAddress: Bool,
    budget: Budget = .without,
    takes: @escaping @Sendable (_ address: String) -> Bool
  ) {
    self.settings = settings
    self.addressKind = addressKind
    self.needsAddress = needsAddress
    self.budget = budget
    self.takes = takes
  }
}

/// What is known about a card.
public enum CardLookup: Sendable {
  /// The card is there.
  case card(CardShape)
  /// There is no card of that name, but there are these.
  case missing(known: [String])
  /// It cannot be told, as when the card itself has errors; nothing is checked.
  case unknown
}
