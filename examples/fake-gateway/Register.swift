import Foundation
import Timekeeping

/// Writes down what came in: on standard output, in a file, and the unexpected on standard error.
struct Register {
  /// A line of the file.
  private struct Entry: Encodable {
    var number: Int
    var at: String
    var provider: String
    var method: String
    var target: String
    var to: String
    var text: String
    var status: Int
    var body: String
    var unexpected: String?
  }

  let isQuiet: Bool
  private let file: FileHandle?
  private(set) var taken = 0
  private(set) var refused = 0
  private(set) var unexpected = 0
  private var lines: [UInt8] = []
  private var entries = Data()

  /// How many messages end the program; `nil` for none.
  private let until: Int?
  private var first: ContinuousClock.Instant?
  private var last: ContinuousClock.Instant?

  init(log: String?, isQuiet: Bool, until: Int?) throws {
    self.isQuiet = isQuiet
    self.until = until
    guard let log else {
      file = nil
      return
    }
    if !FileManager.default.fileExists(atPath: log) {
      try Data().write(to: URL(filePath: log))
    }
    file = try FileHandle(forWritingTo: URL(filePath: log))
    try file?.seekToEnd()
  }

  /// Notes a request and what became of it.
  mutating func note(
    _ request: IncomingRequest,
    _ number: Int,
    _ now: Instant,
    status: Int,
    _ answer: Answer
  ) {
    if answer.message == nil { refused += 1 } else { count() }
    if let reason = answer.unexpected {
      complain("\(request.method) \(request.path), message \(number): \(reason)")
    }
    guard !isQuiet || file != nil else { return }
    let provider = String(Provider.name(of: request.path))
    let to = answer.message?.to ?? ""
    let text = answer.message?.text ?? "(not taken)"
    if !isQuiet {
      let words = [now.rfc3339, provider, "\(status)", to, Self.oneLine(text)]
      lines += Array(words.filter { !$0.isEmpty }.joined(separator: "  ").utf8) + [10]
    }
    guard file != nil else { return }
    let entry = Entry(
      number: number,
      at: now.rfc3339,
      provider: provider,
      method: request.method,
      target: request.target,
      to: to,
      text: answer.message?.text ?? "",
      status: status,
      body: String(decoding: request.body, as: UTF8.self),
      unexpected: answer.unexpected
    )
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let line = try? encoder.encode(entry) else { return }
    entries += line + [10]
  }

  /// Notes something that nobody should have sent.
  mutating func complain(_ reason: String) {
    unexpected += 1
    FileHandle.standardError.write(Data("fake-gateway: UNEXPECTED: \(reason)\n".utf8))
  }

  /// Writes what was noted since the last time; before the answers leave, so that whoever has an
  /// answer finds the line.
  mutating func flush() {
    if !lines.isEmpty { FileHandle.standardOutput.write(Data(lines)) }
    if !entries.isEmpty { file?.write(entries) }
    lines.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
  }

  private mutating func count() {
    taken += 1
    guard until != nil else { return }
    last = .now
    if first == nil { first = last }
  }

  /// Whether as many messages were taken as were waited for.
  var isDone: Bool { until.map { taken >= $0 } ?? false }

  /// How long the messages took, once as many as were waited for are there.
  var pace: String? {
    guard isDone, let first, let last else { return nil }
    let seconds = (last - first) / .seconds(1)
    let rate = seconds > 0 ? Double(taken) / seconds : 0
    return String(format: "%d messages in %.3f s, %.0f a second", taken, seconds, rate)
  }

  /// What came in, in a sentence.
  var summary: String { "\(taken) taken, \(refused) refused, \(unexpected) unexpected" }

  private static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " | ")
  }
}
