import DutyRoster
import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import RunbookModel
import Testing
import Timekeeping

/// Records are put together by hand; they must be what the encoder makes of the same event.
struct RecordTextTests {
  static let awkward = "王芳 \"\\/\n\u{1}\u{7F}\u{2028}🔥"

  static func message(
    _ purpose: OutboxMessage.Purpose,
    person: String?,
    dueAt: Instant?,
    follows: MessageKey?
  ) -> Fact {
    .messageQueued(
      OutboxMessage(
        key: MessageKey("1.1.2.\(awkward).0"),
        purpose: purpose,
        person: person,
        name: awkward,
        language: .chinese,
        notifier: "sms",
        urgency: .low,
        dueAt: dueAt,
        follows: follows,
        expiresAt: Instant(milliseconds: -62_167_219_199_999)
      )
    )
  }

  static let facts: [Fact] = [
    message(
      .page(escalation: 2, rung: Rung(round: 1, level: 3)),
      person: nil,
      dueAt: nil,
      follows: nil
    ),
    message(
      .notice(step: StepID("look"), notice: 4),
      person: "li",
      dueAt: Instant(milliseconds: 253_402_300_799_999),
      follows: MessageKey("1.1.2.li.0")
    ),
    message(.notice(step: nil, notice: 5), person: "li", dueAt: nil, follows: nil),
    .messageAttempted(message: MessageKey(awkward), attempt: 1, isRepeat: false),
    .messageAttempted(message: MessageKey("k"), attempt: 2, isRepeat: true, provider: awkward),
    .messageSent(message: MessageKey("k"), attempt: 3, providerID: nil),
    .messageSent(message: MessageKey("k"), attempt: 3, providerID: awkward),
    .incidentAcknowledged,
    .stepReached(StepID(awkward), visit: 2),
    .stepReleased(StepID(awkward)),
    .stepDone(StepID(awkward)),
    .commandStarted(
      StepID(awkward),
      command: 1,
      attempt: 12,
      process: ProcessIdentity(pid: 4_194_304, startTicks: 1 << 62, bootID: awkward, host: awkward)
    ),
    finished(CommandResult(end: .exited(0), duration: .seconds(2), stdoutSHA256: awkward)),
    finished(
      CommandResult(end: .exited(255), duration: .zero, outputBytes: 7, isTruncated: true)
    ),
    finished(CommandResult(end: .exited(1), unmet: [.exit([0, 2])], duration: .zero)),
    finished(CommandResult(end: .signalled(9), duration: .zero)),
    finished(CommandResult(end: .notStarted(awkward), duration: .zero)),
  ]

  static func finished(_ result: CommandResult) -> Fact {
    .commandFinished(StepID(awkward), attempt: 12, result)
  }

  @Test(arguments: facts)
  func `a record is the canonical form of its event`(_ fact: Fact) throws {
    let bench = try Workbench()
    let journal = try bench.journal()
    let draft = DraftEvent(
      occurredAt: Instant(milliseconds: 1_795_404_645_007),
      actor: Actor(name: Self.awkward, terminal: "pts/3"),
      source: .sideFile,
      visibility: .regulator,
      fact: fact,
      sealed: ["b": Self.awkward, "a": "", "é": "1", "Z": "2"]
    )

    try journal.append([draft, .fact(fact)], to: .database, after: 0)

    for record in try journal.query("SELECT record FROM events ORDER BY sequence") {
      let value = try JSONDecoder().decode(Value.self, from: Data(record.utf8))
      #expect(try CanonicalJSON.text(of: value) == record)
      #expect(record.contains(#","fact":\#(try CanonicalJSON.text(of: fact)),"incident":""#))
    }
    let events = try journal.events(of: .database, after: 0, limit: 3)
    #expect(events.map(\.fact) == [fact, fact])
    #expect(events[0].sealed == draft.sealed)
    #expect(events[0].actor == draft.actor)
    #expect(events[0].occurredAt == draft.occurredAt)
    #expect(events[0].visibility == .regulator)
    #expect(events[0].source == .sideFile)
  }
}

extension RecordTextTests {
  @Test(arguments: facts)
  func `a row of several events is in canonical form`(_ fact: Fact) throws {
    let bench = try Workbench()
    let journal = try bench.journal()
    let drafts = (0..<12).map { number in
      var draft = DraftEvent.fact(fact)
      draft.sealed = ["b": Self.awkward, "a": "\(number)", "text": "\(number / 5)"]
      return draft
    }

    let events = try journal.append(drafts, to: .database, after: 0)

    let record = try journal.query("SELECT record FROM events")[0]
    let value = try JSONDecoder().decode(Value.self, from: Data(record.utf8))
    #expect(try CanonicalJSON.text(of: value) == record)
    let list = Array(repeating: try CanonicalJSON.text(of: fact), count: 12)
    #expect(record.contains(#","facts":[\#(list.joined(separator: ","))],"incident":""#))
    #expect(try journal.events(of: .database, after: 0, limit: 99) == events)
    // The output of a command whose digest is told here was never kept.
    let lacks = record.contains("stdoutSHA256") ? Flaw.outputChanged(sequence: 1, attempt: 12) : nil
    #expect(try journal.verify(.database)[0].flaw == lacks)
  }
}

/// Any value that a record has.
private enum Value: Codable {
  case boolean(Bool)
  case number(Int)
  case text(String)
  case list([Value])
  case object([String: Value])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode(Int.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([Value].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: Value].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .boolean(let value): try container.encode(value)
    case .number(let value): try container.encode(value)
    case .text(let value): try container.encode(value)
    case .list(let value): try container.encode(value)
    case .object(let value): try container.encode(value)
    }
  }
}
