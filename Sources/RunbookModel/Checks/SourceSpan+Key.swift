package import Findings

extension SourceSpan {
  /// The step's metadata line with one of those keys, or its heading when there is none.
  package init(ofKey keys: [String], in step: Step, _ source: SourceText) {
    var line = step.position.line + 1
    while line <= source.lineCount {
      let text = source[line]
      let bare = text.drop { $0 == " " || $0 == "\t" }
      if bare.hasPrefix("#") || bare.hasPrefix("```") || bare.hasPrefix("~~~") { break }
      if let mark = bare.first, "-*+".contains(mark) {
        let item = bare.dropFirst().drop { $0 == " " || $0 == "\t" }
        let key = item.prefix { $0 != ":" && $0 != "：" }
        if key.count < item.count, keys.contains(Self.normal(key)) {
          let indent = text.unicodeScalars.count - item.unicodeScalars.count
          self.init(restOf: source, from: SourcePosition(line: line, column: indent + 1))
          return
        }
      }
      line += 1
    }
    self.init(restOf: source, from: step.position)
  }

  /// A key in lower case with single spaces, as metadata is compared.
  private static func normal(_ key: Substring) -> String {
    key.lowercased().split(separator: " ").joined(separator: " ")
  }
}
