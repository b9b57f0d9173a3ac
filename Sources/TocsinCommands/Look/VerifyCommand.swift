import ArgumentParser
import Foundation
import IncidentCore
import JournalStore
import Phrases
import Ports

/// `tocsin verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: .said(
      en: "Prove that no event was changed, removed or reordered.",
      zh: "验证记录未被修改、删除或调换顺序。"
    ),
    discussion: .said(
      en: """
        With anchors (lines INCIDENT SEQUENCE HASH, kept outside the journal) also a cut end and a \
        complete re-hash are found. A post-mortem is such a file too: its last line has an anchor. \
        --head prints the line to keep.
        """,
      zh: """
        有锚点时（每行格式为 事件 序号 哈希，保存在日志之外），末尾被截断或整条链被重算也能发现。\
        复盘报告的最后一行就是锚点，可直接作为锚点文件。--head 输出要保存的那一行。
        """
    )
  )

  @Argument(help: .said(en: "The incident; all of them without it.", zh: "事件；不写则为全部事件。"))
  var incident: String?
  @Option(
    help: .said(en: "A file with anchors, or a post-mortem.", zh: "存放锚点的文件，或复盘报告。"),
    completion: .file()
  )
  var anchor: String?
  @Flag(help: .said(en: "Print the anchor of the incident as it stands.", zh: "输出事件当前的锚点。"))
  var head = false
  @OptionGroup var options: HomeOptions

  func run() throws {
    let home = try options.open()
    let database = try home.database()
    let results: [VerificationResult]
    let anchors = try readAnchors(home.language)
    let id = try incident.map { try home.incident($0) }
    do throws(JournalFault) {
      results = try database.verify(id, anchors: anchors)
    } catch {
      throw CommandFailure(error, home.language)
    }
    for result in results {
      if head {
        if let anchor = result.head { StandardStream.output("\(anchor)\n") }
        continue
      }
      let phrase = result.isSound ? CommandPhrases.sound : CommandPhrases.flawed
      StandardStream.output(
        phrase.text(
          home.language,
          ["incident": result.incident.text, "n": String(result.soundEvents)]
        ) + "\n"
      )
      if let flaw = result.flaw {
        StandardStream.output("  \(flaw.message.text(home.language))\n")
      }
      for proof in result.proofs {
        StandardStream.output("  \(proof.text(home.language))\n")
      }
    }
    if results.contains(where: { !$0.isSound }) { throw ExitCode(1) }
  }

  private func readAnchors(_ language: Language) throws(CommandFailure) -> [Anchor] {
    guard let anchor else { return [] }
    let text = try TextFile.read(anchor, language)
    if let head = ReportAnchor.read(text) { return [head] }
    let read = Anchor.read(text)
    if let line = read.wrongLines.first {
      throw CommandFailure(
        CommandPhrases.anchorLine.text(language, ["path": anchor, "line": String(line)]),
        code: 2
      )
    }
    return read.anchors
  }
}
