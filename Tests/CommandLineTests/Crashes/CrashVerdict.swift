import Foundation
import Testing

/// What must hold after any number of kills, from the journal as a stranger reads it, the lines that
/// commands left behind, and what the gateway received.
struct CrashVerdict {
  let events: [WrittenEvent]
  /// How often each step's command ran, by the step's name.
  let runs: [String: Int]
  /// How many messages the gateway got, by address.
  let received: [String: Int]

  init(_ history: CrashHistory) throws {
    let desk = history.calls.desk
    events = try WrittenEvent.read(history.journal)
    runs = Dictionary(
      grouping: desk.read("ran.txt").split(separator: "\n").compactMap {
        $0.split(separator: " ").dropFirst().first.map(String.init)
      },
      by: \.self
    ).mapValues(\.count)
    let lines = desk.read("gateway.jsonl").split(separator: "\n")
    received = Dictionary(
      grouping: try lines.map { line in
        let entry = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        return entry?["to"] as? String ?? "?"
      },
      by: \.self
    ).mapValues(\.count)
  }

  /// What is broken, as sentences.
  func flaws(of history: CrashHistory) -> [String] {
    lost(history) + ranTwice() + unexplained() + ladder() + ends()
  }

  private func all(_ kind: String) -> [WrittenEvent] { events.filter { $0.kind == kind } }

  /// What a command said it had written is there.
  private func lost(_ history: CrashHistory) -> [String] {
    let notes = all("note.added").compactMap { $0.sealed["text"] }
    let taken = all("incident.acknowledged").count
    return history.notes.filter { !notes.contains($0) }.map { "“\($0)” is lost" }
      + (taken < history.acknowledgements
        ? ["\(history.acknowledgements) acknowledgements, \(taken) in the journal"] : [])
  }

  /// Every run of a command was announced, and none but a repeatable one ran again by itself.
  private func ranTwice() -> [String] {
    runs.sorted { $0.key < $1.key }.flatMap { step, count -> [String] in
      func ofStep(_ kind: String) -> [WrittenEvent] {
        all(kind).filter { $0.fact["step"] as? String == step }
      }
      var flaws: [String] = []
      let started = ofStep("command.started").count
      if count > started { flaws.append("\(step) ran \(count) times and started \(started)") }
      let words =
        ofStep("outcome.settled").filter {
          $0.isByPerson && $0.fact["settlement"] as? String == "again"
        }.count + ofStep("step.retried").count
      if ["once", "once-more"].contains(step), count > 1 + words {
        flaws.append("\(step) ran \(count) times on \(words) words of a person")
      }
      return flaws
    }
  }

  /// Whatever the gateway got was announced as an attempt to that address.
  private func unexplained() -> [String] {
    var addresses: [String: String] = [:]
    for event in all("message.queued") {
      let message = event.fact["message"] as? [String: Any]
      if let key = message?["key"] as? String { addresses[key] = event.sealed["address"] }
    }
    var attempts: [String: Int] = [:]
    for event in all("message.attempted") {
      guard let key = event.fact["message"] as? String, let address = addresses[key] else {
        return ["an attempt for a message that was never queued"]
      }
      attempts[address, default: 0] += 1
    }
    return received.sorted { $0.key < $1.key }.compactMap { address, count in
      count > attempts[address] ?? 0
        ? "\(address) got \(count) messages of \(attempts[address] ?? 0)" : nil
    }
  }

  /// The levels come in order, each once, and none for an escalation that has stopped.
  private func ladder() -> [String] {
    var flaws: [String] = []
    var places: [Int: Int] = [:]
    var stopped: Set<Int> = []
    for event in events {
      guard let number = event.fact["escalation"] as? Int else { continue }
      switch event.kind {
      case "level.fired", "level.skipped":
        let rung = event.fact["rung"] as? [String: Int] ?? [:]
        let place = (rung["round"] ?? 0) * 100 + (rung["level"] ?? 0)
        let previous = places[number] ?? 100
        if place != previous + 1 { flaws.append("level \(place) after \(previous)") }
        if stopped.contains(number) { flaws.append("level \(place) after the end") }
        places[number] = place
      case "escalation.stopped", "nobody.reached": stopped.insert(number)
      default: break
      }
    }
    for event in all("message.queued") {
      let message = event.fact["message"] as? [String: Any]
      if let key = message?["key"] as? String,
        all("message.queued").filter({
          ($0.fact["message"] as? [String: Any])?["key"] as? String == key
        }).count > 1
      {
        flaws.append("message \(key) was queued twice")
      }
    }
    return flaws
  }

  private func ends() -> [String] {
    let incidents = Set(events.map(\.incident))
    return (incidents.count == 1 ? [] : ["there are \(incidents.count) incidents"])
      + (all("run.finished").count == 1 ? [] : ["the run ended \(all("run.finished").count) times"])
  }
}
