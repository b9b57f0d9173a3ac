public import Timekeeping

/// What is to leave the machine, complete: nothing is added to it on the way but what the transport
/// itself needs.
public struct WireRequest: Hashable, Sendable {
  /// How it travels.
  public enum Transport: Hashable, Sendable {
    /// An HTTP request.
    case http(method: String, url: String, headers: [Header], body: [UInt8])
    /// A mail: the whole message with its headers, lines ending in CR LF.
    case mail(url: String, from: String, to: [String], message: [UInt8], login: Login?)
    /// A local program, its arguments, what it reads, and what it sees in its environment.
    case program(arguments: [String], input: [UInt8], environment: [String: String])
  }

  /// A header; neither part has a CR or LF.
  public struct Header: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// The header `name: value`.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// A name and a password.
  public struct Login: Hashable, Sendable {
    /// The name.
    public var user: String
    /// The password.
    public var password: String

    /// The login of `user`.
    public init(user: String, password: String) {
      self.user = user
      self.password = password
    }
  }

  /// How the other side's certificate is checked; it always is.
  public struct TLS: Hashable, Sendable {
    /// A file of certificates to trust instead of the system's.
    public var authorities: String?
    /// Our certificate.
    public var certificate: String?
    /// The key of our certificate.
    public var key: String?
    /// Whether a mail server must offer TLS on a plain connection (STARTTLS).
    public var isRequired: Bool

    /// Checks with those files.
    public init(
      authorities: String? = nil,
      certificate: String? = nil,
      key: String? = nil,
      isRequired: Bool = true
    ) {
      self.authorities = authorities
      self.certificate = certificate
      self.key = key
      self.isRequired = isRequired
    }
  }

  /// Which addresses may be connected to, whatever name they have.
  public enum Networks: String, CaseIterable, Hashable, Sendable {
    /// Those of the public internet.
    case `public`
    /// Those of this machine and of private networks too; not link-local ones, where clouds keep
    /// what a machine may know of itself.
    case `private`
    /// All of them.
    case any
  }

  /// How it travels.
  public var transport: Transport
  /// How long making the connection may take.
  public var connectTimeout: TimeSpan
  /// How long the whole exchange may take.
  public var timeout: TimeSpan
  /// How certificates are checked.
  public var tls: TLS
  /// The URL of a proxy.
  public var proxy: String?
  /// Which addresses may be connected to.
  public var networks: Networks
  /// How much of the answer is kept, in bytes.
  public var responseLimit: Int

  /// A request of those parts.
  public init(
    _ transport: Transport,
    connectTimeout: TimeSpan = .seconds(5),
    timeout: TimeSpan = .seconds(15),
    tls: TLS = TLS(),
    proxy: String? = nil,
    responseLimit: Int = 64 * 1024,
    networks: Networks = .private
  ) {
    self.networks = networks
    self.transport = transport
    self.connectTimeout = connectTimeout
    self.timeout = timeout
    self.tls = tls
    self.proxy = proxy
    self.responseLimit = responseLimit
  }
}

/// What came of a request.
public enum WireOutcome: Hashable, Sendable {
  /// The other side answered.
  case replied(WireReply)
  /// Certainly nothing was taken: no address, no connection, a wrong certificate, a program that
  /// does not start. The text says what happened.
  case notSent(String)
  /// It may have been taken or not: time-out or reset after the first byte left. The text says what
  /// happened.
  case unknown(String)
}

/// An answer: HTTP's, a mail server's last code, or a program's exit code and output.
public struct WireReply: Hashable, Sendable {
  /// HTTP status, SMTP code, or exit code.
  public var status: Int
  /// The headers in order, names as they came.
  public var headers: [WireRequest.Header]
  /// The body, or as much as the request allows.
  public var body: [UInt8]
  /// Whether the body was longer.
  public var isCut: Bool

  /// A reply of those parts.
  public init(
    status: Int,
    headers: [WireRequest.Header] = [],
    body: [UInt8] = [],
    isCut: Bool = false
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.isCut = isCut
  }
}
