import Findings
import Yams

/// The names that references may have at the place that is read.
struct CardScope {
  var parameters: [String] = []
  var texts: [String] = []
  var maps: [String] = []
  /// The steps of the signing that were read so far.
  var steps: [SignStep] = []
  /// Whether the parts of the request can be seen.
  var seesRequest = false
  /// Whether something is said back to somebody who replied.
  var seesReply = false
  /// Whether there is a message and an address.
  var seesMessage = true
  /// Whether raw bytes may stand there.
  var takesRawBytes = false
}

extension CardReader {
  /// Reads a text with places.
  mutating func template(_ node: Node, _ key: String) -> Template? {
    guard let text = text(node, key, example: "\(key): \"${param.name}\"") else { return nil }
    return template(text, node)
  }

  mutating func template(_ text: String, _ node: Node) -> Template? {
    do throws(TemplateParser.Fault) {
      let template = try TemplateParser.read(text)
      check(template.sources, node)
      return template
    } catch {
      switch error {
      case .unclosed: report(CardRules.unclosed, node, ["open": "${", "close": "}"])
      case .unknown(let source, let suggestion): reportUnknown(source, suggestion, node)
      }
      return nil
    }
  }

  private mutating func reportUnknown(_ source: String, _ suggestion: String?, _ node: Node) {
    if let suggestion {
      report(CardRules.misspeltSource, node, ["source": source, "suggestion": suggestion])
    } else {
      report(CardRules.unknownSource, node, ["source": source])
    }
  }

  /// Reports references to what is not there.
  mutating func check(_ sources: [Source], _ node: Node) {
    for source in sources {
      switch source {
      case .parameter(let name): check(name, "param", scope.parameters, node)
      case .text(let name): checkMessage(name, "text", scope.texts, node)
      case .alphabet(let name): checkMessage(name, "alphabet", scope.texts, node)
      case .segments(let name): checkMessage(name, "segments", scope.texts, node)
      case .map(let name): check(name, "map", scope.maps, node)
      case .sign(let name):
        check(name, "sign", scope.steps.map(\.name), node)
        let step = scope.steps.first { $0.name == name }
        if !scope.takesRawBytes, step?.isRaw ?? false {
          report(CardRules.rawSource, node, ["step": name])
        }
      case .request:
        if !scope.seesRequest { report(CardRules.misplacedSource, node, ["source": "request"]) }
      case .message(let field):
        if !scope.seesMessage {
          report(CardRules.misplacedSource, node, ["source": "msg.\(field.rawValue)"])
        }
      case .target(let form):
        if !scope.seesMessage {
          report(CardRules.misplacedSource, node, ["source": "target.\(form.rawValue)"])
        }
      case .id: if !scope.seesMessage { report(CardRules.misplacedSource, node, ["source": "id"]) }
      case .reply:
        if !scope.seesReply { report(CardRules.misplacedSource, node, ["source": "reply"]) }
      case .now, .nonce, .literal: break
      }
    }
  }

  private mutating func checkMessage(
    _ name: String,
    _ family: String,
    _ known: [String],
    _ node: Node
  ) {
    guard scope.seesMessage else {
      report(CardRules.misplacedSource, node, ["source": "\(family).\(name)"])
      return
    }
    check(name, family, known, node)
  }

  private mutating func check(_ name: String, _ family: String, _ known: [String], _ node: Node) {
    guard !known.contains(name) else { return }
    let nearest = Suggestion.nearest(to: name, among: known)
    // With a single candidate there is no doubt what was meant.
    let suggestion = nearest ?? (known.count == 1 ? known.first : nil)
    reportUnknown("\(family).\(name)", suggestion.map { "\(family).\($0)" }, node)
  }

  // MARK: Trees

  /// Reads data with places; `$json` and `$xml` put a tree into a text.
  mutating func tree(_ node: Node) -> ValueTree? {
    switch node {
    case .scalar(let scalar): return self.scalar(scalar, node)
    case .sequence(let sequence): return .array(sequence.compactMap { tree($0) })
    case .mapping(let mapping):
      if mapping.count == 1, let first = mapping.first,
        let mark = first.key.scalar?.string, mark.hasPrefix("$")
      {
        guard let inner = tree(first.value) else { return nil }
        switch mark {
        case "$json": return .jsonText(inner)
        case "$xml": return .xmlText(inner)
        default:
          reportUnknown(mark, "$json", first.key)
          return nil
        }
      }
      return .object(
        mapping.compactMap { key, value in
          guard let name = key.scalar?.string, let tree = tree(value) else { return nil }
          return ValueTree.Member(name: name, value: tree)
        }
      )
    case .alias: return nil
    }
  }

  private mutating func scalar(_ scalar: Node.Scalar, _ node: Node) -> ValueTree? {
    let text = scalar.string
    if scalar.style == .plain {
      switch text {
      case "true": return .value(.bool(true))
      case "false": return .value(.bool(false))
      case "", "null", "~": return .value(.null)
      default: if JSONReader.isNumber(text) { return .value(.number(text)) }
      }
    }
    guard text.contains("$") else { return .value(.text(text)) }
    return template(text, node).map(ValueTree.template)
  }

  /// Reads the names and values of a query, a form or headers.
  mutating func namedTrees(_ node: Node, _ key: String) -> [NamedTree] {
    entries(node, key).compactMap { name, _, value in
      tree(value).map { NamedTree(name: name, value: $0) }
    }
  }
}

extension SignStep {
  /// Whether the outcome may be bytes that are no text.
  var isRaw: Bool {
    guard encoding == .raw else { return false }
    switch operation {
    case .digest, .hmac, .base64Decode: return true
    case .text, .percentEncode, .lower, .upper, .withoutPrefix, .join, .sortedItems,
      .sortedHeaders:
      return false
    }
  }
}
