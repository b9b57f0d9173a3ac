import DutyRoster
import Engine
import Foundation
import IncidentCore
import NotifierCards
import Phrases
import Ports
import Synchronization
import Testing
import Timekeeping

/// A desk that calls and a desk that takes answers, on one journal.
struct AnswerBench {
  static let links = AnswerLinks(base: "https://t.example", key: Array(repeating: 7, count: 32))

  var calls: CallBench
  let answers: AnswerDesk
  let remarks = Remarks()
  /// When the journal fails who takes answers.
  let trouble = JournalTrouble()
  /// The people and roles of the configuration.
  let roster: Roster

  final class Remarks: Sendable {
    private let all = Mutex<[AnswerRemark]>([])

    var list: [AnswerRemark] { all.withLock { $0 } }

    func add(_ remark: AnswerRemark) { all.withLock { $0.append(remark) } }
  }

  /// People who are called one after the other, each with a number that ends in their place.
  init(
    _ ladder: [[String]] = [["li"], ["wang"]],
    contacts: [String] = ["sms"],
    quorum: Int = 1,
    shared: [String: String] = [:],
    roles: [String: [String]] = [:]
  ) throws {
    let names = ladder.flatMap { $0 }
    func address(_ name: String) -> String {
      shared[name] ?? "+44770090010\((names.firstIndex(of: name) ?? 0) + 1)"
    }
    let policy = EscalationPolicy(
      name: "default",
      levels: ladder.map { names in
        EscalationLevel(targets: names.map { .person($0) }, wait: .minutes(5), quorum: quorum)
      }
    )
    var people: [String: [Responder]] = [:]
    for name in names {
      people["person:\(name)"] = [
        Responder(
          person: name,
          name: name.capitalized,
          chosenBy: "test",
          language: .english,
          contacts: contacts.map { Contact(notifier: $0, address: address(name)) }
        )
      ]
    }
    calls = CallBench(policy, people: people)
    calls.situation.content.withLock { $0.answerable = ["sms"] }

    let zone = try #require(DutyZone("UTC"))
    let roster = names.map { name in
      Person(
        id: name,
        name: name.capitalized,
        language: .english,
        zone: zone,
        contacts: contacts.map {
          Person.ContactMethod(notifier: $0, address: address(name))
        }
      )
    }
    var parts = Roster.Parts()
    parts.people = roster
    parts.roles = roles.keys.sorted().map { role in
      Role(id: role, name: role, members: (roles[role] ?? []).map { .person($0) })
    }
    let configuration = Configuration(
      roster: Roster(parts),
      notifiers: contacts.map { NotifierSettings(id: $0, card: "sms-gateway") }
    )
    let card = try Self.card("sms-gateway")
    let notifiers = contacts.map { id in
      Notifier(
        id: id,
        card: card,
        parameters: ["url": "http://gateway.example"],
        secrets: ["receipt_secret": "s3cret"],
        address: nil
      )
    }
    let callers = Callers(
      configuration,
      notifiers: Dictionary(uniqueKeysWithValues: notifiers.map { ($0.id, $0) })
    )
    self.roster = configuration.roster
    let (time, remarks) = (calls.time, remarks)
    answers = AnswerDesk(
      world: AnswerDesk.World(
        journal: trouble.journal(calls.journal),
        clock: Clock(now: { time.value }, sleep: { _ in }),
        callers: { callers },
        roles: RoleBook { configuration.roster },
        links: { Self.links },
        remark: { remarks.add($0) }
      )
    )
  }

  private static func card(_ name: String) throws -> NotifierCard {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "notifiers/\(name).yaml")
    let bytes = Array(try Data(contentsOf: file))
    return try #require(NotifierCard.read(bytes, fileName: name).card)
  }

  // MARK: What comes in

  /// Posts items as the gateway does, signed.
  @discardableResult
  func post(
    _ items: [[String: String]],
    to notifier: String = "sms",
    secret: String = "s3cret"
  ) async throws -> InboundAnswer {
    let body = try JSONEncoder().encode(["receipts": items])
    let request = InboundRequest(
      method: "POST",
      url: "https://t.example/receipts/\(notifier)",
      headers: [.init("X-Signature", Signature.hexadecimal(body, key: secret))],
      body: Array(body)
    )
    return try await answers.receive(request, for: notifier)
  }

  func receipt(_ id: String, _ status: String) async throws {
    try await post([["id": id, "status": status]])
  }

  /// What is said back to a reply.
  func reply(
    _ text: String,
    from number: String,
    id: String = UUID().uuidString
  ) async throws -> String? {
    let answer = try await post([["from": number, "text": text, "id": id]])
    let body = try JSONDecoder().decode(Said.self, from: Data(answer.body))
    return body.reply
  }

  private struct Said: Decodable {
    var reply: String?
  }

  // MARK: What there is

  func state(_ incident: String = "a") throws -> IncidentState {
    let time = calls.time
    return try JournaledIncident(
      IncidentID(incident),
      journal: calls.journal,
      now: { time.value }
    ).state
  }

  func code(of person: String, in incident: String = "a") throws -> String {
    try #require(state(incident).answerCodes[person])
  }

  /// The token of the link in a message.
  func token(
    _ key: String,
    in incident: String = "a",
    for span: TimeSpan = .minutes(60)
  ) -> String {
    let message = MessageReference(incident: IncidentID(incident), message: MessageKey(key))
    return Self.links.token(for: message, expiresAt: calls.now + span)
  }

  /// The kinds of the events that answers are known by.
  func answered(_ incident: String = "a") -> [String] {
    calls.events(incident).compactMap { event in
      switch event.fact {
      case .answerNoted(let person, let note): "\(person) \(note.rawValue)"
      case .incidentAcknowledged: "\(event.actor.name) took it by \(event.source.rawValue)"
      case .callDeclined: "\(event.actor.name) cannot"
      default: nil
      }
    }
  }
}
