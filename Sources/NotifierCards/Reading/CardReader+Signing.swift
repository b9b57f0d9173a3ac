import Phrases
import Yams

extension CardReader {
  /// Reads the steps of a signing; a step sees those before it.
  mutating func signing(_ node: Node) -> [SignStep] {
    let previous = scope
    scope.seesRequest = true
    scope.takesRawBytes = true
    scope.steps = []
    for item in list(node, "sign") {
      if let step = step(item) { scope.steps.append(step) }
    }
    let steps = scope.steps
    scope = previous
    scope.steps = steps
    return steps
  }

  /// The words for operations.
  static let operations = [
    "text", "sha256", "sha1", "md5", "hmac-sha256", "hmac-sha1", "hmac-md5", "base64-decode",
    "percent-encode", "lower", "upper", "without-prefix", "join", "sorted-query", "sorted-form",
    "sorted-headers",
  ]

  private mutating func step(_ node: Node) -> SignStep? {
    guard let fields = fields(node, "step", CardKeys.step) else { return nil }
    let name = required(fields, "set", node, "step", example: "set: signature")
      .flatMap { self.name(of: $0) }
    let encoding = fields["as"].flatMap { choice($0, "as", SignStep.Encoding.self) } ?? .raw
    let operation = required(fields, "op", node, "step", example: "op: hmac-sha256")
      .flatMap { self.operation($0, fields, node) }
    guard let name, let operation else { return nil }
    return SignStep(name: name, operation: operation, encoding: encoding)
  }

  private mutating func operation(
    _ op: Node,
    _ fields: CardFields,
    _ node: Node
  ) -> SignStep.Operation? {
    let word = op.scalar?.string ?? ""
    switch word {
    case "sha256", "sha1", "md5":
      guard let digest = SignStep.Digest(rawValue: word), let text = text(fields, node)
      else { return nil }
      return .digest(digest, text)
    case "hmac-sha256", "hmac-sha1", "hmac-md5":
      let key = required(fields, "key", node, "step", example: "key: \"${param.secret}\"")
        .flatMap { template($0, "key") }
      guard let digest = SignStep.Digest(rawValue: String(word.dropFirst(5))), let key,
        let text = text(fields, node)
      else { return nil }
      return .hmac(digest, key: key, text)
    case "text": return text(fields, node).map(SignStep.Operation.text)
    case "base64-decode": return text(fields, node).map(SignStep.Operation.base64Decode)
    case "percent-encode": return text(fields, node).map(SignStep.Operation.percentEncode)
    case "lower": return text(fields, node).map(SignStep.Operation.lower)
    case "upper": return text(fields, node).map(SignStep.Operation.upper)
    case "without-prefix":
      let prefix = required(fields, "prefix", node, "step", example: "prefix: whsec_")
        .flatMap { self.text($0, "prefix", example: "prefix: whsec_") }
      guard let prefix, let text = text(fields, node) else { return nil }
      return .withoutPrefix(prefix, text)
    case "join": return join(fields, node)
    case "sorted-query", "sorted-form": return sortedItems(fields, isForm: word == "sorted-form")
    case "sorted-headers":
      let names =
        required(fields, "names", node, "step", example: "names: [host, x-date]")
        .map { list($0, "names") } ?? []
      return .sortedHeaders(names.compactMap { text($0, "names", example: "names: [host]") })
    default:
      let known = Self.operations.listed
      report(CardRules.badChoice, op, ["value": word, "key": "op", "known": known])
      return nil
    }
  }

  /// The text that a step works on; nothing at all is allowed when it is written as `""`.
  private mutating func text(_ fields: CardFields, _ node: Node) -> Template? {
    required(fields, "text", node, "step", example: "text: \"${request.body}\"")
      .flatMap { template($0, "text") }
  }

  private mutating func join(_ fields: CardFields, _ node: Node) -> SignStep.Operation? {
    guard let items = required(fields, "of", node, "step", example: "of: [a, \"${now.s}\"]")
    else { return nil }
    let separator = fields["with"].flatMap { text($0, "with", example: "with: \"\\n\"") } ?? ""
    return .join(list(items, "of").compactMap { template($0, "of") }, separator: separator)
  }

  private mutating func sortedItems(_ fields: CardFields, isForm: Bool) -> SignStep.Operation {
    let except = fields["except"].map { list($0, "except") } ?? []
    return .sortedItems(
      SignStep.SortedItems(
        isForm: isForm,
        except: except.compactMap { text($0, "except", example: "except: [sign]") },
        isEncoded: fields["encode"].flatMap { flag($0, "encode") } ?? true,
        equals: fields["equals"].flatMap { text($0, "equals", example: "equals: \"=\"") } ?? "=",
        separator: fields["with"].flatMap { text($0, "with", example: "with: \"&\"") } ?? "&"
      )
    )
  }
}
