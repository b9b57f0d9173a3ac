extension SignStep {
  /// Does the step.
  ///
  /// - Parameters:
  ///   - items: the names and values of the query or the form, without those left out.
  ///   - header: the value of the header with that name in small letters.
  ///   - fill: the bytes of a template; `nil` when it has no value.
  /// - Returns: The outcome, or `nil` when something it needs has no value.
  /// - Throws: Why it cannot be done.
  func outcome(
    items: (SortedItems) throws(CardFault) -> [NamedText],
    header: (String) throws(CardFault) -> String?,
    fill: (Template) throws(CardFault) -> [UInt8]?
  ) throws(CardFault) -> [UInt8]? {
    guard let bytes = try plainOutcome(items: items, header: header, fill: fill) else { return nil }
    switch encoding {
    case .raw: return bytes
    case .hex: return Array(Hex.text(bytes).utf8)
    case .base64: return Array(Base64.text(bytes).utf8)
    }
  }

  private func plainOutcome(
    items: (SortedItems) throws(CardFault) -> [NamedText],
    header: (String) throws(CardFault) -> String?,
    fill: (Template) throws(CardFault) -> [UInt8]?
  ) throws(CardFault) -> [UInt8]? {
    switch operation {
    case .text(let text): return try fill(text)
    case .digest(let digest, let text):
      return try fill(text).map { Digests.digest(digest, of: $0) }
    case .hmac(let digest, let key, let text):
      guard let key = try fill(key), let text = try fill(text) else { return nil }
      return Digests.hmac(digest, key: key, of: text)
    case .base64Decode(let text):
      guard let text = try fill(text) else { return nil }
      guard let bytes = Base64.bytes(text) else { throw .signing(step: name) }
      return bytes
    case .percentEncode(let text): return try fill(text).map { Array(Percent.encoded($0).utf8) }
    case .lower(let text):
      return try fill(text).map { Array(String(decoding: $0, as: UTF8.self).lowercased().utf8) }
    case .upper(let text):
      return try fill(text).map { Array(String(decoding: $0, as: UTF8.self).uppercased().utf8) }
    case .withoutPrefix(let prefix, let text):
      return try fill(text).map { bytes in
        bytes.starts(with: prefix.utf8) ? Array(bytes.dropFirst(prefix.utf8.count)) : bytes
      }
    case .join(let texts, let separator):
      var joined: [UInt8] = []
      for (index, text) in texts.enumerated() {
        guard let bytes = try fill(text) else { return nil }
        if index > 0 { joined += Array(separator.utf8) }
        joined += bytes
      }
      return joined
    case .sortedItems(let plan):
      return Array(plan.text(of: try items(plan)).utf8)
    case .sortedHeaders(let names):
      var text = ""
      for name in names.map({ $0.lowercased() }).sorted(by: Self.byBytes) {
        guard let value = try header(name) else { throw .signing(step: self.name) }
        text += "\(name):\(Self.trimmed(value))\n"
      }
      return Array(text.utf8)
    }
  }

  /// Order by bytes, not by what Unicode holds equal.
  static func byBytes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }

  private static func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    let rest = text.drop(while: isSpace)
    return String(rest.reversed().drop(while: isSpace).reversed())
  }
}

extension SignStep.SortedItems {
  /// The items in their order, in a row.
  func text(of items: [NamedText]) -> String {
    let pairs = items.map { item in
      isEncoded
        ? NamedText(name: Percent.encoded(item.name), value: Percent.encoded(item.value)) : item
    }
    let sorted = pairs.sorted { left, right in
      left.name == right.name
        ? SignStep.byBytes(left.value, right.value) : SignStep.byBytes(left.name, right.name)
    }
    return sorted.map { $0.name + equals + $0.value }.joined(separator: separator)
  }
}
