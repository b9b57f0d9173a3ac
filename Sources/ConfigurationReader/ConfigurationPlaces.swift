public import Findings
import Yams

extension ConfigurationReader {
  /// Where the parts of a configuration stand, by their paths.
  ///
  /// A path is written as `notifiers.sms.parameters.url` or `people.li.contacts.0.address`. The
  /// place of a named part is that of its name. A file that is no YAML has no places.
  public static func places(in bytes: [UInt8]) -> [String: SourcePosition] {
    guard case .success(let root) = YAMLText.tree(bytes) else { return [:] }
    var places: [String: SourcePosition] = [:]
    collect(root, path: "", &places)
    return places
  }

  private static func collect(
    _ node: Node,
    path: String,
    _ places: inout [String: SourcePosition]
  ) {
    let prefix = path.isEmpty ? "" : "\(path)."
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        guard let name = key.scalar?.string else { continue }
        places[prefix + name] = position(of: key)
        collect(value, path: prefix + name, &places)
      }
    case .sequence(let sequence):
      for (index, element) in sequence.enumerated() {
        places["\(prefix)\(index)"] = position(of: element)
        collect(element, path: "\(prefix)\(index)", &places)
      }
    case .scalar, .alias: break
    }
  }

  private static func position(of node: Node) -> SourcePosition {
    SourcePosition(line: max(node.mark?.line ?? 1, 1), column: max(node.mark?.column ?? 1, 1))
  }
}
