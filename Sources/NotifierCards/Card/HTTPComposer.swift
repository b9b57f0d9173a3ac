/// Makes an HTTP request from its plan; a part is made when it is asked for, and once.
final class HTTPComposer: Filler.Parts {
  private let plan: HTTPPlan
  private let filler: Filler
  private var url: String?
  private var body: [UInt8]?
  private var underWay: Set<String> = []

  init(_ plan: HTTPPlan, filler: Filler) {
    self.plan = plan
    self.filler = filler
  }

  /// The whole request.
  func transport() throws(CardFault) -> WireRequest.Transport {
    let base = try baseURL()
    let query = NamedText.query(try items(plan.query, except: [], place: "query"))
    var url = base
    if !query.isEmpty { url += (base.contains("?") ? "&" : "?") + query }
    var headers: [WireRequest.Header] = []
    for header in plan.headers {
      if let value = try headerValue(header) {
        headers.append(WireRequest.Header(header.name, value))
      }
    }
    if let authorization = try authorization() {
      headers.append(WireRequest.Header("Authorization", authorization))
    }
    if let type = contentType, !plan.headers.contains(where: { $0.name.isHeader("content-type") }) {
      headers.append(WireRequest.Header("Content-Type", type))
    }
    return .http(method: plan.method, url: url, headers: headers, body: try bodyBytes())
  }

  // MARK: What the signing sees

  func part(_ part: RequestPart) throws(CardFault) -> [UInt8]? {
    switch part {
    case .method: return Array(plan.method.utf8)
    case .url: return Array(try baseURL().utf8)
    case .host: return Array(try parsedURL().host.utf8)
    case .path: return Array(try parsedURL().path.utf8)
    case .body: return try bodyBytes()
    case .query:
      return Array(NamedText.query(try items(plan.query, except: [], place: "query")).utf8)
    case .header(let name): return try header(named: name).map { Array($0.utf8) }
    case .queryItem(let name):
      let item = plan.query.filter { $0.name == name }
      return try items(item, except: [], place: "query").first.map { Array($0.value.utf8) }
    case .formItem(let name):
      guard case .form(let items) = plan.body else { return nil }
      return try self.items(items.filter { $0.name == name }, except: [], place: "form")
        .first.map { Array($0.value.utf8) }
    }
  }

  func items(_ sorted: SignStep.SortedItems) throws(CardFault) -> [NamedText] {
    guard sorted.isForm else {
      return try items(plan.query, except: sorted.except, place: "query")
    }
    guard case .form(let items) = plan.body else { return [] }
    return try self.items(items, except: sorted.except, place: "form")
  }

  private func header(named name: String) throws(CardFault) -> String? {
    if name == "host" { return try parsedURL().host }
    if let header = plan.headers.first(where: { $0.name.isHeader(name) }) {
      return try headerValue(header)
    }
    return name == "content-type" ? contentType : nil
  }

  // MARK: Parts

  /// The URL without the card's query.
  private func baseURL() throws(CardFault) -> String {
    if let url { return url }
    var text = ""
    for (index, part) in plan.url.parts.enumerated() {
      switch part {
      case .text(let literal): text += literal
      case .place(let place):
        guard let value = try filler.text(Template(parts: [part]), place: "url") else {
          throw missing(place, "url")
        }
        if index == 0 {
          // A URL that is a secret still has to look like one in a preview.
          if filler.call.settings.isMasked, value.hasPrefix("~~") { text += "https://" }
          let isAll = plan.url.parts.count == 1
          text += !isAll && value.hasSuffix("/") ? String(value.dropLast()) : value
        } else {
          // A dot alone would climb a level once the URL is made canonical.
          guard value != ".", value != ".." else { throw .badURL }
          text += Percent.encoded(value)
        }
      }
    }
    if filler.call.memory?.knows(url: text) != true {
      guard HTTPURL(text) != nil else { throw .badURL }
      filler.call.memory?.keep(url: text)
    }
    url = text
    return text
  }

  private func missing(_ place: Template.Place, _ name: String) -> CardFault {
    for source in place.sources {
      if case .parameter(let parameter) = source { return .missingParameter(parameter) }
      if case .target = source { return .missingAddress }
    }
    return .missingValue(place: name)
  }

  private func parsedURL() throws(CardFault) -> HTTPURL {
    guard let url = HTTPURL(try baseURL()) else { throw .badURL }
    return url
  }

  private func items(
    _ plan: [NamedTree],
    except: [String],
    place: String
  ) throws(CardFault) -> [NamedText] {
    var items: [NamedText] = []
    for item in plan where !except.contains(item.name) {
      let path = "\(place).\(item.name)"
      guard underWay.insert(path).inserted else { throw .signing(step: path) }
      defer { underWay.remove(path) }
      switch try filler.value(item.value, place: path) {
      case .array(let values)?:
        items += values.compactMap { value in
          value.plainText.map { NamedText(name: item.name, value: $0) }
        }
      case .null?, nil: break
      case let value?:
        guard let text = value.plainText else { throw .badValue(place: path) }
        items.append(NamedText(name: item.name, value: text))
      }
    }
    return items
  }

  private func headerValue(_ header: NamedTree) throws(CardFault) -> String? {
    let place = "headers.\(header.name)"
    guard underWay.insert(place).inserted else { throw .signing(step: place) }
    defer { underWay.remove(place) }
    guard let value = try filler.value(header.value, place: place) else { return nil }
    guard let text = value.plainText else { throw .badValue(place: place) }
    return try Self.checked(text, place: place)
  }

  /// A header's value; control characters, line breaks above all, are refused.
  static func checked(_ value: String, place: String) throws(CardFault) -> String {
    // In UTF-8 the controls behind ASCII begin with 0xC2.
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 }) { return value }
    guard value.unicodeScalars.allSatisfy({ $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
    else { throw .badValue(place: place) }
    return value
  }

  private func authorization() throws(CardFault) -> String? {
    switch plan.authorization {
    case nil: return nil
    case .bearer(let template):
      guard let token = try filler.text(template, place: "bearer") else { return nil }
      return try Self.checked("Bearer \(token)", place: "bearer")
    case .basic(let user, let password):
      guard let user = try filler.text(user, place: "basic.user"),
        let password = try filler.text(password, place: "basic.password")
      else { return nil }
      if filler.call.settings.isMasked { return "Basic \(Settings.mask("basic"))" }
      return "Basic \(Base64.text(Array("\(user):\(password)".utf8)))"
    }
  }

  private var contentType: String? {
    switch plan.body {
    case .none: nil
    case .json: "application/json"
    case .form: "application/x-www-form-urlencoded"
    case .xml: "application/xml; charset=utf-8"
    case .text: "text/plain; charset=utf-8"
    }
  }

  private func bodyBytes() throws(CardFault) -> [UInt8] {
    if let body { return body }
    guard underWay.insert("body").inserted else { throw .signing(step: "body") }
    defer { underWay.remove("body") }
    let bytes: [UInt8]
    switch plan.body {
    case .none: bytes = []
    case .json(let tree):
      guard let value = try filler.value(tree, place: "json") else {
        throw .missingValue(place: "json")
      }
      bytes = value.jsonBytes
    case .form(let items):
      bytes = Array(NamedText.query(try self.items(items, except: [], place: "form")).utf8)
    case .xml(let tree):
      guard let value = try filler.value(tree, place: "xml") else {
        throw .missingValue(place: "xml")
      }
      bytes = Array(XMLText.write(value, declaration: true).utf8)
    case .text(let template):
      guard let text = try filler.bytes(template) else { throw .missingValue(place: "text") }
      bytes = text
    }
    body = bytes
    return bytes
  }
}

extension String {
  /// Whether two names of headers are the same, which are ASCII.
  func isHeader(_ name: String) -> Bool {
    utf8.count == name.utf8.count
      && zip(utf8, name.utf8).allSatisfy { $0 == $1 || Self.lower($0) == Self.lower($1) }
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
