public import Timekeeping

/// A request that a provider sent to us.
public struct InboundRequest: Hashable, Sendable {
  /// The method.
  public var method: String
  /// The whole URL as the provider knows it, with its query.
  public var url: String
  /// The headers, names as they came.
  public var headers: [WireRequest.Header]
  /// The body.
  public var body: [UInt8]

  /// A request of those parts.
  public init(method: String, url: String, headers: [WireRequest.Header], body: [UInt8]) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

/// What became of a message after the provider took it.
public enum DeliveryStatus: String, Codable, CaseIterable, Hashable, Sendable {
  /// It is on its way.
  case pending
  /// It did not arrive.
  case failed
  /// It arrived.
  case delivered

  /// What holds when both were told, in whatever order: `delivered` is final, and a late `pending`
  /// takes nothing back.
  public func merged(with other: DeliveryStatus) -> DeliveryStatus {
    Self.order.first { $0 == self || $0 == other } ?? self
  }

  private static let order: [DeliveryStatus] = [.delivered, .failed, .pending]
}

/// What a provider tells about one message.
public struct Receipt: Hashable, Sendable {
  /// The provider's id of the message.
  public var providerID: String?
  /// Our idempotency key, when the provider gives it back.
  public var id: String?
  /// What became of it.
  public var status: DeliveryStatus
  /// When, if it says so.
  public var at: Instant?
  /// The provider's word for what went wrong.
  public var error: String?

  /// A receipt of those parts.
  public init(
    providerID: String?,
    id: String?,
    status: DeliveryStatus,
    at: Instant? = nil,
    error: String? = nil
  ) {
    self.providerID = providerID
    self.id = id
    self.status = status
    self.at = at
    self.error = error
  }
}

/// What somebody answered.
public struct Reply: Hashable, Sendable {
  /// The address it came from, in the one form of the card's addresses.
  public var from: String
  /// What it says.
  public var text: String
  /// The provider's id of the reply, to know it when it comes twice.
  public var providerID: String?

  /// A reply of those parts.
  public init(from: String, text: String, providerID: String? = nil) {
    self.from = from
    self.text = text
    self.providerID = providerID
  }
}

/// What to answer to a provider's request.
public struct InboundAnswer: Hashable, Sendable {
  /// The HTTP status.
  public var status: Int
  /// The type of the body.
  public var contentType: String
  /// The body.
  public var body: [UInt8]

  /// An answer of those parts.
  public init(status: Int, contentType: String, body: [UInt8]) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }
}

/// What a provider's request says.
public struct ReceiptBatch: Hashable, Sendable {
  /// Why nothing of a request is believed.
  public enum Refusal: Hashable, Sendable {
    /// The card does not say how such requests are read.
    case notExpected
    /// The signature is missing or wrong.
    case signature
    /// The signature is too old or from the future.
    case stale
    /// It cannot be read.
    case malformed
  }

  /// The receipts in their order.
  public var receipts: [Receipt]
  /// The replies in their order.
  public var replies: [Reply]
  /// Why nothing of it is believed; `nil` when it is.
  public var refusal: Refusal?
  /// What to answer.
  public var answer: InboundAnswer
}

/// How an inbound request is read.
struct Inbound: Sendable {
  /// Where the data is.
  enum Format: String, CaseIterable, Hashable, Sendable {
    case json
    case form
    case query
  }

  var format: Format
  /// The list of items; `nil` is the whole.
  var each: ValuePath?
  var check: Check?
  var receipts: ReceiptPlan?
  var replies: ReplyPlan?
  var answer: AnswerPlan
}

/// How it is known that a request comes from the provider.
struct Check: Sendable {
  var signing: [SignStep]
  /// What the request says.
  var given: Template
  /// Whether what the request says is a list in which one has to be right.
  var separator: String?
  /// What it has to say.
  var expected: Template
  /// When it was signed, in seconds since 1970.
  var timestamp: Template?
  /// How old it may be.
  var within: TimeSpan
}

/// How a receipt is read.
struct ReceiptPlan: Hashable, Sendable {
  var when: Condition?
  var id: Condition.Subject?
  var key: Condition.Subject?
  var statuses: [DeliveryStatus: Condition]
  var at: Condition.Subject?
  /// How far the provider's clock is from UTC when it does not say so itself.
  var offsetMinutes: Int
  var error: Condition.Subject?
}

/// How a reply is read.
struct ReplyPlan: Hashable, Sendable {
  var when: Condition?
  /// The sender; several parts are put together, such as the country and the rest of a number.
  var from: [Condition.Subject]
  var text: Condition.Subject
  var id: Condition.Subject?
}

/// What is answered.
struct AnswerPlan: Hashable, Sendable {
  /// The body with a place for what is said back.
  enum Body: Hashable, Sendable {
    case none
    case json(ValueTree)
    case xml(ValueTree)
    case text(Template)
  }

  var status = 200
  var contentType = "text/plain; charset=utf-8"
  var body = Body.none
}
