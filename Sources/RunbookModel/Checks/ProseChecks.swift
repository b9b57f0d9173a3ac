import Findings
import Phrases

/// Checks on text that is left to be written and on fences that say something odd.
enum ProseChecks {
  static let unwritten = Rule(
    "unwritten-section",
    .warning,
    Phrase(en: "A step that is still to be written", zh: "尚未写完的步骤"),
    why: Phrase(
      en: """
        Under the heading stands only a reminder to write something. Whoever comes here in an \
        outage is left alone. Write what is to be done, or remove the heading.
        """,
      zh: "标题下只有一句待补充的提示。故障时走到这里的人得不到任何帮助。请写明要做什么，或删除该标题。"
    )
  )

  static func checkSections(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    for node in checked.graph.nodes where node.children.isEmpty && isUnwritten(node.step) {
      findings.append(
        unwritten.finding(
          at: checked.span(from: node.step.position),
          Phrase(en: "“{title}” is still to be written.", zh: "“{title}”尚未写完。")
            .with(["title": node.step.title]),
          remedy: Phrase(
            en: "Write what is to be done here, or remove the heading.",
            zh: "请写明此处要做什么，或删除该标题。"
          ).with([:])
        )
      )
    }
  }

  private static func isUnwritten(_ step: Step) -> Bool {
    guard !step.body.isEmpty, step.call == nil else { return false }
    return step.body.allSatisfy { part in
      switch part {
      case .paragraph(let text), .bullet(let text, _): isReminder(text)
      case .item(let index):
        step.checklist.indices.contains(index) && isReminder(step.checklist[index].text)
      case .command(let index):
        step.commands.indices.contains(index) && isReminder(step.commands[index].script)
      case .alert, .quote, .table, .code: false
      }
    }
  }

  /// Whether the text is only a reminder: one of the usual words, or one place to fill.
  private static func isReminder(_ text: String) -> Bool {
    let bare = text.lowercased().drop { !$0.isLetter && $0 != "<" && $0 != "[" }
    guard bare.count <= 80, !bare.contains("\n") else { return false }
    if (bare.hasPrefix("<insert ") && bare.hasSuffix(">")) || bare.hasPrefix("[insert ") {
      return true
    }
    let word = bare.prefix { $0.isLetter }
    let isAlone = bare.dropFirst(word.count).allSatisfy { !$0.isLetter }
    if ["待补充", "待完善", "待编写", "待定", "略"].contains(String(word)) { return isAlone }
    if bare == "to be written" || bare == "to be done" || bare == "coming soon" { return true }
    let mark = bare.dropFirst(word.count).first
    return ["todo", "tbd", "fixme", "wip"].contains(String(word))
      && (isAlone || mark == ":" || mark == "：")
  }

  static let commandInInfo = Rule(
    "command-in-info-string",
    .warning,
    Phrase(en: "A command on the line that opens a fence", zh: "代码块起始行上写有命令"),
    why: Phrase(
      en: """
        What stands behind the opening ``` names the language and is never shown. A command there \
        is invisible on every Git host. Put it on the next line.
        """,
      zh: "起始的 ``` 后面是语言名称，不会显示。写在那里的命令在任何 Git 平台上都看不到。请把它移到下一行。"
    )
  )

  static func checkFences(_ outline: DocumentOutline, _ findings: inout [Finding]) {
    for fence in outline.fences where isCommand(fence.info) {
      findings.append(
        commandInInfo.finding(
          at: SourceSpan(position: fence.position, length: fence.info.unicodeScalars.count + 3),
          Phrase(
            en: "This line hides a command: `{command}`.",
            zh: "这一行隐藏了一条命令：`{command}`。"
          ).with(["command": fence.info]),
          remedy: Phrase(
            en: "Move the command to the next line, and write `bash` here.",
            zh: "请把命令移到下一行，此处写 `bash`。"
          ).with([:])
        )
      )
    }
  }

  private static func isCommand(_ info: String) -> Bool {
    // Attributes of site generators: {.bash}, {r, echo=FALSE}, js{1,3}.
    guard !info.isEmpty, !info.contains("{") || info.contains("${") else { return false }
    if info.contains("$(") || info.contains(" | ") || info.contains("&&") { return true }
    let words = info.split(separator: " ")
    guard words.count > 1 else { return false }
    let programs: Set<Substring> = [
      "aws", "cat", "cd", "curl", "docker", "gcloud", "grep", "helm", "kubectl", "mysql", "oc",
      "openssl", "ps", "psql", "rm", "scp", "ssh", "sudo", "systemctl", "tail", "virtctl",
    ]
    return programs.contains(words[0])
  }
}
