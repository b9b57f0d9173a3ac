import HTTPTypes
import HummingbirdCore

/// A request as it came in.
public struct WebRequest: Hashable, Sendable {
  /// The method, in capitals.
  public var method: String
  /// The path with the query behind it, as it was sent.
  public var target: String
  /// The header fields in their order.
  public var headers: [(name: String, value: String)] {
    fields.map { ($0.name, $0.value) }
  }
  /// The body.
  public var body: [UInt8]

  private struct Field: Hashable, Sendable {
    var name: String
    var value: String
  }

  private let fields: [Field]

  /// A request of those parts.
  public init(
    method: String,
    target: String,
    headers: [(name: String, value: String)] = [],
    body: [UInt8] = []
  ) {
    self.method = method
    self.target = target
    self.body = body
    fields = headers.map { Field(name: $0.name, value: $0.value) }
  }

  init(_ request: Request, _ body: [UInt8]) {
    self.init(
      method: request.method.rawValue,
      target: request.head.path ?? "/",
      headers: request.headers.map { ($0.name.rawName, $0.value) },
      body: body
    )
  }

  /// The parts of the path between slashes, decoded; `nil` when it cannot be read.
  var path: [String]? {
    let path = target.prefix { $0 != "?" }
    guard path.hasPrefix("/") else { return nil }
    var parts: [String] = []
    for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let text = Self.decoded(part) else { return nil }
      parts.append(text)
    }
    return parts
  }

  /// The first value of that name in a body that is a form.
  func formValue(_ name: String) -> String? {
    for pair in String(decoding: body, as: UTF8.self).split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, parts[0] == name { return Self.decoded(parts[1]) }
    }
    return nil
  }

  private static func decoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}

/// What is answered to a request.
public struct WebAnswer: Hashable, Sendable {
  /// The status.
  public var status: Int
  /// The type of the body.
  public var contentType: String
  /// Where to go on; for redirections.
  public var location: String?
  /// The methods that there are, for those that there are not.
  public var allowed: String?
  /// The body.
  public var body: [UInt8]

  /// An answer of those parts.
  public init(
    status: Int,
    contentType: String,
    location: String? = nil,
    allowed: String? = nil,
    body: [UInt8]
  ) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.allowed = allowed
    self.body = body
  }

  static func plain(_ status: Int, _ text: String) -> WebAnswer {
    WebAnswer(
      status: status,
      contentType: "text/plain; charset=utf-8",
      body: Array(text.utf8)
    )
  }

  /// What is said about every answer: it is not kept, not shown inside of other pages, loads
  /// nothing, and tells nobody where its reader came from.
  static let promises: KeyValuePairs<String, String> = [
    "Cache-Control": "no-store",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
      + "frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
  ]

  func head(isLast: Bool) -> HTTPResponse {
    var fields = HTTPFields()
    func set(_ name: String, _ value: String) {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    for (name, value) in Self.promises { set(name, value) }
    set("Content-Type", contentType)
    set("Content-Length", "\(body.count)")
    if let location { set("Location", location) }
    if let allowed { set("Allow", allowed) }
    if isLast { set("Connection", "close") }
    return HTTPResponse(status: HTTPResponse.Status(code: status), headerFields: fields)
  }
}
