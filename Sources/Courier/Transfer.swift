import CCurl
import NotifierCards

/// One request on its way through libcurl, with what has come back so far.
///
/// Safe to use: the loop keeps the object alive for as long as libcurl may call it, and both run on
/// the loop's thread.
@safe final class Transfer {
  let errand: Errand
  let easy: EasyHandle
  /// What libcurl must not repeat in a text.
  private let hidden: [String]
  let origin: Origin
  private var head = ReplyHead()
  private var answers = MailAnswers()
  private var body: [UInt8] = []
  private var isCut = false
  /// How often libcurl was about to write the request.
  private var attempts = 0
  private var isSecondTry = false
  private var message: ArraySlice<UInt8> = []

  /// Prepares `errand` on `easy`; `nil` when libcurl refuses something, which then says why.
  init?(_ errand: Errand, origin: Origin, on easy: EasyHandle, now: Int64) {
    self.errand = errand
    self.easy = easy
    self.origin = origin
    let request = errand.request
    var login: [String] = []
    if case .mail(_, _, _, let message, let given) = request.transport {
      self.message = message[...]
      login = [given?.password, given?.user].compactMap { $0 }
    }
    hidden = [origin.rest, request.proxy ?? ""] + login
    easy.setCommon(request, millisecondsLeft: errand.deadline - now)
    switch request.transport {
    case .http(let method, let url, let headers, let body):
      easy.setHTTP(method: method, url: url, headers: headers, body: body, scheme: origin.scheme)
    case .mail(let url, let sender, let recipients, let message, let login):
      easy.setMail(url: url, from: sender, to: recipients, size: message.count, login: login)
      easy.setMailTLS(request.tls, origin: origin)
    case .program: return nil
    }
    setCalls(isMail: isMail)
    guard easy.setupFault == CURLE_OK else { return nil }
  }

  private var isMail: Bool {
    if case .mail = errand.request.transport { return true }
    return false
  }

  private func setCalls(isMail: Bool) {
    var calls = unsafe tocsin_curl_calls()
    unsafe calls.context = Unmanaged.passUnretained(self).toOpaque()
    unsafe calls.fault = unsafe easy.faultText
    // In each of these the context is the transfer that set it, and the bytes are libcurl's and
    // valid during the call.
    unsafe calls.write = { bytes, size, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return unsafe transfer.keep(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    unsafe calls.header = { bytes, size, count, context in
      guard let bytes = unsafe bytes, let context = unsafe context else { return 0 }
      let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return unsafe transfer.keepLine(UnsafeRawBufferPointer(start: bytes, count: size * count))
    }
    unsafe calls.before = { context, _, _, _, _ in
      guard let context = unsafe context else { return CURL_PREREQFUNC_ABORT }
      let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
      return transfer.mayWrite() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT
    }
    if isMail {
      unsafe calls.read = { room, size, count, context in
        guard let room = unsafe room, let context = unsafe context else { return 0 }
        let transfer = unsafe Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
        return unsafe transfer.give(
          UnsafeMutableRawBufferPointer(start: room, count: size * count)
        )
      }
    }
    easy.note(unsafe tocsin_curl_set_calls(easy.pointer, &calls))
  }

  /// Keeps as much of the body as is allowed; libcurl stops when less is taken than it gave.
  private func keep(_ bytes: UnsafeRawBufferPointer) -> Int {
    let room = max(0, errand.request.responseLimit - body.count)
    guard bytes.count > room else {
      unsafe body.append(contentsOf: bytes)
      return bytes.count
    }
    unsafe body.append(contentsOf: bytes.prefix(room))
    isCut = true
    return 0
  }

  private func keepLine(_ bytes: UnsafeRawBufferPointer) -> Int {
    let goesOn = isMail ? unsafe answers.add(bytes) : unsafe head.add(bytes)
    return goesOn ? bytes.count : 0
  }

  /// Whether libcurl may write the request.
  ///
  /// When a connection that was used before breaks off after the request, libcurl makes a new one
  /// and writes the request again, although the first may have been taken. There is no option
  /// against it, but this call comes first. When nothing was written the second try is harmless.
  private func mayWrite() -> Bool {
    attempts += 1
    guard attempts > 1, easy.number(CURLINFO_REQUEST_SIZE) > 0 else { return true }
    isSecondTry = true
    return false
  }

  /// Gives libcurl the next part of a mail.
  private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
    let part = message.prefix(room.count)
    unsafe room.copyBytes(from: part)
    message = message.dropFirst(part.count)
    return part.count
  }

  /// What came of it, when libcurl is done with `code`.
  func outcome(_ code: CURLcode) -> WireOutcome {
    isMail ? mailOutcome(code) : webOutcome(code)
  }

  /// What came of it, when we end it.
  func outcome(endedBecause reason: String) -> WireOutcome {
    mayHaveLeft ? .unknown("\(origin.text): \(reason)") : .notSent("\(origin.text): \(reason)")
  }

  /// Whether the other side may have taken the message.
  ///
  /// A mail is taken at its end and not before (RFC 5321, 4.1.1.4); a request of HTTP may be with
  /// its first byte.
  private var mayHaveLeft: Bool {
    isMail
      ? attempts > 0 && message.isEmpty : easy.number(CURLINFO_REQUEST_SIZE) > 0 && attempts > 0
  }

  private func webOutcome(_ code: CURLcode) -> WireOutcome {
    if let status = head.finalStatus {
      let isWhole = code == CURLE_OK && !isCut
      return .replied(
        WireReply(status: status, headers: head.headers, body: body, isCut: !isWhole)
      )
    }
    return failure(code)
  }

  private func mailOutcome(_ code: CURLcode) -> WireOutcome {
    let status = easy.number(CURLINFO_RESPONSE_CODE)
    // A code below 400 beside a fault is not the server's last word but that of the step before.
    guard code == CURLE_OK || (400..<600).contains(status) else { return failure(code) }
    guard case .mail(_, _, let recipients, _, _) = errand.request.transport else {
      return failure(code)
    }
    let limit = max(0, errand.request.responseLimit)
    return .replied(
      WireReply(
        status: status,
        headers: code == CURLE_OK ? answers.refused(of: recipients) : [],
        body: Array(answers.text(endingWith: status).utf8.suffix(limit))
      )
    )
  }

  private func failure(_ code: CURLcode) -> WireOutcome {
    if isSecondTry {
      return outcome(
        endedBecause: "the connection broke off after the request and before an answer"
      )
    }
    if code == CURLE_COULDNT_CONNECT, let address = easy.refusedAddress {
      return outcome(
        endedBecause: "the address \(address) lies outside of the card's transport.networks "
          + "(\(errand.request.networks.rawValue)) and was not connected to"
      )
    }
    if code == CURLE_OK { return outcome(endedBecause: "the connection ended without an answer") }
    return outcome(endedBecause: FaultText.cleaned(easy.text(of: code), hiding: hidden))
  }
}
