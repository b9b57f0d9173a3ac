import ArgumentParser
import DutyRoster
import Engine
import Findings
import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

/// `tocsin notify log`.
struct NotifyLogCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: .said(en: "Tell what became of each message of an incident.", zh: "查看事件中每条消息的去向。"),
    discussion: .said(
      en: "Of addresses only the last four characters are shown.",
      zh: "地址只显示最后四个字符。"
    )
  )

  @Argument(
    help: .said(
      en: "The incident; without it the open one, else the latest.",
      zh: "事件；不写则为进行中的事件，没有时为最近的事件。"
    )
  )
  var incident: String?
  @Option(help: .said(en: "text or json.", zh: "text 或 json。")) var format: Format = .text
  @OptionGroup var zone: ZoneOption
  @OptionGroup var options: HomeOptions

  func run() throws {
    let home = try options.open()
    let record = try home.record(home.incident(incident))
    let outbox = try home.load(record.id).state.outbox
    let log = MessageLog(
      incident: record.id,
      entries: outbox.entries,
      events: record.events,
      zone: try zone.zone(home.language)
    )
    switch format {
    case .text: StandardStream.output(log.text(home.language))
    case .json: StandardStream.output(log.json + "\n")
    }
  }
}

/// The messages of an incident, each with what happened to it.
struct MessageLog {
  let incident: IncidentID
  let entries: [Outbox.Entry]
  let events: [Event]
  let zone: ReportZone

  /// The log as lines for people.
  func text(_ language: Language) -> String {
    guard !entries.isEmpty else {
      return NotifyPhrases.noMessages.text(language, ["incident": incident.text]) + "\n"
    }
    let sentences = EscalationSentences(
      language: language,
      time: { zone.dateAndTime($0) },
      message: { $0.text },
      tellsProviderIDs: true
    )
    let title = [
      "incident": incident.text, "n": "\(entries.count)", "zone": zone.identifier,
    ]
    var lines = [NotifyPhrases.logTitle.text(language, title)]
    let histories = self.histories
    for entry in entries {
      lines += ["", heading(entry, language), "  " + recipient(entry, language)]
      for event in histories[entry.message.key] ?? [] {
        guard let sentence = sentences.sentence(event.fact) else { continue }
        let time = zone.dateAndTime(event.occurredAt)
        lines.append("  \(time)  \(PrintableText.message(sentence))")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func heading(_ entry: Outbox.Entry, _ language: Language) -> String {
    var arguments = ["key": entry.message.key.text]
    switch entry.message.purpose {
    case .page(_, let rung):
      arguments["round"] = "\(rung.round)"
      arguments["level"] = "\(rung.level)"
      return NotifyPhrases.pageOfRound.text(language, arguments)
    case .notice(let step?, _):
      arguments["step"] = step.text
      return NotifyPhrases.notice.text(language, arguments)
    case .notice(nil, _): return NotifyPhrases.noticeOfMeans.text(language, arguments)
    }
  }

  private func recipient(_ entry: Outbox.Entry, _ language: Language) -> String {
    var arguments = [
      "name": PrintableText.message(entry.message.name), "notifier": entry.message.notifier,
      "status": entry.status.phrase.text(language),
    ]
    guard let address = entry.address, !address.isEmpty else {
      return NotifyPhrases.messageWithoutAddress.text(language, arguments)
    }
    arguments["address"] = PrintableText.message(MaskedAddress.text(address))
    return NotifyPhrases.message.text(language, arguments)
  }

  /// The events about each message, in their order.
  private var histories: [MessageKey: [Event]] {
    var histories: [MessageKey: [Event]] = [:]
    for event in events {
      for key in event.fact.messages { histories[key, default: []].append(event) }
    }
    return histories
  }

  // MARK: JSON

  /// The log as a JSON document.
  var json: String {
    let histories = self.histories
    let messages = entries.map { json($0, histories[$0.message.key] ?? []) }
    let document: JSONValue = .object([
      "incident": .string(incident.text), "messages": .array(messages),
    ])
    return document.text
  }

  private func json(_ entry: Outbox.Entry, _ events: [Event]) -> JSONValue {
    let message = entry.message
    return .object([
      "key": .string(message.key.text),
      "purpose": purpose(message.purpose),
      "person": .optional(message.person),
      "name": .string(message.name),
      "language": .string(message.language.rawValue),
      "notifier": .string(message.notifier),
      "address": .optional(entry.address.map(MaskedAddress.text)),
      "urgency": .string(message.urgency.rawValue),
      "status": .string(entry.status.name),
      "attempts": .integer(entry.attempts),
      "providerID": .optional(entry.providerID),
      "queuedAt": time(entry.queuedAt),
      "dueAt": message.dueAt.map(time),
      "expiresAt": time(message.expiresAt),
      "events": .array(events.map(json)),
    ])
  }

  private func purpose(_ purpose: OutboxMessage.Purpose) -> JSONValue {
    switch purpose {
    case .page(let escalation, let rung):
      .object([
        "kind": "page", "escalation": .integer(escalation), "round": .integer(rung.round),
        "level": .integer(rung.level),
      ])
    case .notice(let step, let notice):
      .object(["kind": "notice", "step": .optional(step?.text), "notice": .integer(notice)])
    }
  }

  private func json(_ event: Event) -> JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member("at", time(event.occurredAt)),
      JSONValue.Member("kind", .string(event.fact.kind)),
    ]
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(JSONValue.Member(name, value)) }
    }
    switch event.fact {
    case .messageAttempted(_, let attempt, let isRepeat, let provider):
      add("attempt", .integer(attempt))
      add("isRepeat", .bool(isRepeat))
      add("provider", provider.map { .string($0) })
    case .messageInquired(_, let attempt): add("attempt", .integer(attempt))
    case .messageUncertain(_, let attempt, let detail, let askAt):
      add("attempt", .integer(attempt))
      add("detail", .string(detail))
      add("askAt", time(askAt))
    case .messageSent(_, let attempt, let providerID):
      add("attempt", .integer(attempt))
      add("providerID", .optional(providerID))
    case .messageDeferred(_, let attempt, let fault, let until):
      add("attempt", .integer(attempt))
      add("fault", .string(fault.name))
      add("detail", .string(fault.detail))
      add("until", time(until))
    case .messageFailed(_, let attempt, let fault), .messagePassedOn(_, let attempt, let fault):
      add("attempt", .integer(attempt))
      add("fault", .string(fault.name))
      add("detail", .string(fault.detail))
    case .messageUnknown(_, let attempt, let detail, let until):
      add("attempt", .integer(attempt))
      add("detail", .string(detail))
      add("until", until.map(time))
    case .messageHeld(_, let until, let cause):
      add("until", time(until))
      add("cause", cause.map { .string($0.rawValue) })
    case .messageUndelivered(_, let detail): add("detail", .string(detail))
    case .messagesSuperseded(_, let cause): add("cause", .string(cause.rawValue))
    default: break
    }
    return .object(members)
  }

  private func time(_ instant: Instant) -> JSONValue { .string(zone.rfc3339(instant)) }
}

extension Fact {
  /// The messages that it is about.
  fileprivate var messages: [MessageKey] {
    switch self {
    case .messageQueued(let message): [message.key]
    case .messageAttempted(let key, _, _, _), .messageSent(let key, _, _),
      .messageDeferred(let key, _, _, _), .messageFailed(let key, _, _),
      .messageUnknown(let key, _, _, _), .messageHeld(let key, _, _), .messageDelivered(let key),
      .messagePassedOn(let key, _, _), .messageUncertain(let key, _, _, _),
      .messageInquired(let key, _),
      .messageUndelivered(let key, _):
      [key]
    case .messagesSuperseded(let keys, _): keys
    default: []
    }
  }
}

extension SendFault {
  /// The fault in one stable word, for programs.
  fileprivate var name: String {
    switch self {
    case .throttled: "throttled"
    case .temporary: "temporary"
    case .permanent: "permanent"
    case .refused: "refused"
    case .unsendable: "unsendable"
    case .exhausted: "exhausted"
    }
  }

  /// What the provider or the system said.
  fileprivate var detail: String {
    switch self {
    case .throttled(let detail), .temporary(let detail), .permanent(let detail),
      .refused(let detail), .unsendable(let detail), .exhausted(let detail):
      detail
    }
  }
}

extension Outbox.Status {
  /// The status in one stable word, for programs.
  fileprivate var name: String {
    switch self {
    case .queued: "queued"
    case .attempting: "attempting"
    case .deferred: "deferred"
    case .sent: "sent"
    case .delivered: "delivered"
    case .unknown: "unknown"
    case .failed: "failed"
    case .superseded: "superseded"
    }
  }

  /// The status for people.
  fileprivate var phrase: Phrase {
    switch self {
    case .queued: Phrase(en: "waiting for its time", zh: "等待发送")
    case .attempting: Phrase(en: "on its way", zh: "发送中")
    case .deferred: Phrase(en: "to be tried again", zh: "等待重试")
    case .sent: Phrase(en: "sent", zh: "已发送")
    case .delivered: Phrase(en: "delivered", zh: "已送达")
    case .unknown: Phrase(en: "nobody knows whether it was taken", zh: "是否送出未知")
    case .failed: Phrase(en: "failed", zh: "失败")
    case .superseded: Phrase(en: "not needed any more", zh: "不再需要")
    }
  }
}
