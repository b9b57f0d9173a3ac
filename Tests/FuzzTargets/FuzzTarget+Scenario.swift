import ConfigurationReader
import Rehearsals
import RunbookModel
import RunbookReader

extension FuzzTarget {
  private static let plan = """
    # Portal

    - Escalation: usual

    ## Steps

    ### Is it down?

    - [Yes](#restart)
    - [No](#end)

    ### Restart

    - role: lead
    - approve: lead, within 5m
    - timeout: 5m

    ```bash run
    systemctl restart portal
    ```

    ```bash rollback
    systemctl start portal-old
    ```
    """

  private static let people = """
    version: 1
    time-zone: Asia/Shanghai
    people:
      ann: { name: Ann, contacts: [{ notifier: sms, address: "+861" }] }
      bob: { name: 鲍, contacts: [{ notifier: mail, address: b@example.org }] }
    roles: { lead: { members: [ann, bob] } }
    notifiers:
      sms: { card: sms-gateway, parameters: { url: "https://sms.example.org" } }
      mail: { card: mail, parameters: { url: "smtps://mail.example.org:465", from: t@example.org } }
    policies: { usual: { levels: [{ call: [role:lead], wait: 5m }], last-resort: [person:bob] } }
    """

  private static let surroundings: ScenarioReader.Surroundings? = {
    let reading = RunbookReader.read(Array(plan.utf8), path: "fuzz.md")
    let configuration = ConfigurationReader.read(
      Array(people.utf8),
      ConfigurationReader.Surroundings()
    )
    guard let runbook = reading.runbook, let configuration = configuration.configuration
    else { return nil }
    return ScenarioReader.Surroundings(
      graph: StepGraph(unlinked: runbook, path: "fuzz.md"),
      configuration: configuration
    )
  }()

  /// Scenarios with every kind of key, for the plan above.
  static let scenarios = [
    """
    at: 2026-10-02T03:00
    people: { ann: answers after 1m to 3m, 鲍: 3m 后驳回, others: never }
    steps: { restart: [hangs, exit 3 after 2m, { ends: fails, takes: 2m, output: no }] }
    notifiers: { sms: [down for 20m, slow 30s from 03:10 to 03:30], mail: 丢失消息 }
    expect: [a human within 15m, role:lead called by level 3, 15m 内有人响应, ends failed within 4h]
    """,
    """
    started-by: ann
    severity: sev1
    drill: true
    until: 4h
    seed: 7
    steps: { is-it-down: { answer: ["Yes", no], works: 2m }, restart: { rollback: fails } }
    expect: [step restart done within 10m, nothing late, at most 2 calls to anybody, nobody reached]
    """,
  ].map { Array($0.utf8) }

  static func readScenario(_ bytes: [UInt8]) -> String? {
    guard let surroundings else { return "the plan of the target cannot be read" }
    _ = ScenarioReader.files(bytes)
    let reading = ScenarioReader.read(bytes, surroundings)
    if reading.scenario == nil, reading.findings.isEmpty { return "no scenario and no finding" }
    return misplaced(reading.findings)
  }
}
