import Foundation
import Timekeeping

/// What goes wrong on purpose.
struct Faults {
  var status: Int?
  var retryAfter: Int?
  var isSilent: Bool
  var isReset: Bool
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
      let wait = faults.retryAfter.map { "Retry-After: \($0)\r\n" } ?? ""
      register.note(request, number, now, status: status, Answer(body: ""))
      let answer = Answer(status: status, body: #"{"error":"out of order"}"#)
      return .answer(Self.bytes(answer, isLast: request.isLast, headers: wait))
    }
    var answer = provider.answer(request, number: number, now: now)
    if let message = answer.message {
      answer.unexpected = answer.unexpected ?? expectation.fault(in: message.text, number: number)
    }
    register.note(request, number, now, status: answer.status, answer)
    receipts.send(for: answer, provider: Provider.name(of: request.path), now: now)
    if isFailing, faults.isSilent || faults.isReset {
      faults.times = faults.times.map { $0 - 1 }
      return faults.isReset ? .reset : .silence
    }
    return .answer(Self.bytes(answer, isLast: request.isLast))
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
