import Findings
import Testing

@Suite struct FlowRuleTests {
  static let cases = [
    RuleCase(
      "unreachable-step",
      at: "18:1",
      bad: "### A\n\n- [x](#c)\n- [y](#d)\n\nText.\n\n### B\n\n### C\n\n### D",
      good: "### A\n\n- [x](#c)\n- [y](#b)\n\n### B\n\n### C\n\n### D"
    ),
    RuleCase(
      "unbounded-loop",
      at: "15:3",
      bad: "### A\n\n### B\n\n- [Again](#a)\n- [Done](#c)\n\n### C",
      good: "### A\n\n### B\n\n- at most: 3\n- [Again](#a)\n- [Done](#c)\n\n### C"
    ),
    RuleCase(
      "unbounded-loop",
      at: "14:3",
      bad: "### A\n\n- role: x\n- next: [itself](#a)",
      good: "### A\n\n- role: x\n- next: [B](#b)\n\n### B"
    ),
    RuleCase(
      "unbounded-loop",
      at: "15:3",
      bad: "### A\n\n### B\n\n- 失败时：[A](#a)\n\n```sh check\ntrue\n```",
      good: "### A\n\n### B\n\n- 失败时：[A](#a)\n- 最多：2 次\n\n```sh check\ntrue\n```"
    ),
    RuleCase(
      "unbounded-loop",
      at: "13:3",
      bad: "### A\n\n- [Again](#a1)\n- [Done](#b)\n\n#### A1\n\n### B",
      good: "### A\n\n- at most: 3\n- [Again](#a1)\n- [Done](#b)\n\n#### A1\n\n### B"
    ),
    RuleCase(
      "jump-out-of-parallel",
      at: "17:3",
      bad: "### A\n\n- parallel: yes\n\n#### A1\n\n- next: [B](#b)\n\n#### A2\n\n### B",
      good: "### A\n\n#### A1\n\n- next: [B](#b)\n\n#### A2\n\n- next: end\n\n### B"
    ),
    RuleCase(
      "nothing-to-roll-back",
      at: "13:3",
      bad: "### A\n\n- on failure: rollback\n\n```sh check\ntrue\n```",
      good: """
        ### A

        - on failure: rollback
        - timeout: 1m

        ```sh run
        true
        ```

        ```sh rollback
        true
        ```
        """
    ),
    RuleCase(
      "single-answer",
      at: "13:3",
      bad: "### A\n\n- [B](#b)\n\n### B",
      good: "### A\n\n- [B](#b)\n- [C](#c)\n\n### B\n\n### C"
    ),
    RuleCase(
      "answer-never-taken",
      at: "14:3",
      bad: "### A\n\n- [Yes](#b)\n- [Yes](#c)\n\n### B\n\n### C",
      good: "### A\n\n- [Yes](#b)\n- [No](#c)\n\n### B\n\n### C"
    ),
    RuleCase(
      "answer-never-taken",
      at: "18:3",
      bad: """
        ### A

        ```sh check
        true
        ```

        - [Yes](#b) when: otherwise
        - [No](#c) when: otherwise

        ### B

        ### C
        """,
      good: """
        ### A

        ```sh check
        true
        ```

        - [Yes](#b) when: exit == 0
        - [No](#c) when: otherwise

        ### B

        ### C
        """
    ),
    RuleCase(
      "condition-without-command",
      at: "13:3",
      bad: "### A\n\n- [Yes](#b) when: exit == 0\n- [No](#c) when: otherwise\n\n### B\n\n### C",
      good: """
        ### A

        - [Yes](#b) when: $kind == disk
        - [No](#c) when: otherwise

        ### B

        ### C
        """
    ),
    RuleCase(
      "next-after-decision",
      at: "13:3",
      bad: "### A\n\n- next: [B](#b)\n- [Yes](#b)\n- [No](#c)\n\n### B\n\n### C",
      good: "### A\n\n- [Yes](#b)\n- [No](#c)\n\n### B\n\n- next: end\n\n### C"
    ),
  ]

  @Test(arguments: cases)
  func `a broken rule is found at its place and only when broken`(rule: RuleCase) {
    rule.expectFoundOnlyWhenBad()
  }

  @Test func `a step is reachable through a failure, a phase and a parallel group`() {
    let text = Checked.authored(
      """
      ### A

      - on failure: [C](#c)
      - next: end

      ```sh check
      true
      ```

      ### B

      #### C

      #### D

      - parallel: yes

      ##### E

      ##### F

      ### G
      """
    )

    #expect(Checked.findings(text).filter { $0.code == "unreachable-step" }.isEmpty)
  }
}
