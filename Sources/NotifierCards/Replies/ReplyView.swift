/// An answer, or a request that came in, as conditions see it.
final class ReplyView {
  let status: Int
  let headers: [WireRequest.Header]
  let body: [UInt8]
  /// The item that `@` stands for.
  private(set) lazy var json: CardValue? = JSONReader.read(body)
  /// The body as text, without spaces at its ends.
  private(set) lazy var text: String = String(decoding: body, as: UTF8.self).trimmingSpaces

  init(status: Int, headers: [WireRequest.Header], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The view of data that is not JSON itself, such as a form.
  init(data: CardValue, headers: [WireRequest.Header], body: [UInt8]) {
    status = 200
    self.headers = headers
    self.body = body
    json = data
  }

  /// The value of the first header of that name.
  func header(_ name: String) -> String? {
    headers.first { $0.name.isHeader(name) }?.value
  }
}

/// The way to a value in a document: `$.a.b[0]`, or `@.a` from the item of a list.
struct ValuePath: Hashable, Sendable {
  /// A step on the way.
  enum Step: Hashable, Sendable {
    case member(String)
    case index(Int)
  }

  /// Whether it begins at the item of a list.
  var isRelative: Bool
  var steps: [Step]

  /// The value at its end; `nil` when there is none.
  func value(in document: CardValue?, item: CardValue?) -> CardValue? {
    var value = isRelative ? item : document
    for step in steps {
      switch (step, value) {
      case (.member(let name), let object?): value = object.member(name)
      case (.index(let index), .array(let values)?):
        value = values.indices.contains(index) ? values[index] : nil
      default: return nil
      }
    }
    return value
  }

  /// Reads `$`, `$.a.b`, `$.a[0]["b c"]`, `@.a`.
  init?(_ text: some StringProtocol) {
    guard let first = text.first, first == "$" || first == "@" else { return nil }
    isRelative = first == "@"
    steps = []
    var rest = text.dropFirst()[...]
    while let mark = rest.first {
      rest = rest.dropFirst()
      if mark == "." {
        let name = rest.prefix { $0 != "." && $0 != "[" }
        guard !name.isEmpty else { return nil }
        steps.append(.member(String(name)))
        rest = rest.dropFirst(name.count)
      } else if mark == "[", let close = rest.firstIndex(of: "]") {
        let inside = rest[..<close]
        if let index = Int(inside), index >= 0 {
          steps.append(.index(index))
        } else if inside.count > 2, inside.hasPrefix("\""), inside.hasSuffix("\"") {
          steps.append(.member(String(inside.dropFirst().dropLast())))
        } else {
          return nil
        }
        rest = rest[rest.index(after: close)...]
      } else {
        return nil
      }
    }
  }
}
