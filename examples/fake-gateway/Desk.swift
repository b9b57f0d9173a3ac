import Foundation
import Timekeeping

/// What goes wrong on purpose.
struct Faults {
  /// What a message that was taken gets instead of an answer.
  enum Misdeed {
    case silence, reset, halfClose, garbage
  }

  /// What is answered instead of taking the message, with these headers.
  var status: Int?
  var headers: String
  var misdeed: Misdeed?
  /// How many messages are left to fail; `nil` for all.
  var times: Int?
}

/// Which messages are right.
struct Expectation {
  var texts: [String]
  var atMost: Int?

  func fault(in text: String, number: Int) -> String? {
    if let atMost, number > atMost { return "it is one more than the \(atMost) expected" }
    if !texts.isEmpty, !texts.contains(where: text.contains) {
      return "it holds none of the expected texts"
    }
    return nil
  }
}

/// What happens to a connection after a request.
enum Reaction {
  case answer([UInt8])
  /// Nothing comes behind it.
  case last([UInt8])
  case silence
  case reset
}

/// Takes requests, decides what becomes of them, and writes that down.
struct Desk {
  var provider: Provider
  var faults: Faults
  var register: Register
  let expectation: Expectation
  let receipts: Receipts
  private var number = 0

  init(
    provider: Provider,
    faults: Faults,
    register: Register,
    expectation: Expectation,
    receipts: Receipts
  ) {
    self.provider = provider
    self.faults = faults
    self.register = register
    self.expectation = expectation
    self.receipts = receipts
  }

  /// What becomes of `request`.
  mutating func react(to request: IncomingRequest) -> Reaction {
    number += 1
    let now = Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    let isFailing = faults.times.map { $0 > 0 } ?? true
    if isFailing, let status = faults.status {
      faults.times = faults.times.map { $0 - 1 }
      register.note(request, number, now, status: status, Answer(body: ""))
      let answer = Answer(status: status, body: #"{"error":"out of order"}"#)
      return .answer(Self.bytes(answer, isLast: request.isLast, headers: faults.headers))
    }
    var answer = provider.answer(request, number: number, now: now)
    if let message = answer.message {
      answer.unexpected = answer.unexpected ?? expectation.fault(in: message.text, number: number)
    }
    register.note(request, number, now, status: answer.status, answer)
    receipts.send(for: answer, provider: Provider.name(of: request.path), now: now)
    let bytes = Self.bytes(answer, isLast: request.isLast)
    guard isFailing, let misdeed = faults.misdeed else { return .answer(bytes) }
    faults.times = faults.times.map { $0 - 1 }
    switch misdeed {
    case .silence: return .silence
    case .reset: return .reset
    case .halfClose: return .last(Array("HTTP/1.1 ".utf8))
    case .garbage: return .last(Array("\u{7}\u{0}not HTTP\r\n\r\n".utf8))
    }
  }

  /// What is answered to something that is no request.
  mutating func refuse() -> [UInt8] {
    register.complain("something came that is no request of HTTP/1.1 with a Content-Length")
    return Self.bytes(Answer(status: 400, body: ""), isLast: true)
  }

  private static func bytes(_ answer: Answer, isLast: Bool, headers: String = "") -> [UInt8] {
    let close = isLast ? "Connection: close\r\n" : ""
    let head =
      "HTTP/1.1 \(answer.status) x\r\nContent-Type: \(answer.type)\r\n\(headers)\(close)"
      + "Content-Length: \(answer.body.utf8.count)\r\n\r\n"
    return Array(head.utf8) + Array(answer.body.utf8)
  }
}
