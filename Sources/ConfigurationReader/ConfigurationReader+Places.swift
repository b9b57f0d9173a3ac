package import Findings
import Yams

extension ConfigurationReader {
  /// Where the parts of a file stand, each by its path: `policies.duty.levels.0`.
  ///
  /// A key of a map stands for its value. What cannot be read has no places, and neither has what is
  /// nested deeper than anything that a finding is about.
  package static func places(in bytes: [UInt8]) -> [String: SourceSpan] {
    guard case .success(let root) = YAMLText.tree(bytes) else { return [:] }
    var places: [String: SourceSpan] = [:]
    collect(root, path: "", depth: 0, &places)
    return places
  }

  private static let depthOfPlaces = 6

  private static func collect(
    _ node: Node,
    path: String,
    depth: Int,
    _ places: inout [String: SourceSpan]
  ) {
    guard depth < depthOfPlaces else { return }
    func note(_ name: String, _ place: Node, _ value: Node) {
      let inner = path.isEmpty ? name : "\(path).\(name)"
      places[inner] = SourceSpan(
        position: SourcePosition(
          line: max(place.mark?.line ?? 1, 1),
          column: max(place.mark?.column ?? 1, 1)
        ),
        length: place.scalar?.string.unicodeScalars.count ?? 1
      )
      collect(value, path: inner, depth: depth + 1, &places)
    }
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping { note(key.scalar?.string ?? "", key, value) }
    case .sequence(let sequence):
      for (index, value) in sequence.enumerated() { note(String(index), value, value) }
    default: break
    }
  }
}
