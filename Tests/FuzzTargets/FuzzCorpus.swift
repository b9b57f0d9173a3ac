import Foundation
public import NotifierCards

/// The files that come with Tocsin, from which strange ones are made.
public struct FuzzCorpus: Sendable {
  /// The folder of the package.
  public let root: String

  /// The files below that folder.
  public init(root: String) { self.root = root }

  private func files(_ folder: String, _ suffix: String) -> [[UInt8]] {
    let path = "\(root)/\(folder)"
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap {
      FileManager.default.contents(atPath: "\(path)/\($0)").map(Array.init)
    }
  }

  /// The cards, each as it is and once more without the check of who sends its receipts, which no
  /// strange input would pass.
  public var cards: [NotifierCard] {
    files("notifiers", ".yaml").flatMap { bytes in
      [bytes, Self.trusting(bytes)].compactMap { NotifierCard.read($0).card }
    }
  }

  private static func trusting(_ bytes: [UInt8]) -> [UInt8] {
    var lines: [Substring] = []
    var isDropping = false
    for line in String(decoding: bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    {
      if line.hasPrefix("  check:") {
        isDropping = true
      } else if !line.hasPrefix("    ") {
        isDropping = false
      }
      if !isDropping { lines.append(line) }
    }
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// Inputs that a target reads as they are meant.
  public func inputs(for target: FuzzTarget) -> [[UInt8]] {
    switch target {
    case .runbook:
      files("runbooks", ".md") + files("docs", ".md")
        + files("Tests/RunbookReaderTests/Samples", ".md")
    case .configuration: files("examples", ".yaml") + files("Sources/ConfigurationReader", ".yaml")
    case .card: files("notifiers", ".yaml")
    case .scenario: files("runbooks/scenarios", ".yaml") + FuzzTarget.scenarios
    case .reply, .receipt:
      Self.bodies.flatMap { body in
        (0..<UInt8(clamping: cards.count)).map { [$0, 0] + Array(body.utf8) }
      }
    case .time:
      [
        "2026-11-23T03:30:45.678Z", "2026-11-23T03:30:45+08:00", "1h 30m", "5m", "90 s", "2 天",
        "五分钟", "1.5h", "2026-02-29T24:00:00Z",
      ].map { Array($0.utf8) }
    }
  }

  private static let bodies = [
    #"{"code":0,"id":"1","ok":true}"#, #"{"errcode":130101,"errmsg":"send too fast"}"#,
    #"{"error":"throttled","retry_after":30}"#, "OK", "0: Accepted for delivery",
    #"{"receipts":[{"id":"1","status":"delivered","at":"2026-11-23T03:30:45Z"}]}"#,
    #"[{"phone_number":"1","report_time":"2026-01-02 11:04:05","success":true,"biz_id":"9"}]"#,
    "MessageSid=SM1&MessageStatus=delivered&Body=ok&From=%2B1", "<a><b>1</b></a>",
    #"{"Response":{"SendStatusSet":[{"Code":"Ok","SerialNo":"1"}]}}"#,
  ]
}
