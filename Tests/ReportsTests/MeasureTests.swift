import IncidentCore
import Phrases
import Reports
import RunbookModel
import Testing
import Timekeeping

struct MeasureTests {
  @Test func `a measure is the time between two milestones with their events`() {
    let events = Self.events([
      (0, .milestoneReached(.impactStarted)), (60, .milestoneReached(.detected)),
      (90, .incidentAcknowledged), (100, .incidentAcknowledged),
      (300, .milestoneReached(.mitigated)),
    ])

    let measures = Measure.all(Milestones(events))

    #expect(
      measures.map(\.value) == [
        .span(.seconds(60), start: 1, end: 2), .span(.seconds(30), start: 2, end: 3),
        .span(.seconds(240), start: 2, end: 5), .missing([.resolved]),
        .span(.seconds(300), start: 1, end: 5),
      ]
    )
  }

  @Test func `without a record of detection the opening stands in and says so`() {
    let milestones = Milestones(Sample.smooth.events)

    #expect(milestones[.detected]?.event == 1)
    #expect(milestones[.detected]?.isAssumed == true)
    #expect(milestones[.impactStarted]?.isAssumed == false)
  }

  @Test func `an incident that came back counts from the last time it was mitigated`() {
    let events = Self.events([
      (0, .milestoneReached(.detected)), (10, .milestoneReached(.mitigated)),
      (5, .milestoneReached(.detected)), (70, .milestoneReached(.mitigated)),
    ])

    let milestones = Milestones(events)

    #expect(milestones[.detected]?.event == 1)
    #expect(milestones[.mitigated]?.event == 4)
    #expect(milestones[.mitigated]?.count == 2)
  }

  @Test func `a wrong order gives no number but the two events`() {
    let events = Self.events([
      (50, .milestoneReached(.detected)), (10, .milestoneReached(.resolved)),
    ])

    let measure = Measure.all(Milestones(events)).first { $0.kind == .timeToResolve }

    #expect(measure?.value == .wrongOrder(start: 1, end: 2))
  }

  @Test func `nothing recorded gives reasons and never zero`() {
    for measure in Measure.all(Milestones([])) {
      #expect(measure.value == .missing([measure.kind.start, measure.kind.end]))
    }
  }

  @Test func `the review gate finds wrong order, missing milestones and times to come`() throws {
    var record = Sample.smooth.record
    record.events = Self.events([
      (500, .milestoneReached(.detected)), (10, .milestoneReached(.mitigated)),
      (900, .incidentAcknowledged),
    ])
    let settings = Part.settings(.english, at: "1970-01-01T00:11:40.000Z")

    let codes = try PostMortem(record, settings: settings).findings.map(\.code)

    #expect(
      codes == [
        "wrong-order", "missing-milestone", "missing-milestone", "unresolved", "future-time",
        "unfinished-run", "blank-places",
      ]
    )
  }

  private static func events(_ facts: [(seconds: Int64, fact: Fact)]) -> [Event] {
    facts.enumerated()
      .map { index, item in
        Event(
          incident: IncidentID("20261123-k7f2"),
          sequence: index + 1,
          occurredAt: Instant(milliseconds: item.seconds * 1000),
          recordedAt: Instant(milliseconds: item.seconds * 1000),
          actor: Actor(name: "dana"),
          source: .terminal,
          fact: item.fact
        )
      }
  }
}
