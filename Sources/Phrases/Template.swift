/// Fills the `{name}` and `{name|one|other}` places of a phrase.
enum Template {
  static func fill(_ template: String, with arguments: [String: String]) -> String {
    guard template.contains("{") else { return template }
    var filled = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      filled += rest[..<open]
      let place = rest[rest.index(after: open)..<close]
      filled += value(of: place, in: arguments)
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
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
    let parts = place.split(separator: "|", omittingEmptySubsequences: false)
    let argument = arguments[String(parts[0])] ?? "{\(place)}"
    guard parts.count == 3 else { return argument }
    return String(argument == "1" ? parts[1] : parts[2])
  }
}
