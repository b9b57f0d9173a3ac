import Timekeeping

/// Fills the places of templates; asks for everything only when it is needed, and once.
///
/// What a request's signing sees of the request is handed in, because the request itself needs the
/// filler for its places.
final class Filler {
  /// The parts of the request that the signing looks at.
  protocol Parts: AnyObject {
    func part(_ part: RequestPart) throws(CardFault) -> [UInt8]?
    func items(_ items: SignStep.SortedItems) throws(CardFault) -> [NamedText]
  }

  /// What every call brings along.
  struct Call {
    var message: MessageText?
    var id: String
    var address: String?
    var settings: Settings
    var now: Instant
    var nonce: [UInt8]
    var memory: CardMemory?
  }

  let call: Call
  weak var parts: (any Parts)?
  /// What is said back to somebody who replied.
  var reply: String?
  private let texts: [CardText]
  private let maps: [CardMap]
  private let signing: [SignStep]
  private var knownTexts: [String: String?] = [:]
  private var outcomes: [String: [UInt8]?] = [:]
  /// Many cards name it twice, in a header and in the body.
  private lazy var hexID = IDForm.hex.text(of: call.id)
  private var underWay: Set<String> = []

  init(_ call: Call, card: NotifierCard, signing: [SignStep]) {
    self.call = call
    texts = card.texts
    maps = card.maps
    self.signing = signing
  }

  // MARK: Templates

  /// The bytes of a template; `nil` when one of its places has no value.
  func bytes(_ template: Template) throws(CardFault) -> [UInt8]? {
    var result: [UInt8] = []
    for part in template.parts {
      switch part {
      case .text(let text): result += text.utf8
      case .place(let place):
        guard let bytes = try bytes(place) else { return nil }
        result += bytes
      }
    }
    return result
  }

  /// The text of a template; `nil` when one of its places has no value.
  func text(_ template: Template, place: String) throws(CardFault) -> String? {
    guard let bytes = try bytes(template) else { return nil }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .badValue(place: place)
    }
    return text
  }

  /// The value of a tree; `nil` when it has none.
  func value(_ tree: ValueTree, place: String) throws(CardFault) -> CardValue? {
    switch tree {
    case .value(let value): return value
    case .template(let template):
      if let only = template.onlyPlace { return try value(only, at: place) }
      return try text(template, place: place).map(CardValue.text)
    case .array(let trees):
      var values: [CardValue] = []
      for tree in trees {
        // An element whose every member is missing says nothing.
        if let value = try value(tree, place: place), value != .object([]) { values.append(value) }
      }
      return .array(values)
    case .object(let members):
      var values: [CardValue.Member] = []
      for member in members {
        if let value = try value(member.value, place: "\(place).\(member.name)") {
          values.append(CardValue.Member(name: member.name, value: value))
        }
      }
      return .object(values)
    case .jsonText(let tree): return try value(tree, place: place).map { .text($0.json) }
    case .xmlText(let tree):
      return try value(tree, place: place).map { .text(XMLText.write($0, declaration: false)) }
    }
  }

  /// The value of a single place, with its type.
  private func value(_ place: Template.Place, at name: String) throws(CardFault) -> CardValue? {
    for source in place.sources {
      guard let value = try value(of: source, at: name) else { continue }
      guard let conversion = place.conversion else { return value }
      return conversion.value(value)
    }
    return nil
  }

  private func bytes(_ place: Template.Place) throws(CardFault) -> [UInt8]? {
    for source in place.sources {
      guard let bytes = try bytes(of: source) else { continue }
      guard let conversion = place.conversion else { return bytes }
      let value = CardValue.text(String(decoding: bytes, as: UTF8.self))
      return conversion.value(value)?.plainText.map { Array($0.utf8) }
    }
    return nil
  }

  // MARK: Sources

  private func bytes(of source: Source) throws(CardFault) -> [UInt8]? {
    switch source {
    case .sign(let name): return try outcome(of: name)
    case .request(let part): return try parts?.part(part)
    default: return try plainValue(of: source)?.plainText.map { Array($0.utf8) }
    }
  }

  private func value(of source: Source, at place: String) throws(CardFault) -> CardValue? {
    switch source {
    case .sign, .request:
      guard let bytes = try bytes(of: source) else { return nil }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .badValue(place: place)
      }
      return .text(text)
    default: return try plainValue(of: source)
    }
  }

  private func plainValue(of source: Source) throws(CardFault) -> CardValue? {
    switch source {
    case .message(let field): return call.message?.value(of: field)
    case .text(let name): return try text(named: name).map(CardValue.text)
    case .alphabet(let name):
      return try text(named: name).map { .text(SMSLength($0).alphabet.rawValue) }
    case .segments(let name):
      return try text(named: name).map { .number("\(SMSLength($0).segments)") }
    case .map(let name): return try mapped(name)
    case .target(let form): return call.address.flatMap(form.text).map(CardValue.text)
    case .parameter(let name): return call.settings.value(name).map(CardValue.text)
    case .now(let form, let offset): return form.value(of: call.now, offsetMinutes: offset)
    case .nonce(let form): return .text(form.text(of: call.nonce))
    case .id(.hex): return call.id.isEmpty ? nil : .text(hexID)
    case .id(let form): return call.id.isEmpty ? nil : .text(form.text(of: call.id))
    case .literal(let text): return .text(text)
    case .reply: return reply.map(CardValue.text)
    case .sign, .request: return nil
    }
  }

  private func text(named name: String) throws(CardFault) -> String? {
    if let known = knownTexts[name] { return known }
    guard let message = call.message, let plan = texts.first(where: { $0.name == name })
    else { return nil }
    let text = try plan.text(message)
    knownTexts[name] = text
    return text
  }

  private func mapped(_ name: String) throws(CardFault) -> CardValue? {
    guard let map = maps.first(where: { $0.name == name }) else { return nil }
    let key = try plainValue(of: map.source)?.plainText
    return map.cases.first { $0.name == key ?? "" }?.value ?? map.otherwise
  }

  // MARK: Signing

  /// The outcome of a step; `nil` when something it needs has no value.
  private func outcome(of name: String) throws(CardFault) -> [UInt8]? {
    if let known = outcomes[name] { return known }
    guard let step = signing.first(where: { $0.name == name }), underWay.insert(name).inserted
    else { throw .signing(step: name) }
    defer { underWay.remove(name) }
    var result: [UInt8]?
    if call.settings.isMasked, usesSecret(step, depth: 0) {
      result = isWithoutValue(step) ? nil : Array(Settings.mask("sign.\(name)").utf8)
    } else {
      result = try self.outcome(of: step)
    }
    outcomes[name] = .some(result)
    return result
  }

  private func outcome(of step: SignStep) throws(CardFault) -> [UInt8]? {
    try step.outcome(
      items: { items throws(CardFault) in try self.parts?.items(items) ?? [] },
      header: { name throws(CardFault) in
        try self.parts?.part(.header(name)).map { String(decoding: $0, as: UTF8.self) }
      },
      fill: { template throws(CardFault) in try self.bytes(template) }
    )
  }

  /// Whether something that a step needs is not set; a mask that is no Base64 is set all the same.
  private func isWithoutValue(_ step: SignStep) -> Bool {
    do throws(CardFault) {
      return try outcome(of: step) == nil
    } catch {
      return false
    }
  }

  /// Whether the outcome of a step depends on a secret.
  private func usesSecret(_ step: SignStep, depth: Int) -> Bool {
    guard depth < 32 else { return true }
    return step.sources.contains { source in
      switch source {
      case .parameter(let name): return call.settings.isSecret(name)
      case .sign(let name):
        return signing.first { $0.name == name }.map { usesSecret($0, depth: depth + 1) } ?? true
      default: return false
      }
    }
  }
}

extension TargetForm {
  /// An address in this form; `nil` when it has no such part.
  func text(of address: String) -> String? {
    switch self {
    case .address: return address
    case .digits: return address.filter { $0 != "+" }
    case .national: return address.hasPrefix("+86") ? String(address.dropFirst(3)) : address
    case .local: return String(address.prefix { $0 != "@" && $0 != ":" })
    case .domain:
      guard let mark = address.firstIndex(where: { $0 == "@" || $0 == ":" }) else { return nil }
      return String(address[address.index(after: mark)...])
    }
  }
}

extension Template.Conversion {
  /// The value in that form; a text that is no number has no value as one.
  func value(_ value: CardValue) -> CardValue? {
    guard let text = value.plainText else { return value }
    switch self {
    case .text: return .text(text)
    case .lower: return .text(text.lowercased())
    case .upper: return .text(text.uppercased())
    case .number:
      guard let number = JSONReader.read(Array(text.utf8)), case .number = number else {
        return nil
      }
      return number
    }
  }
}
