/// Fills a ``CanonicalNode`` with what a value encodes.
struct CanonicalEncoder: Encoder {
  let node: CanonicalNode
  let codingPath: [any CodingKey]

  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(makeObject(keyedBy: type))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { makeArray() }

  func singleValueContainer() -> any SingleValueEncodingContainer { CanonicalScalar(encoder: self) }

  fileprivate func makeObject<Key: CodingKey>(keyedBy _: Key.Type) -> CanonicalObject<Key> {
    if case .object = node.content {} else { node.content = .object([]) }
    return CanonicalObject(encoder: self)
  }

  fileprivate func makeArray() -> CanonicalArray {
    if case .array = node.content {} else { node.content = .array([]) }
    return CanonicalArray(encoder: self)
  }
}

private struct CanonicalObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: CanonicalEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil(forKey key: Key) { encoder.node.member(key.stringValue).content = .null }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    try value.encode(to: member(key))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type,
    forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { member(key).container(keyedBy: keyType) }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    member(key).makeArray()
  }

  func superEncoder() -> any Encoder {
    CanonicalEncoder(node: encoder.node.member("super"), codingPath: codingPath)
  }

  func superEncoder(forKey key: Key) -> any Encoder { member(key) }

  private func member(_ key: Key) -> CanonicalEncoder {
    CanonicalEncoder(node: encoder.node.member(key.stringValue), codingPath: codingPath + [key])
  }
}

private struct CanonicalArray: UnkeyedEncodingContainer {
  let encoder: CanonicalEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  var count: Int {
    if case .array(let items) = encoder.node.content { items.count } else { 0 }
  }

  func encodeNil() { encoder.node.item().content = .null }

  func encode<T: Encodable>(_ value: T) throws { try value.encode(to: item()) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type
  ) -> KeyedEncodingContainer<Nested> { item().container(keyedBy: keyType) }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { item().makeArray() }

  func superEncoder() -> any Encoder { item() }

  private func item() -> CanonicalEncoder {
    CanonicalEncoder(node: encoder.node.item(), codingPath: codingPath)
  }
}

private struct CanonicalScalar: SingleValueEncodingContainer {
  let encoder: CanonicalEncoder

  var codingPath: [any CodingKey] { encoder.codingPath }

  func encodeNil() { encoder.node.content = .null }
  func encode(_ value: Bool) { encoder.node.content = .verbatim(value ? "true" : "false") }
  func encode(_ value: String) { encoder.node.content = .text(value) }
  func encode(_ value: Double) throws { throw notAnInteger(value) }
  func encode(_ value: Float) throws { throw notAnInteger(value) }
  func encode(_ value: Int) { write(value) }
  func encode(_ value: Int8) { write(value) }
  func encode(_ value: Int16) { write(value) }
  func encode(_ value: Int32) { write(value) }
  func encode(_ value: Int64) { write(value) }
  func encode(_ value: UInt) { write(value) }
  func encode(_ value: UInt8) { write(value) }
  func encode(_ value: UInt16) { write(value) }
  func encode(_ value: UInt32) { write(value) }
  func encode(_ value: UInt64) { write(value) }
  func encode<T: Encodable>(_ value: T) throws { try value.encode(to: encoder) }

  private func write(_ value: some BinaryInteger) {
    encoder.node.content = .verbatim(String(value))
  }

  private func notAnInteger(_ value: any Sendable) -> EncodingError {
    EncodingError.invalidValue(
      value,
      EncodingError.Context(
        codingPath: codingPath,
        debugDescription: "the journal holds integers only"
      )
    )
  }
}
