import ConfigurationReader
import Findings
public import NotifierCards
import RunbookModel
import RunbookReader
import Timekeeping

/// A reader of what comes from outside, which must take any bytes whatever.
///
/// It neither ends the process nor runs on; ``read(_:)`` says what else must hold.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A runbook, its front matter, its checks and its plan.
  case runbook
  /// `tocsin.yaml`.
  case configuration
  /// A notifier's card, and what is sent through it.
  case card
  /// A provider's answer to a message.
  case reply
  /// What a provider sends by itself: receipts and replies.
  case receipt
  /// A scenario of a rehearsal.
  case scenario
  /// Times and lengths of time.
  case time

  static let now = Instant(milliseconds: 1_795_404_645_678)

  /// Reads `bytes`.
  ///
  /// - Returns: what is wrong with the answer; `nil` when all is well, as it must be for all bytes.
  public func read(_ bytes: [UInt8], cards: [NotifierCard]) -> String? {
    switch self {
    case .runbook: Self.readRunbook(bytes)
    case .configuration: Self.readConfiguration(bytes)
    case .card: Self.readCard(bytes)
    case .reply: Self.readReply(bytes, cards)
    case .receipt: Self.readReceipt(bytes, cards)
    case .scenario: Self.readScenario(bytes)
    case .time: Self.readTime(bytes)
    }
  }

  private static func readRunbook(_ bytes: [UInt8]) -> String? {
    let reading = RunbookReader.read(bytes, path: "fuzz.md")
    guard let runbook = reading.runbook else {
      return reading.findings.isEmpty ? "no runbook and no finding" : misplaced(reading.findings)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let checks = RunbookChecks(
      RunbookChecks.Surroundings(now: now, exists: { $0.utf8.count % 2 == 0 })
    )
    let findings = checks.findings(
      about: runbook,
      outline: reading.outline,
      source: SourceText(text)
    )
    let graph = StepGraph(unlinked: runbook, path: "fuzz.md")
    if graph.nodes.count < runbook.steps.count { return "the graph lost steps" }
    return misplaced(reading.findings + findings)
  }

  private static func readConfiguration(_ bytes: [UInt8]) -> String? {
    let reading = ConfigurationReader.read(
      bytes,
      ConfigurationReader.Surroundings(now: now, file: { _ in bytes })
    )
    if reading.configuration == nil, reading.findings.isEmpty,
      reading.otherFiles.allSatisfy(\.findings.isEmpty)
    {
      return "no configuration and no finding"
    }
    return misplaced(reading.findings)
  }

  private static func readCard(_ bytes: [UInt8]) -> String? {
    let reading = NotifierCard.read(bytes)
    guard let card = reading.card else {
      return reading.findings.isEmpty ? "no card and no finding" : misplaced(reading.findings)
    }
    use(card)
    return misplaced(reading.findings)
  }

  static func misplaced(_ findings: [Finding]) -> String? {
    findings.first { $0.position.line < 1 || $0.position.column < 1 }.map {
      "\($0.code) at \($0.position.line):\($0.position.column)"
    }
  }

  private static func readTime(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    if let instant = Instant(rfc3339: text), Instant(rfc3339: instant.rfc3339) != instant {
      return "\(text) is written as \(instant.rfc3339), which is another time"
    }
    _ = TimeSpan(text: text)
    return nil
  }
}
