import Foundation

/// The programs that look at plans: no comparison, for nothing else does the same.
extension Bench {
  /// A proof of a long plan for a whole year with many people: how long, and how much memory.
  func measureProof() throws -> [String] {
    let plan = try written(Self.longPlan(steps: 1000), to: "prove.md")
    let config = try written(Self.manyPeople(50), to: "prove.yaml")
    let arguments = ["prove", plan, "--config", config, "--year", "2026"]
    let time = try median { try run("tocsin", arguments, expecting: [0, 1]) }
    let report = folder.appending(path: "peak").path
    let peak = try reportOfChild("--peak", [report, "tocsin"] + arguments, report)
    let work = "tocsin prove: 1,000 steps, 50 people, 2026"
    return [
      Line.time("prove", work, time, atMost: .seconds(2)),
      Line.size("prove", work + ", resident", mebibytes: peak / 1024, atMost: 200),
    ]
  }

  /// A rehearsal of an incident of twelve hours.
  func measureRehearsal() throws -> String {
    let plan = try written(Self.longNight, to: "rehearse.md")
    let config = try written(Self.manyPeople(50), to: "rehearse.yaml")
    let scenario = try written(
      """
      at: 2026-10-02T03:00
      runbook: \(plan)
      config: \(config)
      people: { p1: never, p2: never, others: answers after 5m }
      notifiers: { sms: down for 20m }
      until: 24h
      expect: [a human within 4h, ends completed within 13h]
      """,
      to: "scenario.yaml"
    )
    let time = try median { try run("tocsin", ["rehearse", "--scenario", scenario]) }
    return Line.time(
      "rehearse",
      "tocsin rehearse: an incident of twelve hours, 50 people",
      time,
      atMost: .milliseconds(500)
    )
  }

  private func written(_ text: String, to name: String) throws -> String {
    let file = folder.appending(path: name)
    try Data(text.utf8).write(to: file)
    return file.path
  }

  /// Runs a program beside us, and writes to `report` how many kibibytes it had resident at most.
  ///
  /// A child of ours does this: Linux counts a program at least as big as the process that it was
  /// started from.
  func writePeak(to report: String, of program: String, _ arguments: [String]) throws {
    let peak = try run(program, arguments, expecting: [0, 1])
    try "\(peak)".write(toFile: report, atomically: true, encoding: .utf8)
  }

  /// The median of seven rounds after one that does not count.
  private func median(_ body: () throws -> Void) throws -> Duration {
    try body()
    let times = try (0..<7).map { _ in try ContinuousClock().measure(body) }
    return times.sorted()[times.count / 2]
  }

  /// A plan with decisions that lead forward and back, gates, deadlines and rollbacks.
  private static func longPlan(steps: Int) -> String {
    let head = """
      ---
      runbook: long
      title: A long plan
      severity: sev2
      owner: platform
      reviewed: 2026-11-01
      escalation: usual
      ---

      # A long plan

      ## Steps


      """
    return head + (1...steps).map { step($0, of: steps) }.joined()
  }

  private static func step(_ number: Int, of steps: Int) -> String {
    switch number % 4 {
    case 0 where number < steps:
      return """
        ### Step \(number)

        - [Yes](#step-\(number + 1))
        - [No](#step-\(max(1, number - 3)))
        - at most: 3

        Is it well?


        """
    case 1:
      return """
        ### Step \(number)

        - approve: lead, not the runner, within 10m else escalate
        - timeout: 2m
        - deadline: 30m

        ```bash run
        sudo restart-part \(number)
        ```

        ```bash rollback
        sudo start-old-part \(number)
        ```


        """
    default:
      return """
        ### Step \(number)

        - role: on-call
        - deadline: 30m

        Look at part \(number), and say what you see.


        """
    }
  }

  /// People who take turns in two rotations, with leave, and a policy of three levels.
  private static func manyPeople(_ count: Int) -> String {
    let names = (1...count).map { "p\($0)" }
    let people = names.map {
      """
        \($0):
          name: Person \($0)
          contacts:
            - { notifier: sms, address: "+4477009\($0.dropFirst())" }
            - { notifier: mail, address: \($0)@ops.example.org, after: 2m }

      """
    }
    let leave = names.enumerated().map { place, name in
      let month = place % 12 + 1
      let text = month < 10 ? "0\(month)" : "\(month)"
      return
        "  - { person: \(name), from: 2026-\(text)-05, to: 2026-\(text)-11, reason: holiday }\n"
    }
    let half = names.count / 2
    return """
      version: 1
      time-zone: Europe/Berlin
      people:
      \(people.joined())
      leave:
      \(leave.joined())
      schedules:
        duty:
          name: On call
          layers:
            - { rotation: daily, starts: 2025-12-29, participants: [\(list(names[..<half]))] }
        second:
          name: Second line
          layers:
            - { rotation: weekly, starts: 2025-12-29, participants: [\(list(names[half...]))] }
      roles:
        on-call: { members: [schedule:duty, schedule:second] }
        lead: { members: [\(list(names[...]))] }
      notifiers:
        sms: { card: sms-gateway, parameters: { url: "https://sms.example.org/v1/messages" } }
        mail:
          card: mail
          parameters: { url: "smtps://mail.example.org:465", from: tocsin@ops.example.org }
      default-policy: usual
      policies:
        usual:
          levels:
            - { call: [schedule:duty], wait: 5m }
            - { call: [schedule:second], wait: 10m }
            - { call: [role:lead], wait: 15m }
          repeat: 1
          last-resort: [person:p1, person:\(names[names.count - 1])]

      """
  }

  private static func list(_ names: ArraySlice<String>) -> String {
    names.joined(separator: ", ")
  }

  /// A plan that takes twelve hours.
  private static let longNight = """
    ---
    runbook: night
    title: A long night
    severity: sev2
    owner: platform
    reviewed: 2026-11-01
    escalation: usual
    ---

    # A long night

    ## Steps


    """
    + (1...6).map {
      """
      ### Part \($0)

      - wait: 2h
      - timeout: 5m

      ```bash run
      move-part \($0)
      ```


      """
    }.joined()
}
