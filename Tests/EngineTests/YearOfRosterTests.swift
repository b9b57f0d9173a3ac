import ConfigurationReader
import DutyRoster
import Foundation
import Glibc
import IncidentCore
import Ports
import RunbookModel
import Synchronization
import Testing
import Timekeeping

/// A year of the example's roster, with an incident every night: nobody answers until duty, backup
/// and leader were called, and the leader takes it.
struct YearOfRosterTests {
  private func example() throws -> Configuration {
    let package = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let bytes = try Data(contentsOf: package.appending(path: "examples/tocsin.yaml"))
    let reading = ConfigurationReader.read(Array(bytes), ConfigurationReader.Surroundings())
    return try #require(reading.configuration)
  }

  /// How long this thread has computed.
  private var computed: TimeSpan {
    var time = timespec()
    _ = unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return TimeSpan(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }

  @Test func `every night of 2026 those are called who are on duty, level by level`() throws {
    let configuration = try example()
    let roster = configuration.roster
    var night = CallBench(nil)
    night.situation.content.withLock {
      $0.book = DutyBook(
        policy: { configuration.policy(named: $0, severity: $1, at: $2) },
        responders: { roster.responders(for: $0, urgency: $1, at: $2) }
      )
    }
    let first = try #require(Instant(rfc3339: "2026-01-01T03:00:00+08:00"))
    let nights = (0..<365).map { first + .seconds(Int64($0) * 86_400) }
    let levels: [(schedule: String, after: TimeSpan)] = [
      ("on-site", .zero), ("mobile", .minutes(5)), ("leader", .minutes(15)),
    ]

    let begin = computed
    night.now = first
    for (day, opened) in nights.enumerated() {
      night.run(until: (opened - CallBench.start).milliseconds / 1000)
      try night.call("d\(day)")
      night.run(until: (opened - CallBench.start).milliseconds / 1000 + 16 * 60)
      try night.act(.acknowledge, by: "leader", on: "d\(day)")
      night.run(until: (opened - CallBench.start).milliseconds / 1000 + 20 * 60)
      try night.act(.verify(StepID("s"), isConfirmed: true), by: "leader", on: "d\(day)")
    }
    let duration = TimeSpan(milliseconds: computed.milliseconds - begin.milliseconds)

    for (day, opened) in nights.enumerated() {
      let called = night.events("d\(day)").compactMap { event -> [String?]? in
        guard case .levelFired(_, _, _, let called) = event.fact else { return nil }
        return called.map(\.person)
      }
      let onDuty = try levels.map { level -> [String?] in
        try roster.onCall(at: opened + level.after).filter { $0.schedule == level.schedule }
          .map(\.person)
      }
      #expect(called.map { Set($0) } == onDuty.map { Set($0) }, "night \(day)")
      #expect(onDuty.allSatisfy { !$0.isEmpty })
      let kinds = night.kinds("d\(day)")
      #expect(kinds.filter { $0 == "escalation.stopped" }.count == 1, "night \(day)")
      // Nobody is called or sent anything behind the acknowledgement.
      let taken = kinds.firstIndex(of: "incident.acknowledged") ?? 0
      #expect(Set(kinds[taken...]).isDisjoint(with: ["level.fired", "message.attempted"]))
    }
    #expect(duration < .seconds(1))
  }
}
