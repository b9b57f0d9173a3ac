import Findings
import Phrases
import RunbookModel
import RunbookReader
import Testing
import Timekeeping

@Suite struct AuthoredReaderTests {
  /// An authored runbook whose body begins at line 5.
  static func read(_ body: String) -> Reading {
    RunbookReader.read("---\nrunbook: x\n---\n\n" + body, path: "x.md")
  }

  /// The only step of a runbook with one step, whose own text is `text`.
  static func step(_ text: String) throws -> Step {
    let reading = read("## Steps\n\n### Do it\n\n" + text)
    #expect(reading.findings.map(GraphText.text) == [])
    return try #require(reading.runbook?.steps.first)
  }

  @Test(arguments: ["restart-portal", "failover.zh"])
  func `a sample is read whole and without a finding`(_ name: String) throws {
    let text = try Samples.text("\(name).md")

    let reading = RunbookReader.read(text, path: "\(name).md")

    #expect(reading.findings.map(GraphText.text) == [])
    try Samples.expect(GraphText.text(reading), equals: "\(name).txt")
  }

  @Test func `both languages say the same`() throws {
    let english = try Self.step(
      """
      - role: dba
      - timeout: 30s
      - deadline: 15m
      - retry: 3 every 5s
      - on failure: rollback
      - approve: 2 of ic, not the runner, within 10m else abort
      - evidence: file, the log
      - idempotent: no
      - notify: sms role:ic, webhook page
      - wait: 1h30m
      - run: [DNS](../dns.md) with zone=db, host=$host
      - parallel: 2
      - verify: Does it answer?
      - capture: lag
      - auto: yes
      - escalate: after 15m database
      - next: end
      - at most: 3
      - optional: yes
      """
    )
    let chinese = try Self.step(
      """
      - 负责人：dba
      - 超时：30 秒
      - 时限：15 分钟
      - 重试：3 次 每 5 秒
      - 失败时：回滚
      - 审批：2 名 ic，非执行人，10 分钟内，否则中止
      - 证据：文件，the log
      - 可重复执行：否
      - 通知：sms role:ic，webhook page
      - 等待：1 小时 30 分钟
      - 调用：[DNS](../dns.md) 并设 zone=db，host=$host
      - 并行：2
      - 确认：Does it answer?
      - 记录为：lag
      - 自动：是
      - 升级：15 分钟后 database
      - 下一步：结束
      - 最多：3 次
      - 可选：是
      """
    )

    var expected = chinese
    expected.call?.position = try #require(english.call).position

    #expect(english == expected)
    #expect(english.approval?.count == 2)
    #expect(english.approval?.within == .minutes(10))
    #expect(english.approval?.otherwise == .abort)
    #expect(english.approval?.excludesRunner == true)
    #expect(english.retry == Retry(count: 3, interval: .seconds(5)))
    #expect(english.call?.bindings.map(\.value) == ["db", "$host"])
    #expect(english.notify == ["sms role:ic", "webhook page"])
    #expect(english.escalation == StepEscalation(after: .minutes(15), policy: "database"))
  }

  @Test func `a list with one prose item is text when nothing in it is a known key`() throws {
    let step = try Self.step("- Beware of the dog: it bites\n- Wear boots\n")

    #expect(
      step.body == [
        .bullet("Beware of the dog: it bites", depth: 0), .bullet("Wear boots", depth: 0),
      ]
    )
  }

  @Test func `ordered and task items are the checklist, nested ones after their parent`() throws {
    let step = try Self.step("1. Call\n   - [x] the desk\n2. If nobody answers, call again\n")

    #expect(step.checklist.map(\.text) == ["Call", "the desk", "If nobody answers, call again"])
    #expect(step.checklist.map(\.depth) == [0, 1, 0])
    #expect(step.checklist.map(\.number) == [1, nil, 2])
    #expect(step.checklist.map(\.isTickedInFile) == [false, true, false])
    #expect(step.checklist.map(\.isConditional) == [false, false, true])
  }

  @Test func `settings and expectations belong to the command before them`() throws {
    let step = try Self.step(
      """
      ```sql check timeout=5s shell="psql -X -c" cwd=db tty=yes
      select 1
      ```

      ```text expect
      exit: 0, 2
      contains: ready
      不包含：ERROR
      matches: ^lag=[0-9]$
      equals: 1
      json: .items[0].status == "a b"
      ```

      ```text output
      1
      ```
      """
    )

    let command = try #require(step.commands.first)
    #expect(command.interpreter == ["psql", "-X", "-c"])
    #expect(command.timeout == .seconds(5))
    #expect(command.workingDirectory == "db")
    #expect(command.needsTerminal)
    #expect(
      command.expectations == [
        .exit([0, 2]), .contains("ready"), .notContains("ERROR"), .matches("^lag=[0-9]$"),
        .equals("1"), .json(path: ".items[0].status", .equal, "a b"),
      ]
    )
    #expect(step.body == [.command(0), .code(language: "text", text: "1")])
  }

  @Test func `headings below the steps are sub-steps, and ids stand for them in links`() throws {
    let reading = Self.read(
      """
      ## 步骤

      ### 切换到备库

      #### 准备

      - id: prepare

      #### 切换

      - 失败时：[准备](#准备)
      - 下一步：[完](#prepare)
      """
    )

    let step = try #require(reading.runbook?.steps.first)
    #expect(reading.findings.map(GraphText.text) == [])
    #expect(step.id.text == "切换到备库")
    #expect(step.children.map(\.id.text) == ["prepare", "切换"])
    #expect(step.children[1].onFailure == .go(StepID("prepare")))
    #expect(step.children[1].next == .step(StepID("prepare")))
  }

  @Test func `conditions are read from what is written, not from what is rendered`() throws {
    let reading = Self.read(
      """
      ## Steps

      ### A

      - [Yes](#b) when: exit==0 and $lag > 30 且 stdout contains "two words"
      - [No](#b) when: stdout matches ^.*foo.*$
      - [Else](#b) 当：否则

      ### B
      """
    )

    let choices = try #require(reading.runbook?.steps.first).choices
    #expect(reading.findings.map(GraphText.text) == [])
    #expect(
      choices.map(\.condition) == [
        .all([
          Condition.Clause(operand: .exit, comparison: .equal, value: "0"),
          Condition.Clause(operand: .variable("lag"), comparison: .greater, value: "30"),
          Condition.Clause(operand: .stdout, comparison: .contains, value: "two words"),
        ]),
        .all([Condition.Clause(operand: .stdout, comparison: .matches, value: "^.*foo.*$")]),
        .otherwise,
      ]
    )
  }

  @Test(
    arguments: [
      ("- timeot: 30s", "9:3 error unknown-key"),
      ("- timeout: 30s\n- colour: red", "10:3 error unknown-key"),
      ("- timeout: 30s\n- and so on", "10:3 error mixed-metadata"),
      ("- timeout: 30", "9:12 error bad-duration"),
      ("- 超时：三十秒", "9:6 error bad-duration"),
      ("- timeout:", "9:11 error bad-value"),
      ("- timeout: 1s\n- timeout: 2s", "10:3 error duplicate-key"),
      ("- retry: often", "9:10 error bad-value"),
      ("- idempotent: maybe", "9:15 error bad-value"),
      ("- approve: ic, if you like", "9:16 error bad-value"),
      ("- approve: ic, within soon", "9:23 error bad-duration"),
      ("- on failure: explode", "9:15 error bad-value"),
      ("- on failure: [x](#nowhere)", "9:15 error dead-anchor"),
      ("- next: [x](#steps)", "9:9 error anchor-not-a-step"),
      ("- run: dns.md", "9:8 error bad-value"),
      ("- run: [x](https://example.org)", "9:8 error bad-value"),
      ("- capture: PATH", "9:12 error dangerous-variable-name"),
      ("- capture: 1st", "9:12 error bad-variable-name"),
      ("- evidence: photo", "9:13 error bad-value"),
      ("- [Yes](#do-it)\n- [No](#nowhere)", "10:3 error dead-anchor"),
      ("- [Yes](#do-it) when: exit = 0", "9:28 error bad-condition"),
      ("- [Yes](#do-it) when exit == 0", "9:17 error bad-condition"),
      ("- [Yes](#do-it)\n- No", "10:3 warning mixed-decision"),
      ("- [A](#do-it)\n\nText\n\n- [B](#do-it)", "13:1 error second-decision"),
      ("- Text\n\nMore\n\n- timeout: 5s", "13:1 error misplaced-metadata"),
      ("```bash rnu\nls\n```", "9:9 error unknown-role"),
      ("```run\nls\n```", "9:4 error missing-language"),
      ("```sql run\nselect 1\n```", "9:4 error unknown-language"),
      ("```bash run timout=3s\nls\n```", "9:13 error unknown-setting"),
      ("```bash run timeout=3\nls\n```", "9:13 error bad-setting"),
      ("```bash run interval=3s\nls\n```", "9:13 error bad-setting"),
      ("```bash run\n```", "9:1 error empty-command"),
      ("```bash run\n$ ls\n```", "10:1 error prompt-in-command"),
      ("```bash run\nssh <host>\n```", "10:5 error placeholder"),
      ("```text expect\nexit: 0\n```", "9:9 error expect-without-command"),
      ("```bash run\nls\n```\n```text expect\nexti: 0\n```", "13:1 error bad-expectation"),
      ("```bash run\nls\n```\n```text expect\nmatches: (\n```", "13:1 error bad-pattern"),
      ("## Other\n\n```bash run\nls\n```", "11:1 error command-outside-step"),
      ("### Do it", "9:1 error duplicate-heading"),
      ("##### Deep", "9:1 error skipped-heading-level"),
      ("## Procedure", "9:1 error second-steps-section"),
      ("### Other\n\n- id: do-it", "11:7 error duplicate-id"),
    ]
  )
  func `what is wrong is said where it stands`(_ text: String, _ expected: String) {
    let reading = Self.read("## Steps\n\n### Do it\n\n" + text)

    #expect(reading.findings.map(GraphText.text) == [expected])
    #expect(reading.runbook != nil)
  }

  @Test func `a misspelt word gets the word that was meant, in the author's language`() throws {
    let reading = Self.read("## Steps\n\n### Do it\n\n- 超是：5s\n- role: x\n- aprove: ic\n")

    let remedies = reading.findings.map { $0.remedy.arguments["suggestion"] }
    #expect(remedies == ["超时", "approve"])
  }

  @Test(
    arguments: [
      ("# T\n", "no-steps"), ("## Steps\n\nText\n", "no-steps"),
      ("## Steps\n\n1. one\n2. two\n", "no-steps"),
    ]
  )
  func `a runbook without steps is an error`(_ body: String, _ code: String) {
    #expect(Self.read(body).findings.map(\.code).contains(code))
  }

  @Test func `lines and columns are those of the file with any line ending`() {
    let text = "\u{FEFF}---\r\nrunbook: x\r\n---\r\n## Steps\r\n### 步\r\n- 超时：5\r\n"

    let reading = RunbookReader.read(text, path: "x.md")

    #expect(reading.findings.map(GraphText.text) == ["6:6 error bad-duration"])
  }

  @Test func `every sentence has both languages and the same places`() {
    let bodies = [
      "- timeot: 1\n- role: a,b\n- x", "```bash rnu\n```", "```bash run\n$ <a>\n```",
      "- next: [x](#nope)", "- [a](#b) when: c", "### Do it",
    ]

    let findings = bodies.flatMap { Self.read("## Steps\n\n### Do it\n\n" + $0).findings }

    #expect(findings.count >= 8)
    for finding in findings {
      for message in [finding.message, finding.remedy] {
        #expect(!message.text(.english).contains("{"))
        #expect(!message.text(.chinese).contains("{"))
        #expect(message.text(.english) != message.text(.chinese))
      }
    }
  }
}
