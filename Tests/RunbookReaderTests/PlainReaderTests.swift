import Findings
import RunbookModel
import RunbookReader
import Testing

@Suite struct PlainReaderTests {
  private func text(_ markdown: String) -> [String] {
    GraphText.text(RunbookReader.read(markdown, path: "ops/alert.md"))
      .split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func `sections that tell what to do give the steps, each paragraph one`() {
    let lines = text(
      """
      # Disk full

      ## Meaning

      It is full.

      ## Diagnosis

      Look at it.

      ```shell
      df -h
      ```

      Look again: there may be more than meets the eye, and who looks twice sees more. The rest does not matter.

      - a bullet

      ## Mitigation

      Delete something.
      """
    )

    #expect(
      lines == [
        "# diagnosis (Diagnosis)",
        "  # diagnosis.1 (Look at it.)",
        "    0 offered: df -h",
        "  # diagnosis.2 (Look again: there may be more than meets the eye, and who looks twice sees more.)",
        "# mitigation (Mitigation)",
      ]
    )
  }

  @Test func `a list that fences interrupt is one list`() {
    let lines = text(
      "## 3. 处置流程\n\n1. 查看\n\n```bash\nls\n```\n\n2. 重启\n\n   ```bash\n   reboot\n   ```\n3. 如果失败，上报\n"
    )

    #expect(
      lines == [
        "# 3-处置流程.1 (查看)", "  0 offered: ls", "# 3-处置流程.2 (重启)", "  0 offered !: reboot",
        "# 3-处置流程.3 (如果失败，上报)",
      ]
    )
  }

  @Test(
    arguments: [
      // The numbers of Chinese documents are no lists to Markdown.
      ("1、看；\n2、修\n\n```bash\nls\n```\n\n3、报\n", ["看；", "修", "  0 offered: ls", "报"]),
      ("1．看\n\n2．修\n", ["看", "修"]), ("1.看\n2.修\n", ["看", "修"]), ("1)看\n2)修\n", ["看", "修"]),
      ("（一）看\n（二）修\n", ["看", "修"]), ("①看\n②修\n", ["看", "修"]),
      ("　　1、看\n\n　　2、修\n", ["看", "修"]), ("**1、看**\n\n2、修\n", ["看", "修"]),
      ("第一步：看\n第二步：修\n", ["第一步：看", "第二步：修"]), ("步骤1：看\n步骤2：修\n", ["步骤1：看", "步骤2：修"]),
      (
        "1、看\n（1）灯\n（2）屏\n\n2、修\n",
        ["看", "  1. [ ] 灯", "  2. [ ] 屏", "修"]
      ),
      ("□ 看\n□ 修\n", ["看", "修"]), ("1、看\n□ 灯\n\n2、修\n", ["看", "  - [ ] 灯", "修"]),
      ("1. 看\n（1）灯\n2. 修\n", ["看", "  1. [ ] 灯", "修"]),
      ("（一）看\n1、灯\n十一、屏\n", ["看", "  1. [ ] 灯", "屏"]),
      ("2024、2025年各一次。\n\n1.5 倍时报警\n", ["2024、2025年各一次。", "1.5 倍时报警"]),
      ("1、看\n\n```text\n2、修\n```\n\n3、报\n", ["看", "报"]),
    ]
  )
  func `what is numbered by hand is a list`(_ body: String, _ expected: [String]) {
    let lines = text("## 处置步骤\n\n\(body)\n").map { line in
      line.firstMatch(of: /^ *# .*?\((.*)\)$/).map { String($0.1) } ?? line
    }

    #expect(lines == expected)
  }

  @Test func `a document without headings has those that it numbers`() {
    let reading = RunbookReader.read(
      "**门户应急预案**\n\n一、总则\n\n（一）目的\n\n为规范处置。\n\n二、应急处置\n\n（一）报告\n\n1、电话报告。\n2、见[附件](x.md)。\n\n（二）处置\n\n断网。\n",
      path: "x.md"
    )

    #expect(
      GraphText.text(reading) == """
        plain x: 门户应急预案
        # 一报告 (（一）报告)
          1. [ ] 电话报告。
          2. [ ] 见附件。
        # 二处置 (（二）处置)
        """
    )
    #expect(reading.outline.links.map(\.position) == [SourcePosition(line: 14, column: 4)])
    #expect(reading.runbook?.steps[0].checklist.map(\.position.line) == [13, 14])
    #expect(reading.runbook?.steps[0].checklist.map(\.position.column) == [1, 1])
  }

  @Test func `things to do above the first section are not missed`() {
    let lines = text(
      "# Ransomware\n\nBe quick.\n\n- [ ] Isolate\n- [ ] Call\n\n## Evidence\n\n- [ ] Disk\n- [ ] Memory\n"
    )

    #expect(
      lines == [
        "# ransomware (Ransomware)", "  # ransomware.1 (Isolate)", "  # ransomware.2 (Call)",
        "# evidence (Evidence)", "  # evidence.1 (Disk)", "  # evidence.2 (Memory)",
      ]
    )
  }

  @Test(arguments: [
    "1. [Evidence](#evidence)\n2. [After](#after)", "Only words.", "- [After](#after)",
  ])
  func `what only introduces is no step`(_ opening: String) {
    let lines = text("# X\n\n\(opening)\n\n## Evidence\n\n- [ ] Disk\n\n## After\n\nRest.\n")

    #expect(lines.filter { $0.hasPrefix("#") } == ["# evidence (Evidence)", "# after (After)"])
  }

  @Test func `bullets above the first paragraph are steps, and those below it are its text`() {
    let lines = text("## Diagnosis\n\n- Look at it\n- Look at that\n\nAsk:\n\n- who\n")

    #expect(
      lines.map { $0.split(separator: "(").last } == [
        "Look at it)", "Look at that)", "Ask)",
      ]
    )
  }

  @Test(arguments: [
    ("<h1 align=\"center\">Restore</h1>\n\n## Steps\n\nx\n", "Restore"),
    ("**Restore**\n\n## Steps\n\nx\n", "Restore"), ("**One**\n\n**Two**\n", "x"),
  ])
  func `a title that is no heading is one all the same`(_ markdown: String, _ title: String) {
    #expect(RunbookReader.read(markdown, path: "x.md").runbook?.title == title)
  }

  @Test(arguments: [
    ("如果失败，上报", true), ("若失败，上报", true), ("如遇失败，上报", true), ("If it fails, report", true),
    ("如下处理", false), ("如图", false), ("Iffy", false),
  ])
  func `an item that begins with a condition may not apply`(_ text: String, _ expected: Bool) {
    let steps = RunbookReader.read("## 步骤\n\n1. \(text)\n2. x\n", path: "x.md").runbook?.steps

    #expect(steps?.first?.isOptional == expected)
  }

  @Test func `lists with a paragraph before each are groups`() {
    let lines = text("## Steps\n\nTo look:\n\n1. a\n2. b\n\nTo mend:\n\n1. c\n2. d\n")

    #expect(
      lines == [
        "# steps.1 (To look)", "  # steps.2 (a)", "  # steps.3 (b)", "# steps.4 (To mend)",
        "  # steps.5 (c)", "  # steps.6 (d)",
      ]
    )
  }

  @Test(arguments: [
    "**Step 1: Look**", "__Step 1: Look__", "**Step 1: Look**:", "**Step 1: Look**：",
  ])
  func `paragraphs in bold are names of steps, as headings are`(_ lead: String) {
    let lines = text(
      """
      ## Containment

      Be quick.

      \(lead)

      Who is in?

      ```bash
      who
      ```

      1. Write it down.

      **Step 2: Lock**

      Lock **everything**.
      """
    )

    #expect(
      lines.map { $0.replacing(/Look[:：]/, with: "Look") } == [
        "# containment.1 (Step 1: Look)", "  0 offered: who", "  1. [ ] Write it down.",
        "# containment.2 (Step 2: Lock)",
      ]
    )
  }

  @Test(
    arguments: [
      // Commands that stand beside a section of that name are not missed.
      ("## 1. 排查流程图\n\n看图。\n\n## 2. 常用命令\n\n```bash\nls\n```\n", ["1. 排查流程图", "2. 常用命令"]),
      ("## Check it\n\n```sh\nls\n```\n\n## Rollback\n\nGo back.\n", ["Check it", "Rollback"]),
      ("## Rollback\n\nGo back.\n\n## Check it\n\nLook.\n", ["Rollback", "Check it"]),
      ("## Steps\n\n```sh\nls\n```\n\n## Notes\n\nText.\n", ["Steps"]),
      ("## 一、总则\n\n文。\n\n## 二、数据库故障处置\n\n1. 看\n2. 修\n", ["看", "修"]),
      ("## Background\n\nText.\n\n## 应急处理\n\n1. 看\n2. 修\n\n## 验证\n\n再看。\n", ["应急处理", "验证"]),
    ]
  )
  func `sections are chosen by their names only where that misses no work`(
    _ markdown: String,
    _ titles: [String]
  ) {
    let steps = RunbookReader.read(markdown, path: "x.md").runbook?.steps ?? []

    #expect(steps.map(\.title) == titles)
  }

  @Test func `where every section gives steps, prose is one of them`() {
    let lines = text("# X\n\n## Problem\n\nIt.\n\nIs.\n\n## Remedies\n\nKill it.\n\n- Or not\n")

    #expect(lines == ["# problem (Problem)", "# remedies (Remedies)"])
  }

  @Test func `one paragraph in bold among others is only loud`() {
    let lines = text("## Steps\n\nLook.\n\n**Do not reboot.**\n\nMend.\n")

    #expect(
      lines == ["# steps.1 (Look.)", "# steps.2 (Do not reboot.)", "# steps.3 (Mend.)"]
    )
  }

  @Test func `sub-headings are steps, and what stands under them is theirs`() {
    let lines = text(
      "## Runbook\n\n### One\n\n1. a\n   - [x] b\n\n#### Inner\n\n### Two\n\n- [ ] c\n"
    )

    #expect(
      lines == [
        "# one (One)", "  1. [ ] a", "    - [x] b", "  # inner (Inner)", "# two (Two)",
        "  - [ ] c", "8:1 warning empty-section",
      ]
    )
  }

  @Test(
    arguments: [
      ("Just a line.", 1), ("- a\n- b\n", 2), ("1. a\n1. b\n", 2), ("a\n\nb\n\nc", 3),
      ("# Title\n", 1), ("# A\n\n# B\n", 2), ("Title\n=====\n\nText\n", 1), ("```\ncode\n```", 1),
      ("| a |\n|---|\n| b |", 1), ("> quote", 1), ("- 1. ## Head\n", 1),
      ("<details><summary>Do</summary>it</details>", 1),
    ]
  )
  func `a file without action sections still gives steps`(_ markdown: String, _ count: Int) {
    let reading = RunbookReader.read(markdown, path: "x.md")

    #expect(reading.runbook?.steps.count == count)
    #expect(reading.findings.allSatisfy { $0.level == .warning })
  }

  @Test(
    arguments: [
      ("", "empty-file"), (" \n\t\n", "empty-file"), ("\u{FEFF}", "empty-file"),
      ("a\0b", "binary-file"), ("<!-- nothing -->", "no-text"),
    ]
  )
  func `a file that nobody can follow is an error`(_ markdown: String, _ code: String) {
    #expect(RunbookReader.read(markdown, path: "x.md").findings.map(\.code) == [code])
  }

  @Test func `bytes that are no UTF-8 are an error at their place`() {
    let reading = RunbookReader.read(Array("ab\n中".utf8) + [0xD6, 0xD0], path: "x.md")

    #expect(reading.findings.map(GraphText.text) == ["2:2 error invalid-utf8"])
    #expect(reading.runbook == nil)
  }

  @Test(
    arguments: [
      ("```bash\nls\n\n## Next\n", "unterminated-fence"),
      ("```sudo systemctl restart x\n```\n", "command-in-info-string"),
      ("## A\n\nx\n\n## A\n\ny\n", "duplicate-heading"), ("## A\n\n## B\n\nx\n", "empty-section"),
    ]
  )
  func `what is suspicious is a warning`(_ markdown: String, _ code: String) {
    let findings = RunbookReader.read(markdown, path: "x.md").findings

    #expect(findings.map(\.code) == [code])
    #expect(findings.allSatisfy { $0.level == .warning })
  }

  @Test func `a fence that swallows headings is told from one that is only open`() {
    let open = RunbookReader.read("```bash\nls\n", path: "x.md").outline.fences
    let swallowing = RunbookReader.read("```bash\nls\n## Next\n", path: "x.md").outline.fences

    #expect(open.map(\.isUnterminated) == [true])
    #expect(open.map(\.isSwallowingHeadings) == [false])
    #expect(swallowing.map(\.isSwallowingHeadings) == [true])
  }

  @Test(
    arguments: [
      ("```bash\nls -l\n```", ["ls -l"]),
      ("```console\n$ ls\nfile\n$ rm -r x\n```", ["ls", "rm -r x"]),
      ("```console\n$ a\n$ b\n```", ["a\nb"]),
      ("```\n$ ls \\\n> -l\nfile\n```", ["ls \\\n-l"]),
      ("```sh\n$ cat <<EOF\nx\nEOF\n$ b\n```", ["cat <<EOF\nx\nEOF\nb"]),
      ("```console\n[root@db1 ~]# id\nuid=0\n```", ["id"]),
      ("```console\n# id\nuid=0\n```", ["id"]),
      ("```bash\n# only a comment\n```", []),
      ("```\nls\n```", []), ("```yaml\na: b\n```", []), ("```sh\nstatus:\n  phase: x\n```", []),
      ("```shell\nNAME   READY   STATUS\nx      1/1     Up\n```", []), ("    ls\n", []),
      ("    $ ls\n", ["ls"]),
      ("```console\ntopk(5,\n  rate(x[5m]))\n```", []), ("```sh\nup{job=\"portal\"} == 0\n```", []),
      ("```sh\nstop() {\n  ls\n}\nstop\n```", ["stop() {\n  ls\n}\nstop"]),
      ("```sh\n(cd x && ls)\n```", ["(cd x && ls)"]), ("```sh\n{ ls; }\n```", ["{ ls; }"]),
      ("```bash\nfiles=(a b)\n```", ["files=(a b)"]),
    ]
  )
  func `shell is offered without prompts and output`(_ markdown: String, _ scripts: [String]) {
    let steps = RunbookReader.read("## Steps\n\n\(markdown)\n", path: "x.md").runbook?.steps ?? []

    #expect(steps.flatMap(\.commands).map(\.script) == scripts)
    #expect(steps.flatMap(\.commands).allSatisfy { $0.role == .offered })
  }

  @Test(
    arguments: [
      ("ssh <host>", "ssh \"$host\""),
      ("echo \"<pod name>\"", "echo \"${pod_name}\""),
      ("echo '<a>'", "echo ''\"$a\"''"),
      ("x \"$(y <z>)\"", "x \"$(y \"$z\")\""),
      ("a <<EOF\n<b>\nEOF", "a <<EOF\n${b}\nEOF"),
      ("cat <path>", "cat \"$path_value\""),
      ("ping <主机名>", "ping \"$value_1\""),
      ("rsync <源> <目标> <源>", "rsync \"$value_1\" \"$value_2\" \"$value_1\""),
      ("rsync <主库 IP> <从库 IP> <ip>", "rsync \"$ip\" \"$ip_2\" \"$ip_3\""),
      ("rsync <pod name> <pod-name>", "rsync \"$pod_name\" \"$pod_name\""),
      ("kubectl -n <ns> get <pod-name> >out", "kubectl -n \"$ns\" get \"$pod_name\" >out"),
      ("sort <in.txt >out.txt", "sort <in.txt >out.txt"),
      ("sort < in > out", "sort < in > out"),
      ("diff <(a) <(b)", "diff <(a) <(b)"),
      ("cat <<<word>x", "cat <<<word>x"),
      ("echo '<html><b>x</b></html>'", "echo '<html><b>x</b></html>'"),
      ("docker images | grep '<none>'", "docker images | grep '<none>'"),
      ("(( a<b && c>d ))", "(( a<b && c>d ))"),
      ("ls # see <host>", "ls # see <host>"),
    ]
  )
  func `placeholders become quoted variables and redirections stay`(
    _ script: String,
    _ expected: String
  ) {
    let reading = RunbookReader.read("## Steps\n\n```bash\n\(script)\n```\n", path: "x.md")

    #expect(reading.runbook?.steps.first?.commands.first?.script == expected)
  }

  @Test func `a placeholder where nothing is expanded is not offered`() {
    let text = "## Steps\n\n```bash\ncat <<'EOF'\n<name>\nEOF\n```\n"

    let step = RunbookReader.read(text, path: "x.md").runbook?.steps.first

    #expect(step?.commands == [])
    #expect(step?.body == [.code(language: "bash", text: "cat <<'EOF'\n<name>\nEOF")])
  }

  @Test func `notes, details and short codes are text for the reader`() {
    let text = """
      ## Steps

      Do {{< ref "x" >}}it.

      > [!WARNING]
      > Mind the gap.

      !!! note "Well"
          Think.

      <details><summary>More</summary>

      Inside

      </details>
      """

    let step = RunbookReader.read(text, path: "x.md").runbook?.steps.first

    #expect(step?.title == "Do it.")
    #expect(
      step?.body == [
        .alert(kind: "warning", text: "Mind the gap."), .alert(kind: "note", text: "Well Think."),
        .paragraph("More"),
      ]
    )
  }
}
