import Console
import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports
import Reports
import RunbookModel
import Timekeeping

extension Clock {
  /// The system's clock; it sleeps in slices of at most a second and looks at the wall again.
  static let wall = Clock(
    now: { WallClock.now },
    sleep: { until in
      // As much time as lies before it now is enough, should the clock be set back meanwhile.
      let end = ContinuousClock.now + .milliseconds(max(0, (until - WallClock.now).milliseconds))
      while !Task.isCancelled {
        let rest = (until - WallClock.now).milliseconds
        guard rest > 0, ContinuousClock.now < end else { return }
        try? await Task.sleep(for: .milliseconds(min(rest, 1000)))
      }
    },
    uptime: { WallClock.uptime }
  )
}

extension Secrets {
  /// Secrets from the environment, files, commands and the person at the console.
  static func fromSurroundings(
    _ console: @escaping @Sendable () -> TerminalConsole?
  ) -> Secrets {
    Secrets { secret throws(SecretFault) in
      switch secret.source {
      case .environment(let name):
        if let value = Environment.value(of: name) { return value }
        throw .unavailable(name: secret.name, detail: "$\(name)")
      case .file(let path):
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
          throw .unavailable(name: secret.name, detail: path)
        }
        return text.trimmingLineEnd
      case .command(let command):
        guard let output = await Shell.output(of: command) else {
          throw .unavailable(name: secret.name, detail: command)
        }
        return output.trimmingLineEnd
      case .ask:
        guard let console = console() else { throw .nobodyToAsk(name: secret.name) }
        guard let value = await console.askSecret(secret.name) else {
          throw .unavailable(name: secret.name, detail: "-")
        }
        return value
      }
    }
  }
}

extension String {
  fileprivate var trimmingLineEnd: String {
    var text = self
    while text.last?.isNewline == true {
      text.removeLast()
    }
    return text
  }
}

extension Home {
  /// How this person's terminal is written to.
  var look: ConsoleLook {
    ConsoleLook(
      language: language,
      width: StandardStream.columns ?? 80,
      hasColour: StandardStream.isColored,
      canRedraw: Environment.value(of: "TERM") != "dumb",
      secondsFromUTC: { instant in
        TimeZone.current.secondsFromGMT(
          for: Date(timeIntervalSince1970: Double(instant.milliseconds) / 1000)
        )
      }
    )
  }

  /// Everything that reports are made of.
  func record(_ id: IncidentID) throws(CommandFailure) -> IncidentRecord {
    do throws(JournalFault) {
      var events: [Event] = []
      while true {
        let page = try journal.events(of: id, after: events.count, limit: 5000)
        events += page
        if page.count < 5000 { break }
      }
      guard case .incidentOpened(let opening)? = events.first?.fact else {
        throw JournalFault.unknownIncident(id)
      }
      var outputs: [Int: AttemptOutput] = [:]
      for event in events {
        guard case .commandFinished(_, let attempt, let result) = event.fact else { continue }
        let bytes = try journal.output(of: id, attempt: attempt).flatMap(\.bytes)
        outputs[attempt] = AttemptOutput(
          text: String(decoding: bytes, as: UTF8.self),
          isTruncated: result.isTruncated
        )
      }
      let head = try sqlite?.head(of: id)
      return IncidentRecord(
        id: id,
        events: events,
        graph: try journal.graph(sha256: opening.graphSHA256),
        outputs: outputs,
        head: head.map { ChainHead(sequence: $0.sequence, hash: $0.hash) }
      )
    } catch {
      throw CommandFailure(error, language)
    }
  }

  func reportSettings(_ zone: ReportZone) -> ReportSettings {
    ReportSettings(
      language: language,
      zone: zone,
      generatedAt: WallClock.now,
      version: Version.text
    )
  }
}

extension ReportZone {
  /// The zone of this machine.
  static var local: ReportZone { ReportZone(TimeZone.current.identifier) ?? .utc }
}
