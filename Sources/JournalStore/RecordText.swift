import DutyRoster
import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

/// The canonical text of an event, put together by hand: what ``CanonicalJSON`` makes of a ``Record``,
/// at a tenth of its cost.
///
/// Names stand in the order of their bytes. The facts that there are thousands of when thousands are
/// called, and those of every command that a run carries out, are written here, all others by their
/// coding keys.
struct RecordText {
  private(set) var bytes: [UInt8] = []

  /// The text of an event, with the digests of its sealed values in the order of their names.
  init(
    _ event: Event,
    sealed: [(name: String, digest: String)],
    previous: String
  ) throws {
    bytes.reserveCapacity(1024)
    add(#"{"actor":{"name":"#, quoting: event.actor.name)
    if let terminal = event.actor.terminal { add(#","terminal":"#, quoting: terminal) }
    add(#"},"fact":"#)
    if !addMessage(event.fact), !addStep(event.fact) {
      bytes += try CanonicalJSON.bytes(of: event.fact)
    }
    add(#","incident":"#, quoting: event.incident.text)
    add(#","occurred_at":"#, event.occurredAt)
    add(#","previous":"#, quoting: previous)
    add(#","recorded_at":"#, event.recordedAt)
    add(#","sealed":{"#)
    for (place, value) in sealed.enumerated() {
      add(place == 0 ? "" : ",", quoting: value.name)
      add(":", quoting: value.digest)
    }
    add(#"},"sequence":"#, event.sequence)
    add(#","source":"#, quoting: event.source.rawValue)
    add(#","visibility":"#, quoting: event.visibility.rawValue)
    add("}")
  }

  // MARK: Facts

  /// Writes a fact about a message; false for other facts, of which it writes nothing.
  private mutating func addMessage(_ fact: Fact) -> Bool {
    switch fact {
    case .messageQueued(let message):
      add(#"{"message.queued":{"message":{"#)
      if let due = message.dueAt { add(#""dueAt":"#, due, ",") }
      add(#""expiresAt":"#, message.expiresAt)
      if let before = message.follows { add(#","follows":"#, quoting: before.text) }
      add(#","key":"#, quoting: message.key.text)
      add(#","language":"#, quoting: message.language.rawValue)
      add(#","name":"#, quoting: message.name)
      add(#","notifier":"#, quoting: message.notifier)
      if let person = message.person { add(#","person":"#, quoting: person) }
      add(message.purpose)
      add(#","urgency":"#, quoting: message.urgency.rawValue)
      add("}}}")
    case .messageAttempted(let key, let attempt, let isRepeat, let provider):
      add(#"{"message.attempted":{"attempt":"#, attempt)
      add(isRepeat ? #","isRepeat":true,"message":"# : #","isRepeat":false,"message":"#)
      add("", quoting: key.text)
      if let provider { add(#","provider":"#, quoting: provider) }
      add("}}")
    case .messageSent(let key, let attempt, let providerID):
      add(#"{"message.sent":{"attempt":"#, attempt)
      add(#","message":"#, quoting: key.text)
      if let providerID { add(#","providerID":"#, quoting: providerID) }
      add("}}")
    default: return false
    }
    return true
  }

  /// Writes a fact about a step that went as planned; false for other facts, of which it writes
  /// nothing.
  private mutating func addStep(_ fact: Fact) -> Bool {
    switch fact {
    case .stepReached(let step, let visit):
      add(#"{"step.reached":{"step":"#, quoting: step.text)
      add(#","visit":"#, visit)
      add("}}")
    case .stepReleased(let step):
      add(#"{"step.released":{"step":"#, quoting: step.text)
      add("}}")
    case .stepDone(let step):
      add(#"{"step.done":{"step":"#, quoting: step.text)
      add("}}")
    case .commandStarted(let step, let command, let attempt, let process):
      add(#"{"command.started":{"attempt":"#, attempt)
      add(#","command":"#, command)
      add(#","process":{"bootID":"#, quoting: process.bootID)
      add(#","host":"#, quoting: process.host)
      add(#","pid":"#, Int(process.pid))
      add(#","startTicks":"# + String(process.startTicks))
      add(#"},"step":"#, quoting: step.text)
      add("}}")
    case .commandFinished(let step, let attempt, let result):
      guard case .exited(let code) = result.end, result.unmet.isEmpty else { return false }
      add(#"{"command.finished":{"attempt":"#, attempt)
      add(#","result":{"duration":"# + String(result.duration.milliseconds))
      add(#","end":{"exited":{"code":"#, code)
      add(result.isTruncated ? #"}},"isTruncated":true"# : #"}},"isTruncated":false"#)
      add(#","outputBytes":"#, result.outputBytes)
      if let digest = result.stdoutSHA256 { add(#","stdoutSHA256":"#, quoting: digest) }
      add(#","unmet":[]},"step":"#, quoting: step.text)
      add("}}")
    default: return false
    }
    return true
  }

  private mutating func add(_ purpose: OutboxMessage.Purpose) {
    switch purpose {
    case .page(let escalation, let rung):
      add(#","purpose":{"page":{"escalation":"#, escalation)
      add(#","rung":{"level":"#, rung.level)
      add(#","round":"#, rung.round)
      add("}}}")
    case .notice(let step, let notice):
      add(#","purpose":{"notice":{"notice":"#, notice)
      if let step { add(#","step":"#, quoting: step.text) }
      add("}}")
    }
  }

  // MARK: Parts

  private mutating func add(_ text: String) { bytes += text.utf8 }

  private mutating func add(_ text: String, quoting value: String) {
    add(text)
    CanonicalJSON.quote(value, to: &bytes)
  }

  private mutating func add(_ text: String, _ number: Int) {
    add(text)
    add(String(number))
  }

  private mutating func add(_ text: String, _ instant: Instant, _ end: String = "") {
    add(text, quoting: instant.rfc3339)
    add(end)
  }
}
