public import Findings

/// What stands where in a Markdown file, for the checks that look at the text and not at the steps.
///
/// Everything is in the order of the file, wherever it is nested.
public struct DocumentOutline: Codable, Hashable, Sendable {
  /// A heading.
  public struct Heading: Codable, Hashable, Sendable {
    /// The level, 1 to 6.
    public var level: Int
    /// The text without Markdown's marks.
    public var text: String
    /// The anchor that links point to: the GitHub slug, with `-1`, `-2` added to repeated ones.
    public var slug: String
    /// Where it begins.
    public var position: SourcePosition
    /// Whether it stands inside a list item or a quotation.
    public var isNested: Bool

    /// A heading of `level` with that text.
    public init(
      level: Int,
      text: String,
      slug: String,
      position: SourcePosition,
      isNested: Bool = false
    ) {
      self.level = level
      self.text = text
      self.slug = slug
      self.position = position
      self.isNested = isNested
    }
  }

  /// A link or an image.
  public struct Link: Codable, Hashable, Sendable {
    /// The link's text, or the image's description.
    public var text: String
    /// Where it leads, as written.
    public var destination: String
    /// Where it begins.
    public var position: SourcePosition
    /// Whether it is an image.
    public var isImage: Bool

    /// A link to `destination`.
    public init(
      text: String,
      destination: String,
      position: SourcePosition,
      isImage: Bool = false
    ) {
      self.text = text
      self.destination = destination
      self.position = position
      self.isImage = isImage
    }
  }

  /// A fenced code block.
  public struct Fence: Codable, Hashable, Sendable {
    /// The whole info string.
    public var info: String
    /// The info string's first word in lower case; empty when there is none.
    public var language: String
    /// The info string's second word, whether it is a role that is known or not.
    public var roleWord: String?
    /// Where the opening fence begins.
    public var position: SourcePosition
    /// The line of the body's first line.
    public var bodyLine: Int
    /// Whether the file, or what the fence stands in, ends before a closing fence.
    public var isUnterminated: Bool
    /// Whether it is unterminated and has lines that look like headings or fences in it.
    public var isSwallowingHeadings: Bool

    /// A fence with that info string.
    public init(
      info: String,
      language: String,
      roleWord: String?,
      position: SourcePosition,
      bodyLine: Int,
      isUnterminated: Bool = false,
      isSwallowingHeadings: Bool = false
    ) {
      self.info = info
      self.language = language
      self.roleWord = roleWord
      self.position = position
      self.bodyLine = bodyLine
      self.isUnterminated = isUnterminated
      self.isSwallowingHeadings = isSwallowingHeadings
    }
  }

  /// The headings.
  public var headings: [Heading] = []
  /// The links and images.
  public var links: [Link] = []
  /// The fenced code blocks.
  public var fences: [Fence] = []
  /// The values of `id` and `name` in raw HTML, which links may point to too.
  public var anchors: [String] = []

  /// An outline of an empty file.
  public init() {}
}

extension DocumentOutline.Link {
  /// The anchor that the link names in its own file (`#anchor`), percent signs decoded.
  public var anchor: String? {
    destination.hasPrefix("#") ? Self.decoded(destination.dropFirst()) : nil
  }

  /// The path of the file that the link names, percent signs decoded; `nil` when it leads into the
  /// same file or is a URL.
  public var filePath: String? {
    let bytes = destination.utf8
    let end = bytes.firstIndex { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "?") }
    let path = destination[..<(end ?? bytes.endIndex)]
    guard !path.isEmpty, !Self.hasScheme(path), !path.utf8.starts(with: "//".utf8) else {
      return nil
    }
    return Self.decoded(path)
  }

  /// The anchor in another file that the link names (`file.md#anchor`), percent signs decoded.
  public var fileAnchor: String? {
    guard filePath != nil, let mark = destination.firstIndex(of: "#") else { return nil }
    return Self.decoded(destination[destination.index(after: mark)...])
  }

  /// Whether the text begins with a URL scheme, such as `https:` or `mailto:`.
  private static func hasScheme(_ text: Substring) -> Bool {
    var count = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: ":"): return count > 1
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        count += 1
      default: return false
      }
    }
    return false
  }

  /// The text with `%E6` and its like turned into what they stand for.
  ///
  /// A text that is no valid UTF-8 afterwards is given back as it was.
  public static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%"), rest.count >= 2,
        let high = hexadecimal(rest[rest.startIndex]),
        let low = hexadecimal(rest[rest.startIndex + 1])
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(high << 4 | low)
      rest.removeFirst(2)
    }
    return String(validating: bytes, as: UTF8.self) ?? String(text)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
