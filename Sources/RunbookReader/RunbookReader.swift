import Findings
import RunbookModel

/// Turns the text of Markdown files into runbooks.
///
/// It never touches the disk, never throws and never stops on a strange file: what is wrong is said
/// in findings, and everything that can be read is read.
public enum RunbookReader: Sendable {
  /// The largest file that is read, in bytes.
  public static let sizeLimit = 16 * 1_048_576

  /// Reads the text of a file.
  public static func read(_ text: String, path: String) -> Reading {
    read(Array(text.utf8), path: path)
  }

  /// Reads the bytes of a file; `path` gives plain files their name and is not opened.
  public static func read(_ bytes: [UInt8], path: String) -> Reading {
    let source = SourceText(bytes)
    if let finding = unusable(source) {
      return Reading(path: path, runbook: nil, findings: [finding], outline: DocumentOutline())
    }
    switch FrontMatterBlock.beginning(of: source) {
    case .frontMatter(let block) where block.isAuthored:
      return readAuthored(source, block, path: path)
    case .frontMatter(let block):
      return readPlain(source, block, path: path)
    case .unterminated(let line):
      var reading = readPlain(source, nil, path: path)
      let position = SourcePosition(line: line, column: 1)
      reading.findings.insert(FrontMatterRules.unterminated.finding(at: position), at: 0)
      return reading
    case .none:
      return readPlain(source, nil, path: path)
    }
  }

  /// Why the bytes cannot be read at all.
  private static func unusable(_ source: SourceText) -> Finding? {
    let start = SourcePosition(line: 1, column: 1)
    guard source.bytes.count <= sizeLimit else {
      return FileRules.tooLarge.finding(at: start, ["limit": "\(sizeLimit / 1_048_576)"])
    }
    if source.hasNUL {
      let offset = source.bytes.firstIndex(of: 0) ?? 0
      let line = source.line(atOffset: offset)
      let column = offset - source.offset(ofLine: line) + 1
      return FileRules.binary.finding(at: SourcePosition(line: line, column: column))
    }
    if let offset = source.firstInvalidOffset {
      let line = source.line(atOffset: offset)
      let column = offset - source.offset(ofLine: line) + 1
      return FileRules.encoding.finding(at: source.position(line: line, byteColumn: column))
    }
    let isEmpty = source.bytes.allSatisfy { $0 <= .space }
    return isEmpty ? FileRules.empty.finding(at: start) : nil
  }

  private static func readAuthored(
    _ source: SourceText,
    _ block: FrontMatterBlock,
    path: String
  ) -> Reading {
    let (content, findings) = FrontMatterReader.read(block)
    let tree = MarkdownTree(source, fromLine: block.bodyLine)
    let outliner = Outliner(tree)
    let heading = outliner.headings.first { $0.level == 1 }?.title
    let name = FileName.stem(of: path)
    var runbook = Runbook(
      mode: .authored,
      id: content.id ?? Slugger.slug(name),
      title: content.title ?? heading ?? name
    )
    runbook.language = content.language
    runbook.severity = content.severity
    runbook.owner = content.owner
    runbook.reviewed = content.reviewed
    runbook.inputs = content.inputs
    runbook.secrets = content.secrets
    runbook.roles = content.roles
    runbook.escalation = content.escalation
    runbook.tags = content.tags
    let reader = AuthoredReader(tree, headings: outliner.headings, runbook: runbook)
    return Reading(
      path: path,
      runbook: reader.runbook,
      findings: sorted(
        findings + reader.findings + FenceLint.findings(outliner.outline, runsRoles: true)
      ),
      outline: outliner.outline
    )
  }

  private static func readPlain(
    _ source: SourceText,
    _ block: FrontMatterBlock?,
    path: String
  ) -> Reading {
    let line = block?.bodyLine ?? 1
    let numbering = ChineseNumbering(source, fromLine: line)
    let tree = MarkdownTree(source, fromLine: line, numbering: numbering)
    let outliner = Outliner(tree)
    let heading = outliner.headings.first { $0.level == 1 }?.title ?? titleWithoutMarks(of: tree)
    let name = FileName.stem(of: path)
    let runbook = Runbook(
      mode: .plain,
      id: Slugger.slug(name),
      title: block?.plainValue(of: "title") ?? heading ?? name
    )
    let reader = PlainReader(tree, headings: outliner.headings, runbook: runbook)
    var findings = reader.findings + FenceLint.findings(outliner.outline)
    if reader.runbook.steps.isEmpty {
      findings.append(PlainRules.noText.finding(at: SourcePosition(line: 1, column: 1)))
    }
    return Reading(
      path: path,
      runbook: reader.runbook,
      findings: sorted(findings),
      outline: outliner.outline
    )
  }

  /// What a file begins with as a title that is no heading to Markdown: `<h1>`, or a name in bold
  /// above a text with headings.
  private static func titleWithoutMarks(of tree: MarkdownTree) -> String? {
    guard let first = tree.blocks.first, let text = tree.texts.first else { return nil }
    if first.kind == .html, text.lowercased().hasPrefix("<h1") {
      return HTMLTag.text(of: text).split(separator: "\n").first.map(String.init)
    }
    let isName = first.kind == .paragraph && first.number == 1
    return isName && tree.blocks.contains { $0.kind == .heading } ? text : nil
  }

  /// The findings in the order of the file; those of one place stay in the order they were made.
  private static func sorted(_ findings: [Finding]) -> [Finding] {
    findings.enumerated().sorted {
      ($0.element.position, $0.offset) < ($1.element.position, $1.offset)
    }
    .map(\.element)
  }
}

/// Names of files.
enum FileName {
  /// The last part of a path without its ending.
  static func stem(of path: String) -> String {
    let name = path.utf8.split(separator: UInt8(ascii: "/")).last ?? path.utf8[...]
    guard let dot = name.lastIndex(of: UInt8(ascii: ".")), dot != name.startIndex else {
      return String(Substring(name))
    }
    return String(Substring(name[..<dot]))
  }
}
