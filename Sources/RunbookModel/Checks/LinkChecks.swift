import Findings
import Phrases

/// Checks on links to other files, and in the text to headings.
enum LinkChecks {
  static let deadLink = Rule(
    "dead-link",
    .warning,
    Phrase(en: "A link to a file that does not exist", zh: "链接指向不存在的文件"),
    why: Phrase(
      en: """
        The file was moved or renamed, or the path is misspelt. In an outage there is no time to \
        look for it. A path is relative to the file that the link stands in.
        """,
      zh: "文件已被移动或改名，或路径拼写有误。故障处置时没有时间去找。路径相对于链接所在的文件。"
    )
  )

  static let deadFileAnchor = Rule(
    "dead-file-anchor",
    .warning,
    Phrase(en: "A link to a heading that another file does not have", zh: "链接指向其他文件中不存在的标题"),
    why: Phrase(
      en: """
        The file exists and has no heading with that anchor: the heading was renamed, or the \
        anchor is misspelt. An anchor is the heading in lower case with `-` for spaces.
        """,
      zh: "文件存在，但其中没有该锚点对应的标题：标题已改名，或锚点拼写有误。锚点是把标题转为小写、空格换成 `-` 的结果。"
    )
  )

  static let deadTextAnchor = Rule(
    "dead-text-anchor",
    .warning,
    Phrase(en: "A link in the text to a heading that does not exist", zh: "正文链接指向不存在的标题"),
    why: Phrase(
      en: """
        The heading was renamed, or the anchor is misspelt, so a click leads nowhere. An anchor is \
        the heading in lower case with `-` for spaces.
        """,
      zh: "标题已改名，或锚点拼写有误，点击后无处可去。锚点是把标题转为小写、空格换成 `-` 的结果。"
    )
  )

  static func check(
    _ runbook: Runbook,
    _ outline: DocumentOutline,
    _ source: SourceText,
    _ surroundings: RunbookChecks.Surroundings,
    _ findings: inout [Finding]
  ) {
    checkAnchors(runbook, outline, source, &findings)
    guard outline.links.contains(where: { $0.filePath != nil }) else { return }
    // Whoever links the calls reports the missing ones.
    let calls = Set(callPositions(runbook.steps).map(\.line))
    for link in outline.links {
      guard let path = link.filePath, isCheckable(path), !calls.contains(link.position.line)
      else { continue }
      if !exists(path, surroundings) {
        findings.append(
          deadLink.finding(
            at: span(of: link, source),
            Phrase(en: "There is no file at `{path}`.", zh: "`{path}` 处没有文件。")
              .with(["path": path]),
            remedy: Phrase(
              en: "Mend the path, which begins at this file's folder, or remove the link.",
              zh: "请修正路径（从本文件所在的文件夹算起），或删除该链接。"
            ).with([:])
          )
        )
      } else if let anchor = link.fileAnchor, !anchor.isEmpty, path.hasSuffix(".md"),
        !isLineNumber(anchor), let anchors = surroundings.anchors(path),
        !anchors.contains(anchor), !anchors.contains(anchor.lowercased())
      {
        findings.append(
          deadFileAnchor.finding(
            at: span(of: link, source),
            Phrase(
              en: "`{path}` has no heading with the anchor `#{anchor}`.",
              zh: "`{path}` 中没有锚点为 `#{anchor}` 的标题。"
            ).with(["path": path, "anchor": anchor]),
            remedy: Phrase(
              en: "Point the link to a heading of that file.",
              zh: "请把链接指向该文件中的某个标题。"
            ).with([:])
          )
        )
      }
    }
  }

  private static func checkAnchors(
    _ runbook: Runbook,
    _ outline: DocumentOutline,
    _ source: SourceText,
    _ findings: inout [Finding]
  ) {
    let links = outline.links.filter { !($0.anchor ?? "").isEmpty && !$0.isImage }
    guard !links.isEmpty else { return }
    let known = Set((outline.headings.map(\.slug) + outline.anchors).map(folded))
    for link in links {
      guard let anchor = link.anchor, !known.contains(folded(anchor)), folded(anchor) != "top",
        runbook.mode == .plain || !isReference(link, source)
      else { continue }
      let slugs = outline.headings.map(\.slug)
      let suggestion = Suggestion.nearest(to: anchor, among: slugs)
      let mend =
        suggestion == nil
        ? Phrase(en: "Link to a heading of this file.", zh: "请链接到本文件中的某个标题。")
        : Phrase(en: "Did you mean `#{suggestion}`?", zh: "是否想写 `#{suggestion}`？")
      findings.append(
        deadTextAnchor.finding(
          at: span(of: link, source),
          Phrase(
            en: "No heading has the anchor `#{anchor}`.",
            zh: "没有锚点为 `#{anchor}` 的标题。"
          ).with(["anchor": anchor]),
          remedy: mend.with(["suggestion": suggestion ?? ""])
        )
      )
    }
  }

  /// The anchor without what site generators do differently.
  private static func folded(_ anchor: String) -> String {
    let anchor = anchor.hasPrefix("user-content-") ? anchor.dropFirst(13) : anchor[...]
    return anchor.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  /// Whether a link is an answer or metadata, of which the reader reports the dead ones.
  private static func isReference(_ link: DocumentOutline.Link, _ source: SourceText) -> Bool {
    let before = source[link.position.line].prefix(max(0, link.position.column - 1))
      .drop { $0 == " " }
    guard let mark = before.first, "-*+".contains(mark) else { return false }
    let words = before.dropFirst().drop { $0 == " " }
    return words.isEmpty || words.contains { ":：".contains($0) }
  }

  private static func callPositions(_ steps: [Step]) -> [SourcePosition] {
    steps.flatMap { step in
      [step.call?.position].compactMap(\.self) + callPositions(step.children)
    }
  }

  /// Whether the path is one that can be looked up: relative, and no template of a site generator.
  private static func isCheckable(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.contains { "{}<>$*|\\".contains($0) }
  }

  /// Whether there is a file, or one that a site generator makes the page from.
  private static func exists(_ path: String, _ surroundings: RunbookChecks.Surroundings) -> Bool {
    if surroundings.exists(path) { return true }
    let name = path.split(separator: "/").last ?? ""
    if name.hasSuffix(".html") { return surroundings.exists(path.dropLast(5) + ".md") }
    if name.contains("."), name != "..", name != "." { return false }
    let page = path.hasSuffix("/") ? String(path.dropLast()) : path
    return surroundings.exists(page + ".md") || surroundings.exists("../" + page + ".md")
  }

  /// Whether the anchor names lines of a source file, as Git hosts write it.
  private static func isLineNumber(_ anchor: String) -> Bool {
    anchor.first == "L" && anchor.dropFirst().first?.isNumber == true
  }

  private static func span(of link: DocumentOutline.Link, _ source: SourceText) -> SourceSpan {
    let line = Array(source[link.position.line].unicodeScalars)
    let wanted = Array(link.destination.unicodeScalars)
    let start = min(max(0, link.position.column - 1), line.count)
    for place in start..<line.count where line[place...].starts(with: wanted) {
      return SourceSpan(
        position: SourcePosition(line: link.position.line, column: place + 1),
        length: wanted.count
      )
    }
    return SourceSpan(position: link.position, length: 1)
  }
}
