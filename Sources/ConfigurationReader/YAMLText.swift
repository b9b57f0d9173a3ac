package import Findings
import Phrases
package import Yams

/// YAML from a file that may be wrong, huge or hostile.
package enum YAMLText {
  /// A finding that takes the place of a tree.
  package struct Malformed: Error {
    package var finding: Finding
  }

  /// The longest file in bytes.
  static let sizeLimit = 1_048_576
  /// How deep it may be nested.
  static let depthLimit = 50
  /// How many values it may have, those of an alias counted each time it is used.
  static let nodeLimit = 200_000

  /// The tree of a file; an empty one is an empty map.
  package static func tree(_ bytes: [UInt8]) -> Result<Node, Malformed> {
    let start = SourcePosition(line: 1, column: 1)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .failure(malformed("UTF-8", at: start))
    }
    guard bytes.count <= sizeLimit, bracketDepth(bytes) <= depthLimit else {
      return .failure(Malformed(finding: FormRules.tooLarge.finding(at: start)))
    }
    do {
      guard let root = try Yams.compose(yaml: text) else {
        return .success(.mapping(Node.Mapping([])))
      }
      var room = nodeLimit
      guard isWithin(root, depth: 0, room: &room) else {
        return .failure(Malformed(finding: FormRules.tooLarge.finding(at: start)))
      }
      return .success(root)
    } catch let error as YamlError {
      return .failure(malformed(error))
    } catch {
      return .failure(malformed("\(error)", at: start))
    }
  }

  private static func malformed(_ error: YamlError) -> Malformed {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return malformed(problem, at: position(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      let keys = keys.map { "`\($0)`" }.listed
      return Malformed(
        finding: FormRules.duplicateKey.finding(at: position(context.mark), ["keys": keys])
      )
    case .reader(let problem, _, _, _):
      return malformed(problem, at: SourcePosition(line: 1, column: 1))
    default:
      return malformed("\(error)", at: SourcePosition(line: 1, column: 1))
    }
  }

  private static func malformed(_ problem: String, at position: SourcePosition) -> Malformed {
    Malformed(finding: FormRules.malformed.finding(at: position, ["problem": problem]))
  }

  private static func position(_ mark: Mark) -> SourcePosition {
    SourcePosition(line: max(mark.line, 1), column: max(mark.column, 1))
  }

  /// How deep brackets and the marks at the beginning of a line are nested at most; the parser
  /// would follow each with a call of its own.
  private static func bracketDepth(_ bytes: [UInt8]) -> Int {
    var (deepest, brackets, marks) = (0, 0, 0)
    var isAtLineStart = true
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"): (isAtLineStart, marks) = (true, 0)
      case UInt8(ascii: "["), UInt8(ascii: "{"): (brackets, isAtLineStart) = (brackets + 1, false)
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        (brackets, isAtLineStart) = (max(0, brackets - 1), false)
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
        if isAtLineStart { marks += 1 }
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      default: isAtLineStart = false
      }
      deepest = max(deepest, brackets, marks)
    }
    return deepest
  }

  /// Whether a tree is small; one that aliases blow up is given up on early.
  private static func isWithin(_ node: Node, depth: Int, room: inout Int) -> Bool {
    room -= 1
    guard room >= 0, depth <= depthLimit else { return false }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard isWithin(key, depth: depth + 1, room: &room),
          isWithin(value, depth: depth + 1, room: &room)
        else { return false }
      }
    case .sequence(let sequence):
      for element in sequence {
        guard isWithin(element, depth: depth + 1, room: &room) else { return false }
      }
    default: break
    }
    return true
  }
}
