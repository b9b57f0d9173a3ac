import IncidentCore
import Phrases
import Reports
import RunbookModel
import Timekeeping

extension Sample {
  /// A run in which everything goes as the runbook says.
  static let smooth: Sample = {
    var sample = Sample("20261123-k7f2", smoothGraph, at: "2026-11-23T03:04:05.250Z")
    let opening = Opening(
      title: "Restart the portal",
      runbook: "restart-portal",
      graphSHA256: String(repeating: "9e", count: 32),
      mode: .interactive,
      isDrill: false,
      severity: .sev3,
      inputs: ["HOST"],
      language: .english,
      version: "1.0.0"
    )
    sample.add(.incidentOpened(opening), by: "dana", sealed: ["input.HOST": "portal-2"])
    sample.arrive()
    sample.add(.penTaken(Actor(name: "dana", terminal: "pts/3")), by: "dana")
    sample.pass(.seconds(4))
    sample.add(.incidentAcknowledged, by: "dana")
    sample.add(.milestoneReached(.impactStarted), by: "dana", ago: .minutes(6))
    look(&sample)
    restart(&sample)
    tell(&sample)
    sample.add(.runFinished(.completed, reason: nil))
    sample.pass(.seconds(20))
    sample.add(.milestoneReached(.resolved), by: "dana")
    sample.add(.penReleased, by: "dana")
    sample.add(.hostLeft)
    return sample
  }()

  private static func look(_ sample: inout Sample) {
    sample.add(.stepReached(StepID("look"), visit: 1))
    sample.pass(.seconds(3))
    sample.run("look", attempt: 1, took: .seconds(2), output: "HTTP/1.1 502 Bad Gateway\n")
    sample.pass(.seconds(9))
    sample.add(
      .choiceMade(StepID("look"), answer: "Yes, it is down", target: .step(StepID("restart"))),
      by: "dana"
    )
    sample.add(.stepDone(StepID("look")))
  }

  private static func restart(_ sample: inout Sample) {
    sample.add(.stepReached(StepID("restart"), visit: 1))
    sample.pass(.seconds(12))
    sample.add(.stepReleased(StepID("restart")), by: "dana")
    sample.run("restart", attempt: 2, took: .seconds(31), output: "")
    for attempt in 3...7 {
      sample.run(
        "restart",
        command: 1,
        attempt: attempt,
        took: .seconds(1),
        attempt < 7 ? .exited(7) : .exited(0),
        unmet: attempt < 7 ? [.exit([0])] : [],
        output: attempt < 7 ? "curl: (7) Failed to connect\n" : "{\"status\":\"up\"}\n"
      )
      if attempt < 7 {
        sample.add(
          .retryScheduled(
            StepID("restart"),
            command: 1,
            at: sample.events[sample.events.count - 1].occurredAt + .seconds(10)
          )
        )
        sample.pass(.seconds(10))
      }
    }
    sample.add(.verificationAnswered(StepID("restart"), isConfirmed: true), by: "dana")
    sample.add(.milestoneReached(.mitigated), by: "dana")
    sample.add(.stepDone(StepID("restart")))
  }

  private static func tell(_ sample: inout Sample) {
    sample.add(.stepReached(StepID("tell"), visit: 1))
    sample.add(.notificationRequested(StepID("tell"), targets: ["sms role:duty", "mail board"]))
    sample.pass(.seconds(40))
    sample.add(.itemMarked(StepID("tell"), item: 0, .done), by: "dana")
    sample.add(.itemMarked(StepID("tell"), item: 1, .notApplicable), by: "dana")
    sample.add(
      .evidenceAttached(
        StepID("tell"),
        Evidence(
          kind: .file,
          fileName: "portal.png",
          sha256: String(repeating: "7d", count: 32),
          bytes: 48_213
        )
      ),
      by: "dana"
    )
    sample.add(.stepDone(StepID("tell")))
  }

  private static var smoothGraph: StepGraph {
    var runbook = Runbook(mode: .authored, id: "restart-portal", title: "Restart the portal")
    runbook.owner = "Platform team"
    runbook.reviewed = "2026-09-01"
    runbook.roles = [
      RoleDeclaration(name: "operator", members: ["dana"], position: Part.place)
    ]
    return Part.graph(
      runbook,
      [
        Part.node(
          "1",
          Part.step(
            "look",
            "Is the portal down?",
            commands: [Part.command(.check, "curl -sI $URL")]
          )
        ),
        Part.node(
          "2",
          Part.step(
            "restart",
            "Restart the service",
            commands: [
              Part.command(.run, "systemctl restart portal"),
              Part.command(.until, "curl -fsS http://localhost:8080/health"),
            ]
          )
        ),
        Part.node(
          "3",
          Part.step(
            "tell",
            "Tell the duty desk",
            items: ["Write to the duty desk", "If customers asked, answer them"]
          )
        ),
      ]
    )
  }
}
