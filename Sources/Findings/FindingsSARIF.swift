public import Phrases

/// Writes findings as SARIF 2.1.0, which code hosts and editors read.
public struct FindingsSARIF: Sendable {
  /// The reader's language.
  public let language: Language
  /// The version of Tocsin.
  public let version: String
  /// Every rule that a finding may come from.
  public let rules: [Rule]

  /// A writer that knows `rules`.
  public init(language: Language, version: String, rules: [Rule]) {
    self.language = language
    self.version = version
    self.rules = rules
  }

  /// The log as text with a line break at its end.
  public func text(_ files: [FileFindings]) -> String {
    let indexes = Dictionary(
      rules.enumerated().map { ($0.element.code, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let results = files.flatMap { file in
      file.findings.map { result($0, in: file.path, ruleIndex: indexes[$0.code]) }
    }
    let driver = JSONValue.object([
      "name": "tocsin",
      "semanticVersion": .string(version),
      "rules": .array(rules.map(rule)),
    ])
    let run = JSONValue.object([
      "tool": .object(["driver": driver]),
      "language": language == .chinese ? "zh-Hans" : "en",
      "columnKind": "unicodeCodePoints",
      "results": .array(results),
    ])
    let log = JSONValue.object([
      "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
      "version": "2.1.0",
      "runs": .array([run]),
    ])
    return log.text + "\n"
  }

  private func rule(_ rule: Rule) -> JSONValue {
    .object([
      "id": .string(rule.code),
      "shortDescription": message(rule.summary.text(language)),
      "fullDescription": message(rule.explanation.text(language)),
      "help": message(rule.explanation.text(language)),
      "defaultConfiguration": .object(["level": .string(rule.level.rawValue)]),
    ])
  }

  private func result(_ finding: Finding, in path: String, ruleIndex: Int?) -> JSONValue {
    let location = JSONValue.object([
      "physicalLocation": place(path, finding.position, length: finding.length)
    ])
    let related = finding.notes.enumerated().map { index, note in
      JSONValue.object([
        "id": .integer(index + 1),
        "message": message(note.message.text(language)),
        "physicalLocation": place(path, note.position, length: 1),
      ])
    }
    let sentence = finding.message.text(language) + "\n" + finding.remedy.text(language)
    return .object([
      "ruleId": .string(finding.code),
      "ruleIndex": ruleIndex.map(JSONValue.integer),
      "level": .string(finding.level.rawValue),
      "message": message(sentence),
      "locations": .array([location]),
      "relatedLocations": related.isEmpty ? nil : .array(related),
    ])
  }

  private func message(_ text: String) -> JSONValue {
    .object(["text": .string(text)])
  }

  private func place(_ path: String, _ position: SourcePosition, length: Int) -> JSONValue {
    .object([
      "artifactLocation": .object(["uri": .string(Self.uri(path))]),
      "region": .object([
        "startLine": .integer(position.line),
        "startColumn": .integer(position.column),
        "endLine": .integer(position.line),
        "endColumn": .integer(position.column + length),
      ]),
    ])
  }

  /// The path as a URI reference: a `file:` URI when it is absolute.
  private static func uri(_ path: String) -> String {
    var uri = path.hasPrefix("/") ? "file://" : ""
    let start = path.hasPrefix("./") ? path.dropFirst(2) : path[...]
    for byte in start.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
        uri.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        uri += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return uri
  }
}
