import NotifierCards
import Timekeeping

/// What no transport can send, found before anything is begun.
enum RequestCheck {
  /// Why `request` cannot be sent; `nil` when it can be tried.
  static func fault(in request: WireRequest) -> String? {
    let files = [request.tls.authorities, request.tls.certificate, request.tls.key, request.proxy]
    if files.contains(where: { $0.map(hasControl) ?? false }) {
      return "a file or proxy has a control character in its name"
    }
    guard request.timeout > .zero else { return "there is no time left for the request" }
    switch request.transport {
    case .http(let method, let url, let headers, _):
      return httpFault(method: method, url: url, headers: headers)
    case .mail(let url, let sender, let recipients, let message, let login):
      return mailFault(url, from: sender, to: recipients, message, login)
    case .program(let arguments, _, let environment):
      return programFault(arguments, environment)
    }
  }

  private static func httpFault(
    method: String,
    url: String,
    headers: [WireRequest.Header]
  ) -> String? {
    if let fault = urlFault(url, schemes: ["http", "https"]) { return fault }
    guard isToken(method), method.uppercased() != "CONNECT" else { return "no HTTP method" }
    for header in headers {
      guard isToken(header.name) else { return "a header's name is not one" }
      guard !hasControl(header.value) else {
        return "the header \(header.name) has a line end or control character"
      }
      if header.name.lowercased() == "transfer-encoding" {
        return "the header \(header.name) is not the card's to set"
      }
    }
    return nil
  }

  private static func mailFault(
    _ url: String,
    from sender: String,
    to recipients: [String],
    _ message: [UInt8],
    _ login: WireRequest.Login?
  ) -> String? {
    if let fault = urlFault(url, schemes: ["smtp", "smtps"]) { return fault }
    guard !recipients.isEmpty else { return "the mail has no recipient" }
    guard !message.isEmpty else { return "the mail is empty" }
    guard recipients.allSatisfy(isAddress), sender.isEmpty || isAddress(sender) else {
      return "a mail address has a character that none may have"
    }
    if let login, hasControl(login.user) || hasControl(login.password) {
      return "the login has a control character"
    }
    // A lone CR or LF is a line end to some servers, and could end the mail and begin another.
    var isBehindReturn = false
    for byte in message {
      if (byte == 10) != isBehindReturn { return "the mail has a line that does not end in CR LF" }
      isBehindReturn = byte == 13
    }
    return isBehindReturn ? "the mail has a line that does not end in CR LF" : nil
  }

  private static func programFault(
    _ arguments: [String],
    _ environment: [String: String]
  ) -> String? {
    guard let program = arguments.first, !program.isEmpty else { return "no program is named" }
    let texts = arguments + environment.flatMap { [$0.key, $0.value] }
    if texts.contains(where: { $0.utf8.contains(0) }) {
      return "an argument or variable has a zero byte"
    }
    if environment.keys.contains(where: { $0.isEmpty || $0.utf8.contains(UInt8(ascii: "=")) }) {
      return "a variable's name is not one"
    }
    return nil
  }

  private static func urlFault(_ url: String, schemes: [String]) -> String? {
    guard url.utf8.count <= 64 * 1024 else { return "the URL is too long" }
    guard !hasControl(url), !url.utf8.contains(where: { $0 == 32 || $0 == UInt8(ascii: "\\") })
    else {
      return "the URL has a space, a backslash or a control character"
    }
    guard let origin = Origin(url) else {
      return "the URL names no host, or has a name or password before it"
    }
    guard schemes.contains(origin.scheme) else {
      return "the URL begins with none of \(schemes.map { "\($0)://" }.joined(separator: ", "))"
    }
    return nil
  }

  /// Whether `text` is a token of HTTP (RFC 9110, 5.6.2).
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  /// Whether `text` can stand between the angle brackets of an SMTP command.
  private static func isAddress(_ text: String) -> Bool {
    !text.isEmpty && !hasControl(text) && !text.utf8.contains { "<> \t".utf8.contains($0) }
  }

  private static func hasControl(_ text: String) -> Bool {
    text.utf8.contains { ($0 < 32 && $0 != 9) || $0 == 127 }
  }
}
