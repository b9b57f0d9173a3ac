import IncidentCore
import Ports

/// Codes by which people answer from a telephone.
extension EscalationDesk {
  /// How many of a person's codes are looked through for one that may be used.
  private static let rememberedCodes = 500
  /// From 1000 on, so that nobody loses a zero in front.
  private static let firstCode: UInt64 = 1000
  private static let codeCount: UInt64 = 9000

  /// Gives a code to everybody who was just called, can reply, and has none in this incident.
  ///
  /// A person never has the same code twice within what is remembered, so that an old reply that
  /// comes late or again says nothing about a new incident.
  mutating func giveCodes(_ turn: Turn) {
    let messengers = world.messengers()
    var answers: [String: Bool] = [:]
    var codes: [String: String] = [:]
    for entry in turn.state.outbox.open {
      let message = entry.message
      guard let person = message.person, message.rung != nil, codes[person] == nil,
        turn.state.answerCodes[person] == nil
      else { continue }
      let takesReplies = answers[message.notifier] ?? messengers.takesReplies(message.notifier)
      answers[message.notifier] = takesReplies
      if takesReplies { codes[person] = code(for: person) }
    }
    if !codes.isEmpty { turn.take(.giveCodes(codes)) }
  }

  private mutating func code(for person: String) -> String {
    // Without the list a code may stand for two incidents; the reply is then asked about.
    let known = (try? world.journal.answerCodes(of: person, limit: Self.rememberedCodes)) ?? []
    let used = Set(known.map(\.code)).union(freshCodes[person] ?? [])
    let start = world.chance() % Self.codeCount
    var code = ""
    for offset in 0..<Self.codeCount {
      code = "\(Self.firstCode + (start + offset) % Self.codeCount)"
      if !used.contains(code) { break }
    }
    freshCodes[person, default: []].insert(code)
    return code
  }

  /// What a message tells its person to reply.
  func code(of message: OutboxMessage, in state: IncidentState) -> String? {
    guard message.rung != nil, let person = message.person,
      let code = state.answerCodes[person], !code.isEmpty,
      world.messengers().takesReplies(message.notifier)
    else { return nil }
    return code
  }
}
