/// A JSON value while it is put together: all its parts in one array, each knowing the one beside it.
///
/// An event has some thirty of them, and an object for each would cost more than all other work of
/// writing an event down.
final class CanonicalTree {
  /// What stands in a place.
  enum Content {
    case null
    case boolean(Bool)
    case integer(Int64)
    case natural(UInt64)
    case text(String)
    case array
    case object
  }

  private struct Node {
    /// The name of a member; empty for an item of an array.
    var key: String
    var content: Content
    /// The places of the first and the last member, and of the next one beside this; -1 for none.
    var first = -1
    var last = -1
    var next = -1
  }

  /// The place of the whole value.
  static let root = 0

  private var nodes: [Node] = []

  init() {
    nodes.reserveCapacity(48)
    nodes.append(Node(key: "", content: .null))
  }

  /// Puts `content` into a place; what stands in an object or array already stays.
  func becomes(_ content: Content, at place: Int) { nodes[place].content = content }

  /// Adds a member to the object, or an item to the array, at `parent`.
  ///
  /// - Returns: its place.
  @discardableResult
  func add(_ key: String, to parent: Int, _ content: Content = .null) -> Int {
    let place = nodes.count
    nodes.append(Node(key: key, content: content))
    let last = nodes[parent].last
    if last < 0 { nodes[parent].first = place } else { nodes[last].next = place }
    nodes[parent].last = place
    return place
  }

  /// How many members the object or array at `place` has.
  func count(at place: Int) -> Int { members(of: place).count }

  private func members(of place: Int) -> [Int] {
    var members: [Int] = []
    var next = nodes[place].first
    while next >= 0 {
      members.append(next)
      next = nodes[next].next
    }
    return members
  }

  // MARK: Writing

  /// Appends the canonical text of what stands at `place`.
  func write(_ place: Int, to bytes: inout [UInt8]) {
    switch nodes[place].content {
    case .null: bytes += "null".utf8
    case .boolean(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let number): bytes += String(number).utf8
    case .natural(let number): bytes += String(number).utf8
    case .text(let text): CanonicalJSON.quote(text, to: &bytes)
    case .array:
      bytes.append(UInt8(ascii: "["))
      for (number, item) in members(of: place).enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        write(item, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object:
      let sorted = members(of: place).sorted {
        nodes[$0].key.utf8.lexicographicallyPrecedes(nodes[$1].key.utf8)
      }
      bytes.append(UInt8(ascii: "{"))
      for (number, member) in sorted.enumerated() {
        if number > 0 { bytes.append(UInt8(ascii: ",")) }
        CanonicalJSON.quote(nodes[member].key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        write(member, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
