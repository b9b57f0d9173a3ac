import Courier
import Foundation
import NotifierCards
import Synchronization
import Timekeeping

extension WireRequest {
  /// A request of HTTP with a short time.
  static func web(
    _ url: String,
    method: String = "POST",
    headers: [Header] = [],
    body: String = "text=hello",
    milliseconds: Int64 = 10_000,
    tls: TLS = TLS(),
    proxy: String? = nil,
    responseLimit: Int = 64 * 1024,
    networks: Networks = .private
  ) -> WireRequest {
    WireRequest(
      .http(method: method, url: url, headers: headers, body: Array(body.utf8)),
      timeout: TimeSpan(milliseconds: milliseconds),
      tls: tls,
      proxy: proxy,
      responseLimit: responseLimit,
      networks: networks
    )
  }

  static func program(
    _ arguments: [String],
    input: String = "",
    environment: [String: String] = ["PATH": "/usr/bin:/bin"],
    milliseconds: Int64 = 10_000,
    responseLimit: Int = 64 * 1024
  ) -> WireRequest {
    WireRequest(
      .program(arguments: arguments, input: Array(input.utf8), environment: environment),
      timeout: TimeSpan(milliseconds: milliseconds),
      responseLimit: responseLimit
    )
  }
}

extension WireOutcome {
  /// The answer, when there was one.
  var reply: WireReply? {
    if case .replied(let reply) = self { return reply }
    return nil
  }

  /// Why it was certainly not sent.
  var notSent: String? {
    if case .notSent(let reason) = self { return reason }
    return nil
  }

  /// Why nobody knows.
  var unknown: String? {
    if case .unknown(let reason) = self { return reason }
    return nil
  }
}

extension WireReply {
  var text: String { String(decoding: body, as: UTF8.self) }

  func value(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

/// A list that threads add to.
final class Notebook<Entry: Sendable>: Sendable {
  private let lines = Mutex<[Entry]>([])

  func add(_ entry: Entry) { lines.withLock { $0.append(entry) } }

  var entries: [Entry] { lines.withLock { $0 } }
}
