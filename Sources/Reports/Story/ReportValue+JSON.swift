import Findings

extension ReportValue {
  /// The value as JSON text (RFC 8259), indented by two spaces, with a newline at the end.
  package var json: String { tree.text + "\n" }

  private var tree: JSONValue {
    switch self {
    case .none: .null
    case .text(let value): .string(value)
    case .number(let value): .integer(value)
    case .flag(let value): .bool(value)
    case .list(let items): .array(items.map(\.tree))
    case .object(let fields): .object(fields.map { JSONValue.Member($0.name, $0.value.tree) })
    }
  }
}
