import Findings
import Phrases

/// Checks on text that is left to be written.
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

  static func check(_ steps: [Step], _ source: SourceText, _ findings: inout [Finding]) {
    for step in steps {
      check(step.children, source, &findings)
      guard step.children.isEmpty, isUnwritten(step) else { continue }
      findings.append(
        unwritten.finding(
          at: SourceSpan(restOf: source, from: step.position),
          Phrase(en: "“{title}” is still to be written.", zh: "“{title}”尚未写完。")
            .with(["title": step.title]),
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
    // Most texts are none, and looking at their letters costs.
    guard text.utf8.count <= 240, mayRemind(text) else { return false }
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

  private static let beginnings = [
    "<insert", "[insert", "todo", "tbd", "fixme", "wip", "to be", "coming soon",
  ]

  /// Whether the text begins as reminders do; some of these are none.
  private static func mayRemind(_ text: String) -> Bool {
    for place in text.utf8.indices {
      let byte = text.utf8[place]
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: "["), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        guard "<[tfwc".utf8.contains(where: { byte == $0 || byte | 0x20 == $0 }) else {
          return false
        }
        return beginnings.contains { beginning in
          zip(text.utf8[place...], beginning.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
        }
      case 0xE5...0xE9:
        // A Chinese letter, which begins a reminder only when it is 待 or 略.
        let rest = text.utf8[place...]
        return rest.starts(with: "待".utf8) || rest.starts(with: "略".utf8)
      default: continue
      }
    }
    return false
  }
}
