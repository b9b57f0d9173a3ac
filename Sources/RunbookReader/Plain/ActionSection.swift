/// The headings whose sections tell what to do.
enum ActionSection {
  /// Whether a heading's text is or begins with one of the words.
  ///
  /// A number before it (`3. Mitigation`, `三、处置流程`) does not count.
  static func isAction(_ title: String) -> Bool {
    let text = Array(withoutNumber(title).utf8)
    guard let first = text.first else { return false }
    guard first < 0x80 else { return chinese.contains { text.starts(with: $0) } }
    return english.contains { word in
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

  private static let english = [
    "steps", "procedure", "diagnosis", "mitigation", "resolution", "remediation", "remediate",
    "investigation", "investigate", "triage", "troubleshooting", "debugging", "response",
    "containment", "eradication", "recovery", "verification", "possible checks", "actions",
    "action plan", "what to do", "how to fix", "fix", "workaround", "escalation", "rollback",
    "instructions", "runbook", "playbook", "checklist",
  ].map { Array($0.utf8) }

  private static let chinese = [
    "处置流程", "处置步骤", "处置措施", "应急处置", "应急响应", "操作步骤", "步骤", "排查", "诊断", "解决", "恢复",
    "处理流程", "处理步骤", "缓解", "升级", "回滚", "验证",
  ].map { Array($0.utf8) }
}
