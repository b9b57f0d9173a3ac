public import IncidentCore

/// A message by the incident that it belongs to.
public struct MessageReference: Hashable, Sendable {
  /// The incident.
  public var incident: IncidentID
  /// The message in it.
  public var message: MessageKey

  /// `message` of `incident`.
  public init(incident: IncidentID, message: MessageKey) {
    self.incident = incident
    self.message = message
  }

  /// The idempotency key that providers get for the message.
  public var text: String { "\(incident)/\(message)" }

  /// Reads what ``text`` wrote.
  public init?(_ text: String) {
    guard let slash = text.firstIndex(of: "/"), slash != text.startIndex else { return nil }
    let key = text[text.index(after: slash)...]
    guard !key.isEmpty else { return nil }
    self.init(incident: IncidentID(String(text[..<slash])), message: MessageKey(String(key)))
  }
}

/// A code that a person got for an incident.
public struct AnswerCode: Hashable, Sendable {
  /// The incident.
  public var incident: IncidentID
  /// The code; empty when it was erased.
  public var code: String
  /// Whether the incident still needs people.
  public var isOpen: Bool

  /// The code of `incident`.
  public init(incident: IncidentID, code: String, isOpen: Bool) {
    self.incident = incident
    self.code = code
    self.isOpen = isOpen
  }
}

/// What finds an incident again when only an answer is there.
///
/// Reads everything; a journal with an index, written together with the events, has methods of its
/// own.
extension Journal {
  /// The messages that a provider took under that id.
  public func messages(providerID: String) throws(JournalFault) -> [MessageReference] {
    var found: [MessageReference] = []
    for incident in try incidents().reversed() {
      let events = try events(of: incident.id, after: 0, limit: .max)
      found += Self.messages(providerID: providerID, in: events)
    }
    return found
  }

  /// The latest codes that a person got to answer with, at most `limit`, the newest first.
  public func answerCodes(
    of person: String,
    limit: Int
  ) throws(JournalFault) -> [AnswerCode] {
    var found: [AnswerCode] = []
    for incident in try incidents() where found.count < limit {
      let events = try events(of: incident.id, after: 0, limit: .max)
      if let code = Self.answerCode(of: person, in: events) { found.append(code) }
    }
    return found
  }

  /// Looks for messages in `events`, oldest first.
  package static func messages(
    providerID: String,
    in events: some Sequence<Event>
  ) -> [MessageReference] {
    events.compactMap { event in
      guard case .messageSent(let key, attempt: _, providerID) = event.fact else { return nil }
      return MessageReference(incident: event.incident, message: key)
    }
  }

  /// The code that a person got in the events of one incident.
  package static func answerCode(of person: String, in events: [Event]) -> AnswerCode? {
    var code: AnswerCode?
    var isOpen = true
    for event in events {
      switch event.fact {
      case .answerCodeGiven(person):
        code = AnswerCode(
          incident: event.incident,
          code: event.sealed["code"] ?? "",
          isOpen: true
        )
      case .runFinished(.completed, reason: _), .milestoneReached(.resolved): isOpen = false
      default: break
      }
    }
    code?.isOpen = isOpen
    return code
  }
}
