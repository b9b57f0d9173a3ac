/// A section that tells what to do, known by its heading.
enum ActionSection {
  /// What the file is for.
  case work
  /// What comes after the work or instead of it, and is not all there is to do.
  case sequel

  /// Looks whether a heading's text is or begins with one of the words; in Chinese it may also end
  /// with one.
  ///
  /// A number before it (`3. Mitigation`, `三、处置流程`) does not count.
  init?(_ title: String) {
    let text = Array(Self.withoutNumber(title).utf8)
    if Self.begins(text, Self.workWords) {
      self = .work
    } else if Self.begins(text, Self.sequelWords) {
      self = .sequel
    } else {
      return nil
    }
  }

  private static func begins(_ text: [UInt8], _ words: Words) -> Bool {
    guard let first = text.first else { return false }
    guard first < 0x80 else {
      return words.chinese.contains { text.starts(with: $0) }
        || words.chineseEnds.contains { text.reversed().starts(with: $0) }
    }
    return words.english.contains { word in
      guard text.count >= word.count, text[0] | 0x20 == word[0],
        zip(text, word).allSatisfy({ $0 | 0x20 == $1 | 0x20 })
      else { return false }
      return text.count == word.count
        || text[word.count] < 0x80 && !text[word.count].isASCIIAlphanumeric
    }
  }

  private static func withoutNumber(_ title: String) -> Substring {
    // Most headings begin with a Latin letter and have no number.
    if let first = title.utf8.first, first.isASCIILetter { return title[...] }
    let marks = ".．、)）:：-— "
    let start = title.drop { !$0.isLetter && !$0.isNumber }
    let numerals = start.prefix {
      $0.isASCII ? $0.isNumber || $0 == "." : "第一二三四五六七八九十百".contains($0)
    }
    guard let first = numerals.first else { return start }
    var rest = start.dropFirst(numerals.count)
    if first == "第", let unit = rest.first, "步章节条".contains(unit) { rest = rest.dropFirst() }
    // `十堰` is no number: something must stand between a number and the words.
    let isNumber = first.isASCII || first == "第" || rest.first.map { marks.contains($0) } ?? false
    guard isNumber else { return start }
    return rest.drop { marks.contains($0) }
  }

  private struct Words {
    var english: [[UInt8]]
    var chinese: [[UInt8]]
    /// Endings, from their last byte on: what is handled stands before the word in Chinese.
    var chineseEnds: [[UInt8]]

    init(_ english: [String], _ chinese: [String], endings: [String] = []) {
      self.english = english.map { Array($0.utf8) }
      self.chinese = chinese.map { Array($0.utf8) }
      chineseEnds = endings.map { $0.utf8.reversed() }
    }
  }

  private static let workWords = Words(
    [
      "steps", "procedure", "diagnosis", "mitigation", "resolution", "solution", "solutions",
      "remediation", "remediate", "investigation", "investigate", "triage", "troubleshooting",
      "debugging", "response", "containment", "eradication", "recovery", "possible checks",
      "actions", "immediate actions", "action plan", "execution", "what to do", "how to fix", "fix",
      "workaround", "workarounds", "instructions", "runbook", "playbook", "checklist",
    ],
    [
      "处置", "应急处置", "应急响应", "应急处理", "应急措施", "应急预案", "故障处理", "故障排查", "故障诊断", "故障恢复",
      "操作步骤", "操作流程", "执行步骤", "步骤", "排查", "排障", "诊断", "解决", "恢复", "修复", "处理流程", "处理步骤",
      "处理方法", "缓解", "检查步骤",
    ],
    endings: [
      "处置", "处置流程", "处置程序", "处置措施", "处置步骤", "处理流程", "操作步骤", "应急响应", "响应流程", "恢复流程", "应急流程", "应急处理",
    ]
  )
  private static let sequelWords = Words(
    ["verification", "escalation", "rollback"],
    ["升级", "回滚", "验证"]
  )
}
