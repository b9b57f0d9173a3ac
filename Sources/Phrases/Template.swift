/// Fills the `{name}` and `{name|one|other}` places of a phrase.
enum Template {
  private static let open = UInt8(ascii: "{")
  private static let close = UInt8(ascii: "}")

  /// Stands between the parts of a list until the reader's language is known.
  static let listMark = "\u{1F}"

  /// Looks at bytes, because texts are filled thousands of times when thousands are called.
  static func fill(
    _ template: String,
    with arguments: [String: String],
    _ language: Language
  ) -> String {
    var filled = ""
    var rest = template[...]
    while let start = rest.utf8.firstIndex(of: open),
      let end = rest.utf8[start...].firstIndex(of: close)
    {
      filled += rest[..<start]
      let argument = value(of: rest[template.utf8.index(after: start)..<end], in: arguments)
      filled += argument.utf8.contains(0x1F) ? list(argument, language) : argument
      rest = rest[template.utf8.index(after: end)...]
    }
    return filled.isEmpty ? String(rest) : filled + rest
  }

  private static func list(_ argument: String, _ language: Language) -> String {
    argument.split(separator: listMark, omittingEmptySubsequences: false).listed(language)
  }

  /// The names of a template's places, for the test that holds the languages together.
  static func places(in template: String) -> Set<String> {
    var names: Set<String> = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let place = rest[rest.index(after: open)..<close]
      names.insert(String(place.prefix { $0 != "|" }))
      rest = rest[rest.index(after: close)...]
    }
    return names
  }

  private static func value(of place: Substring, in arguments: [String: String]) -> String {
    if !place.utf8.contains(UInt8(ascii: "|")) { return arguments[String(place)] ?? "{\(place)}" }
    let parts = place.split(separator: "|", omittingEmptySubsequences: false)
    let argument = arguments[String(parts[0])] ?? "{\(place)}"
    guard parts.count == 3 else { return argument }
    return String(argument == "1" ? parts[1] : parts[2])
  }
}
