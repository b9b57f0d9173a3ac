/// Makes names of variables from what people write.
enum VariableName {
  /// A name that can be used instead of `name`.
  static func suggestion(for name: String) -> String {
    let made = make(from: name)
    return made.isEmpty ? "value" : made
  }

  /// The name of the variable for a text: lower case, everything else `_`; empty when no letter or
  /// digit is left.
  static func make(from text: String) -> String {
    var name = ""
    for byte in text.utf8 {
      if byte.isASCIIAlphanumeric {
        name.unicodeScalars.append(
          Unicode.Scalar(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
        )
      } else if !name.isEmpty, !name.hasSuffix("_") {
        name += "_"
      }
    }
    while name.hasSuffix("_") { name.removeLast() }
    guard let first = name.utf8.first else { return "" }
    if first.isASCIIDigit { name = "value_" + name }
    if name.utf8.count > 40 { name = String(name.prefix(40)) }
    return EnvironmentName.isDangerous(name) ? name + "_value" : name
  }
}
