import Yams

/// A value in front matter, with its place in the block.
package struct FrontMatterNode {
  /// What it is.
  package enum Content {
    case scalar(String, isPlain: Bool)
    case sequence([FrontMatterNode])
    case mapping([Pair])
    /// What no rule of a runbook allows.
    case other
  }

  /// A key with its value.
  package struct Pair {
    let key: FrontMatterNode
    let value: FrontMatterNode
  }

  /// What it is.
  package let content: Content
  /// Its line, counted from 1.
  package let line: Int
  /// Its column in scalars, counted from 1.
  package let column: Int

  /// The text of a scalar.
  var text: String? {
    if case .scalar(let text, _) = content { text } else { nil }
  }

  /// Whether it is a scalar without quotes.
  var isPlain: Bool {
    if case .scalar(_, let isPlain) = content { isPlain } else { false }
  }

  /// Whether it is one of YAML's words for nothing.
  var isNull: Bool {
    switch text {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }
}

extension FrontMatterNode {
  /// Reads the text of a block; `nil` when it is empty.
  static func read(_ text: String) throws -> FrontMatterNode? {
    if let node = readSimple(text) { return node }
    return try readWithYams(text)
  }

  /// Reads the text of a block that keeps to the simple part of YAML; `nil` for any other.
  package static func readSimple(_ text: String) -> FrontMatterNode? { SimpleYAML.read(text) }

  /// Reads the text of a block with a parser that knows all of YAML.
  package static func readWithYams(_ text: String) throws -> FrontMatterNode? {
    // The resolver tells numbers from texts with regular expressions. Here everything is read as
    // text first, so the one without rules does, and is many times faster.
    let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
    return try parser.singleRoot().map { FrontMatterNode($0) }
  }

  private init(_ node: Node) {
    line = max(node.mark?.line ?? 1, 1)
    column = max(node.mark?.column ?? 1, 1)
    content =
      switch node {
      case .scalar(let scalar): .scalar(scalar.string, isPlain: scalar.style == .plain)
      case .sequence(let sequence): .sequence(sequence.map { FrontMatterNode($0) })
      case .mapping(let mapping):
        .mapping(
          mapping.map { Pair(key: FrontMatterNode($0.key), value: FrontMatterNode($0.value)) }
        )
      default: .other
      }
  }
}
