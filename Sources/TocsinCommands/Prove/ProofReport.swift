import DutyRoster
import Findings
import Phrases
import PlanProof

/// A proof in the form that somebody asked for.
struct ProofReport {
  let proof: Proof
  /// The plans that were proved.
  let paths: [String]
  let year: Int
  let zone: DutyZone
  let language: Language

  func text(_ format: ProveCommand.Format, isColored: Bool) -> String {
    switch format {
    case .text: plain(isColored: isColored)
    case .json:
      JSONValue.object([
        "format": "tocsin-proof/1",
        "year": .integer(year),
        "timeZone": .string(zone.identifier),
        "plans": .array(paths.map { .string($0) }),
        "ladders": LadderText.json(proof.ladders),
        "findings": FindingsJSON.value(proof.files, language: language),
      ]).text + "\n"
    case .sarif:
      FindingsSARIF(language: language, version: Version.text, rules: ProofRules.all)
        .text(proof.files)
    case .junit:
      FindingsJUnit(language: language, name: "tocsin prove \(year)", rules: ProofRules.all)
        .text(proof.files, paths: paths)
    case .github: FindingsGitHub.text(proof.files, language: language)
    }
  }

  private func plain(isColored: Bool) -> String {
    let zone = zone
    let ladders = LadderText(language: language) { zone.wall($0).description }
      .text(proof.ladders)
    let arguments = ["year": "\(year)", "zone": zone.identifier]
    var text = ""
    if !proof.ladders.isEmpty {
      text = ProvePhrases.ladders.text(language, arguments) + "\n\n" + ladders + "\n"
    }
    // Nearly every plan decides on what commands print: one line says it for all.
    let code = "undecided-condition"
    let open = proof.files.flatMap(\.findings).filter { $0.code == code }
    let files = proof.files.compactMap { file in
      let rest = file.findings.filter { $0.code != code }
      return rest.isEmpty
        ? nil : FileFindings(path: file.path, findings: rest, source: file.source)
    }
    let findings = FindingsText(language: language, isColored: isColored)
      .text(files, fileCount: paths.count)
    if !open.isEmpty {
      let count = open.compactMap { $0.message.arguments["count"].flatMap { Int($0) } }
        .reduce(0, +)
      text += ProvePhrases.openAnswers.text(
        language,
        ["count": "\(count)", "files": "\(open.count)"]
      )
      text += "\n\n"
    }
    return text + findings
  }
}

/// What `tocsin prove` says itself.
enum ProvePhrases {
  static let ladders = Phrase(
    en: "When nobody answers in {year} (times of {zone}):",
    zh: "{year} 年无人应答时（{zone} 时间）："
  )
  static let openAnswers = Phrase(
    en: """
      {count} {count|answer|answers} in {files} {files|file|files} depend on what commands print; \
      each was taken for possible.
      """,
    zh: "{files} 个文件中有 {count} 个答案取决于命令输出，均视为可能。"
  )
  static let note = Phrase(en: "{code} (not decided)", zh: "{code}（未判定）")
}
