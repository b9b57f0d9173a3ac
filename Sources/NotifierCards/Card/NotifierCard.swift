public import Phrases
public import Timekeeping

/// What a notifier is, as its card says: how a message becomes a request, and what the answer means.
///
/// A card knows no provider by name and does nothing by itself: it has no clock, no chance, no file
/// and no network. All of that comes in with each call.
public struct NotifierCard: Sendable {
  /// What a notifier reaches people through.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case sms
    case voice
    case chat
    case webhook
    case mail
    case push
    case program
  }

  /// What kind of address a notifier wants.
  public enum AddressKind: String, CaseIterable, Hashable, Sendable {
    /// None: the settings say where it goes.
    case none
    /// A telephone number with its country: `+8613800000000`.
    case phone
    /// A number of mainland China, without its country.
    case mainlandPhone = "mainland-phone"
    /// A name that the provider knows.
    case user
    /// A mail address.
    case mail
    /// A URL of `http:` or `https:`.
    case url
  }

  /// A setting of a notifier.
  public struct Parameter: Hashable, Sendable {
    /// The name.
    public let name: String
    /// Whether its value must never be shown.
    public let isSecret: Bool
    /// Whether there must be a value.
    public let isRequired: Bool
    /// The value when none is given.
    public let defaultValue: String?
    /// What it is for.
    public let about: String?
  }

  /// What to do when it is not known whether a message was taken.
  public enum OnUnknown: String, CaseIterable, Hashable, Sendable {
    /// Ask the provider first.
    case verify
    /// Send it again, marked as a possible repeat.
    case resend
    /// Leave it.
    case skip
  }

  /// When to try again.
  public struct RetrySchedule: Hashable, Sendable {
    /// The wait after the first attempt.
    public var first: TimeSpan
    /// How many times longer each wait is than the one before.
    public var factor: Double
    /// The longest wait.
    public var most: TimeSpan
    /// How many attempts there are in all.
    public var attempts: Int
    /// How much of a wait is left to chance, from 0 to 1.
    public var jitter: Double
  }

  /// How much may be sent.
  public struct Budget: Hashable, Sendable {
    /// In a day; `nil` is without limit.
    public var perDay: Int?
    /// In a month; `nil` is without limit.
    public var perMonth: Int?
    /// At how many per cent a warning is due.
    public var warnAtPercent: Int
    /// How many per cent are kept for what is urgent.
    public var reservedPercent: Int
    /// How far the clock that counts days is ahead of universal time; `nil` is that of the place
    /// where messages are sent from.
    public var zone: TimeSpan?

    /// Whether it names no number.
    public var limitsNothing: Bool { perDay == nil && perMonth == nil }
    /// Whether its warning comes only when nothing is left.
    public var warnsOfNothing: Bool { warnAtPercent >= 100 }
  }

  /// The card's name, which is its file's too.
  public var name: String
  /// The name that people read.
  public var title: Phrase
  /// What it reaches people through.
  public var kind: Kind
  /// What kind of address it wants.
  public var address: AddressKind
  /// Whether a message without an address can be sent too.
  public var isAddressOptional: Bool
  /// The settings in the order of the card.
  public var parameters: [Parameter]
  /// Whether the provider takes a message with the same key only once, so that a repeat needs no mark.
  public var isIdempotent: Bool
  /// When to try again.
  public var retry: RetrySchedule
  /// What to do when it is not known whether a message was taken.
  public var onUnknown: OnUnknown
  /// How much may be sent.
  public var budget: Budget?
  /// How long to wait before the provider is asked what became of a message: it needs a while to
  /// know it itself.
  public var verifyAfter: TimeSpan
  /// Whether the card says how an inbound request with receipts or replies is read.
  public var readsInbound: Bool { inbound != nil }

  var texts: [CardText]
  var maps: [CardMap]
  var exchange: Exchange
  var verification: Exchange?
  var limits: [Limit]
  var penalty: TimeSpan?
  var transport: TransportOptions
  var inbound: Inbound?

  /// A window that so many messages fit into.
  struct Limit: Hashable, Sendable {
    var count: Int
    var window: TimeSpan
    /// What the count is kept for; `nil` is the notifier itself.
    var key: Template?
  }

  /// How long is waited, and whom is trusted.
  struct TransportOptions: Hashable, Sendable {
    var connectTimeout = TimeSpan.seconds(5)
    var timeout = TimeSpan.seconds(15)
    var authorities: Template?
    var certificate: Template?
    var key: Template?
    var proxy: Template?
    var networks = WireRequest.Networks.private
  }
}

/// A request with its signing and the meaning of its answers.
struct Exchange: Sendable {
  var request: RequestPlan
  var signing: [SignStep]
  var rules: ReplyRules
}

/// What a request is made of.
enum RequestPlan: Hashable, Sendable {
  case http(HTTPPlan)
  case mail(MailPlan)
  case program(ProgramPlan)

  /// Every source in it.
  var sources: [Source] {
    switch self {
    case .http(let plan):
      plan.url.sources + (plan.query + plan.headers).flatMap(\.value.sources)
        + (plan.authorization?.sources ?? []) + plan.body.sources
    case .mail(let plan):
      [plan.url, plan.from, plan.subject, plan.text].flatMap(\.sources)
        + plan.to.flatMap(\.sources)
        + [plan.fromName, plan.user, plan.password].flatMap { $0?.sources ?? [] }
    case .program(let plan):
      plan.arguments.flatMap(\.sources) + (plan.input?.sources ?? [])
        + plan.environment.flatMap(\.value.sources)
    }
  }
}

/// An HTTP request with places.
struct HTTPPlan: Hashable, Sendable {
  enum Body: Hashable, Sendable {
    case none
    case json(ValueTree)
    case form([NamedTree])
    case xml(ValueTree)
    case text(Template)

    var sources: [Source] {
      switch self {
      case .none: []
      case .json(let tree), .xml(let tree): tree.sources
      case .form(let items): items.flatMap(\.value.sources)
      case .text(let template): template.sources
      }
    }
  }

  enum Authorization: Hashable, Sendable {
    case basic(user: Template, password: Template)
    case bearer(Template)

    var sources: [Source] {
      switch self {
      case .basic(let user, let password): user.sources + password.sources
      case .bearer(let token): token.sources
      }
    }
  }

  var method: String
  var url: Template
  var query: [NamedTree] = []
  var headers: [NamedTree] = []
  var authorization: Authorization?
  var body = Body.none
}

/// A mail with places.
struct MailPlan: Hashable, Sendable {
  var url: Template
  var from: Template
  var fromName: Template?
  var to: [Template]
  var subject: Template
  var text: Template
  var user: Template?
  var password: Template?
  /// Whether a connection without TLS is refused.
  var requiresTLS: Template?
}

/// A call of a program with places.
struct ProgramPlan: Hashable, Sendable {
  var arguments: [Template]
  var input: Template?
  var environment: [NamedTree]
}

/// A text of a card, within its limit.
struct CardText: Sendable {
  enum Origin: Sendable {
    /// A field of the message.
    case field(MessageField, TextEscape)
    /// A Mustache template of the card's author.
    case template(TextTemplate, TextEscape)
  }

  /// The units that lengths are counted in.
  enum Unit: String, CaseIterable, Hashable, Sendable {
    case bytes
    case characters
    case utf16
    case segments
  }

  enum Overflow: String, CaseIterable, Hashable, Sendable {
    /// The end is left out.
    case cut
    /// The message is not sent.
    case refuse
  }

  var name: String
  var origin: Origin
  var limit: (count: Int, unit: Unit)?
  var overflow: Overflow
  /// Whether line breaks become spaces.
  var isOneLine: Bool
}

/// A value chosen by another value.
struct CardMap: Hashable, Sendable {
  var name: String
  var source: Source
  var cases: [CardValue.Member]
  var otherwise: CardValue?
}
