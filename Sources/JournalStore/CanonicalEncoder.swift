/// Fills a place of a ``CanonicalTree`` with what a value encodes.
struct CanonicalEncoder: Encoder {
  let tree: CanonicalTree
  let place: Int

  var userInfo: [CodingUserInfoKey: Any] { [:] }
  /// The one error that there is names its value, and to keep a path costs more than all else.
  var codingPath: [any CodingKey] { [] }

  func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
    tree.becomes(.object, at: place)
    return KeyedEncodingContainer(CanonicalObject(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { makeArray() }

  func singleValueContainer() -> any SingleValueEncodingContainer { CanonicalScalar(encoder: self) }

  fileprivate func makeArray() -> CanonicalArray {
    tree.becomes(.array, at: place)
    return CanonicalArray(encoder: self)
  }
}

private struct CanonicalObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: CanonicalEncoder

  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { _ = member(key) }
  func encode(_ value: Bool, forKey key: Key) { fill(key, .boolean(value)) }
  func encode(_ value: String, forKey key: Key) { fill(key, .text(value)) }
  func encode(_ value: Int, forKey key: Key) { fill(key, .integer(Int64(value))) }
  func encode(_ value: Int64, forKey key: Key) { fill(key, .integer(value)) }

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

  func superEncoder() -> any Encoder { member("super") }

  func superEncoder(forKey key: Key) -> any Encoder { member(key) }

  private func member(_ key: Key) -> CanonicalEncoder { member(key.stringValue) }

  private func member(_ key: String) -> CanonicalEncoder {
    CanonicalEncoder(tree: encoder.tree, place: encoder.tree.add(key, to: encoder.place))
  }

  private func fill(_ key: Key, _ content: CanonicalTree.Content) {
    encoder.tree.add(key.stringValue, to: encoder.place, content)
  }
}

private struct CanonicalArray: UnkeyedEncodingContainer {
  let encoder: CanonicalEncoder

  var codingPath: [any CodingKey] { [] }
  var count: Int { encoder.tree.count(at: encoder.place) }

  func encodeNil() { _ = item() }

  func encode<T: Encodable>(_ value: T) throws { try value.encode(to: item()) }

  func nestedContainer<Nested: CodingKey>(
    keyedBy keyType: Nested.Type
  ) -> KeyedEncodingContainer<Nested> { item().container(keyedBy: keyType) }

  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { item().makeArray() }

  func superEncoder() -> any Encoder { item() }

  private func item() -> CanonicalEncoder {
    CanonicalEncoder(tree: encoder.tree, place: encoder.tree.add("", to: encoder.place))
  }
}

private struct CanonicalScalar: SingleValueEncodingContainer {
  let encoder: CanonicalEncoder

  var codingPath: [any CodingKey] { [] }

  func encodeNil() { fill(.null) }
  func encode(_ value: Bool) { fill(.boolean(value)) }
  func encode(_ value: String) { fill(.text(value)) }
  func encode(_ value: Double) throws { throw notAnInteger(value) }
  func encode(_ value: Float) throws { throw notAnInteger(value) }
  func encode(_ value: Int) { write(value) }
  func encode(_ value: Int8) { write(value) }
  func encode(_ value: Int16) { write(value) }
  func encode(_ value: Int32) { write(value) }
  func encode(_ value: Int64) { write(value) }
  func encode(_ value: UInt) { fill(.natural(UInt64(value))) }
  func encode(_ value: UInt8) { write(value) }
  func encode(_ value: UInt16) { write(value) }
  func encode(_ value: UInt32) { write(value) }
  func encode(_ value: UInt64) { fill(.natural(value)) }
  func encode<T: Encodable>(_ value: T) throws { try value.encode(to: encoder) }

  private func write(_ value: some BinaryInteger) { fill(.integer(Int64(value))) }

  private func fill(_ content: CanonicalTree.Content) {
    encoder.tree.becomes(content, at: encoder.place)
  }

  private func notAnInteger(_ value: any Sendable) -> EncodingError {
    EncodingError.invalidValue(
      value,
      EncodingError.Context(
        codingPath: [],
        debugDescription: "the journal holds integers only"
      )
    )
  }
}
