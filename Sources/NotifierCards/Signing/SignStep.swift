/// A step of a signing: an operation whose outcome later steps and the request can refer to.
struct SignStep: Hashable, Sendable {
  /// The name that `sign.NAME` refers to.
  var name: String
  /// What is done.
  var operation: Operation
  /// What the outcome is turned into.
  var encoding: Encoding

  /// What bytes are turned into.
  enum Encoding: String, CaseIterable, Hashable, Sendable {
    /// Left as they are: fit for a key of a later step, not for a request.
    case raw
    case hex
    case base64
  }

  /// The functions that make a digest.
  enum Digest: String, CaseIterable, Hashable, Sendable {
    case sha256
    case sha1
    case md5
  }

  /// What can be done.
  enum Operation: Hashable, Sendable {
    /// The text as it is, its places filled.
    case text(Template)
    /// A digest of the text.
    case digest(Digest, Template)
    /// A keyed digest of the text (RFC 2104).
    case hmac(Digest, key: Template, Template)
    /// The bytes behind Base64.
    case base64Decode(Template)
    /// The text with all but the unreserved characters escaped (RFC 3986).
    case percentEncode(Template)
    /// The text in small letters.
    case lower(Template)
    /// The text in capital letters.
    case upper(Template)
    /// The text without that beginning, when it has it.
    case withoutPrefix(String, Template)
    /// Texts with something between them.
    case join([Template], separator: String)
    /// Names and values of the query or the form, sorted by their bytes.
    case sortedItems(SortedItems)
    /// `name:value` and a line break for each header, names in small letters, sorted.
    case sortedHeaders([String])
  }

  /// How names and values are put in a row.
  struct SortedItems: Hashable, Sendable {
    /// Whether the form is meant instead of the query.
    var isForm: Bool
    /// Names that are left out.
    var except: [String]
    /// Whether names and values are escaped (RFC 3986).
    var isEncoded: Bool
    /// What stands between name and value.
    var equals: String
    /// What stands between two items.
    var separator: String
  }

  /// Every source that the step looks at itself.
  var sources: [Source] {
    switch operation {
    case .text(let text), .digest(_, let text), .base64Decode(let text), .percentEncode(let text),
      .lower(let text), .upper(let text), .withoutPrefix(_, let text):
      text.sources
    case .hmac(_, let key, let text): key.sources + text.sources
    case .join(let texts, _): texts.flatMap(\.sources)
    case .sortedItems(let items): [.request(items.isForm ? .body : .query)]
    case .sortedHeaders(let names): names.map { .request(.header($0)) }
    }
  }
}
