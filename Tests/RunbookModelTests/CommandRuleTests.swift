import Findings
import Testing

@Suite struct CommandRuleTests {
  static let cases = [
    RuleCase(
      "missing-timeout",
      at: "13:1",
      bad: "### A\n\n```sh run\ntrue\n```",
      good:
        "### A\n\n```sh run timeout=5s\ntrue\n```\n\n### B\n\n- timeout: 1m\n\n```sh run\ntrue\n```"
    ),
    RuleCase(
      "endless-poll",
      at: "13:1",
      bad: "### A\n\n```sh until\ntrue\n```",
      good:
        "### A\n\n- deadline: 5m\n\n```sh until\ntrue\n```\n\n### B\n\n```sh until timeout=1m\ntrue\n```"
    ),
    RuleCase(
      "no-way-back",
      at: "15:1",
      bad: "### A\n\n- timeout: 1m\n\n```sh run\nrm -rf /srv/data\n```",
      good: """
        ### A

        - timeout: 1m

        ```sh run
        rm -rf /srv/data
        ```

        ```sh rollback
        true
        ```

        ### B

        - timeout: 1m
        - approve: ic

        ```sh run
        rm -rf /srv/data
        ```
        """
    ),
    RuleCase(
      "rollback-without-run",
      at: "17:1",
      bad: "### A\n\n```sh check\ntrue\n```\n\n```sh rollback\ntrue\n```",
      good: "### A\n\n- verify: Is the cable out?\n\n```sh rollback\ntrue\n```"
    ),
    RuleCase(
      "unsafe-retry",
      at: "14:3",
      bad: "### A\n\n- timeout: 1m\n- retry: 2 every 5s\n- idempotent: no\n\n```sh run\ntrue\n```",
      good: "### A\n\n- timeout: 1m\n- retry: 2 every 5s\n- idempotent: yes\n\n```sh run\ntrue\n```"
    ),
    RuleCase(
      "setting-without-command",
      at: "13:3",
      bad: "### A\n\n- timeout: 1m\n\n```sh\ntrue\n```",
      good: "### A\n\n- timeout: 1m\n\n```sh run\ntrue\n```"
    ),
    RuleCase(
      "short-deadline",
      at: "13:3",
      bad: """
        ### A

        - deadline: 2m
        - timeout: 1m
        - retry: 1 every 5s

        ```sh run
        true
        ```
        """,
      good: """
        ### A

        - deadline: 3m
        - timeout: 1m
        - retry: 1 every 5s

        ```sh run
        true
        ```
        """
    ),
    RuleCase(
      "unwritten-section",
      at: "11:1",
      bad: "### A\n\n\("TO" + "DO"): write this",
      good: "### A\n\nTodos are kept in the tracker.\n\n### B\n\n### C\n\n略微调整参数。"
    ),
    RuleCase(
      "unwritten-section",
      at: "11:1",
      bad: "### A\n\n待补充。",
      good: "### A\n\n联系待补充的人员。"
    ),
    RuleCase(
      "unwritten-section",
      at: "11:1",
      bad: "### A\n\n&lt;Insert site specific measures&gt;",
      good: "### A\n\n- [ ] Insert the disk"
    ),
  ]

  @Test(arguments: cases)
  func `a broken rule is found at its place and only when broken`(rule: RuleCase) {
    rule.expectFoundOnlyWhenBad()
  }

  static let people = [
    RuleCase(
      "undeclared-role",
      at: "13:3",
      bad: "### A\n\n- role: dab",
      good: "### A\n\n- role: dba"
    ),
    RuleCase(
      "undeclared-role",
      at: "13:3",
      bad: "### A\n\n- approve: boss\n- timeout: 1m\n\n```sh run\ntrue\n```",
      good: "### A\n\n- approve: ic\n- timeout: 1m\n\n```sh run\ntrue\n```"
    ),
    RuleCase("empty-role", at: "4:42", bad: "### A\n\n- role: empty", good: "### A\n\n- role: dba"),
    RuleCase(
      "too-few-approvers",
      at: "14:3",
      bad: "### A\n\n- role: ic\n- approve: ic, not the runner\n\nText.",
      good: "### A\n\n- role: dba\n- approve: ic, not the runner\n\nText."
    ),
    RuleCase(
      "too-few-approvers",
      at: "13:3",
      bad: "### A\n\n- approve: 3 of dba\n\nText.",
      good: "### A\n\n- approve: 2 of dba\n\nText."
    ),
    RuleCase(
      "gate-without-role",
      at: "11:1",
      bad: "### A\n\n- verify: Is it up?",
      good: "### A\n\n- role: dba\n\n#### B\n\n- verify: Is it up?\n\n### C\n\nText."
    ),
  ]

  @Test(arguments: people)
  func `roles are held against the front matter`(rule: RuleCase) {
    rule.expectFoundOnlyWhenBad(head: "roles: { dba: [alice, bob], ic: [carol], empty: [] }")
  }

  @Test func `preconditions need no role`() {
    let text = """
      ---
      runbook: sample
      roles: { dba: [alice] }
      ---

      ## Preconditions

      - [ ] You are in the channel

      ## Steps

      ### A

      - role: dba
      """

    #expect(Checked.findings(text).map(\.code) == [])
  }

  @Test(arguments: [
    ("2025-11-23", false), ("2025-11-22", true), ("2026-11-23", false), ("2026-11-24", false),
    ("2026-11-26", true),
  ])
  func `a review is stale after 365 days, and cannot be in the future`(day: String, isStale: Bool) {
    let text = Checked.authored("### A", head: "reviewed: \(day)")

    let found = Checked.findings(text).filter { $0.code == "stale-review" }

    #expect(!found.isEmpty == isStale)
    #expect(found.allSatisfy { $0.position.line == 4 })
  }
}
