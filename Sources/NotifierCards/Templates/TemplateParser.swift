import Findings

/// Reads templates.
struct TemplateParser {
  /// What is wrong with a template.
  enum Fault: Error, Hashable {
    /// A `${` without its `}`.
    case unclosed
    /// A source that does not exist, with one that was probably meant.
    case unknown(source: String, suggestion: String?)
  }

  /// Reads a template; `$${` stands for `${`.
  static func read(_ text: String) throws(Fault) -> Template {
    var parts: [Template.Part] = []
    var literal = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      literal += rest[..<dollar]
      let after = rest[rest.index(after: dollar)...]
      if after.hasPrefix("${") {
        literal += "${"
        rest = after.dropFirst(2)
      } else if after.hasPrefix("{") {
        guard let close = end(of: after) else { throw .unclosed }
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = ""
        parts.append(.place(try place(after[..<close].dropFirst())))
        rest = after[after.index(after: close)...]
      } else {
        literal += "$"
        rest = after
      }
    }
    literal += rest
    if !literal.isEmpty { parts.append(.text(literal)) }
    return Template(parts: parts)
  }

  /// The `}` that closes a place, those in quoted texts not counted.
  private static func end(of text: Substring) -> Substring.Index? {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      if text[index] == "}", !isQuoted { return index }
    }
    return nil
  }

  private static func place(_ text: Substring) throws(Fault) -> Template.Place {
    var place = Template.Place(sources: [])
    var rest = text
    if !rest.hasSuffix("\""), let colon = rest.lastIndex(of: ":"),
      let conversion = Template.Conversion(rawValue: trimmed(rest[rest.index(after: colon)...]))
    {
      place.conversion = conversion
      rest = rest[..<colon]
    }
    for alternative in alternatives(rest) {
      place.sources.append(try source(trimmed(alternative)))
    }
    return place
  }

  /// The parts between `|`, those in quoted texts not counted.
  private static func alternatives(_ text: Substring) -> [Substring] {
    var isQuoted = false
    return text.split(omittingEmptySubsequences: false) { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "|" && !isQuoted
    }
  }

  /// Reads one source, such as `msg.title`.
  static func source(_ text: String) throws(Fault) -> Source {
    if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
      return .literal(String(text.dropFirst().dropLast()))
    }
    let dot = text.firstIndex(of: ".")
    let family = String(text[..<(dot ?? text.endIndex)])
    let name = dot.map { String(text[text.index(after: $0)...]) }
    if let source = simple(family, name) { return source }
    let candidates = known(family)
    throw .unknown(source: text, suggestion: Suggestion.nearest(to: text, among: candidates))
  }

  private static func simple(_ family: String, _ name: String?) -> Source? {
    switch (family, name) {
    case ("id", nil): return .id(.text)
    case ("id", let name?): return IDForm(rawValue: name).map(Source.id)
    case ("reply", nil): return .reply
    case ("nonce", nil): return .nonce(.hex)
    case ("nonce", let name?): return NonceForm(rawValue: name).map(Source.nonce)
    case ("msg", let name?): return MessageField(rawValue: name).map(Source.message)
    case ("target", let name?): return TargetForm(rawValue: name).map(Source.target)
    case ("now", let name?): return time(name)
    case ("request", let name?): return requestPart(name).map(Source.request)
    case (_, let name?) where isName(name): return named(family, name)
    default: return nil
    }
  }

  private static func named(_ family: String, _ name: String) -> Source? {
    switch family {
    case "param": .parameter(name)
    case "text": .text(name)
    case "alphabet": .alphabet(name)
    case "segments": .segments(name)
    case "map": .map(name)
    case "sign": .sign(name)
    default: nil
    }
  }

  /// Reads `iso8601`, or `date@+08:00` for the date at another place than Greenwich.
  private static func time(_ name: String) -> Source? {
    let parts = name.split(separator: "@", maxSplits: 1)
    guard let first = parts.first, let form = TimeForm(rawValue: String(first)) else { return nil }
    guard parts.count == 2 else { return .now(form, offsetMinutes: 0) }
    guard form == .date || form == .basicDate else { return nil }
    return UTCOffset.minutes(String(parts[1])).map { .now(form, offsetMinutes: $0) }
  }

  private static func requestPart(_ name: String) -> RequestPart? {
    if let part = RequestPart.plain.first(where: { $0.key == name }) { return part.value }
    guard let dot = name.firstIndex(of: ".") else { return nil }
    let item = String(name[name.index(after: dot)...])
    guard !item.isEmpty else { return nil }
    switch name[..<dot] {
    case "header": return .header(item.lowercased())
    case "query": return .queryItem(item)
    case "form": return .formItem(item)
    default: return nil
    }
  }

  private static func known(_ family: String) -> [String] {
    let names =
      MessageField.allCases.map { "msg.\($0.rawValue)" }
      + TargetForm.allCases.map { "target.\($0.rawValue)" }
      + TimeForm.allCases.map { "now.\($0.rawValue)" }
      + NonceForm.allCases.map { "nonce.\($0.rawValue)" }
      + RequestPart.plain.map { "request.\($0.key)" } + [
        "id", "id.hex", "id.uuid", "nonce", "reply",
      ]
    return names.filter { $0.hasPrefix(family + ".") }
      + names.filter { !$0.hasPrefix(family + ".") }
  }

  /// Whether a text may name a parameter, a text, a map or a step.
  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, !(0x30...0x39).contains(first) else { return false }
    return text.utf8.allSatisfy {
      Percent.isUnreserved($0) && $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "~")
    }
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// Distances from Greenwich as they are written: `+08:00`.
enum UTCOffset {
  /// The minutes of `+08:00` or `Z`.
  static func minutes(_ text: String) -> Int? {
    if text == "Z" { return 0 }
    let bytes = Array(text.utf8)
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = Int(text.dropFirst().prefix(2)), let minutes = Int(text.suffix(2)),
      (0...14).contains(hours), (0...59).contains(minutes)
    else { return nil }
    return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}
