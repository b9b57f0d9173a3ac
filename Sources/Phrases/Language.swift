/// A language that Tocsin speaks.
public enum Language: String, Codable, CaseIterable, Hashable, Sendable {
  case english = "en"
  case chinese = "zh"

  /// The language that a POSIX locale name (`zh_CN.UTF-8`) or a BCP 47 tag (`zh-Hans`) asks for.
  ///
  /// Anything that does not begin with `zh` is English.
  public init(locale: String) {
    self = locale.lowercased().hasPrefix("zh") ? .chinese : .english
  }
}
