public import ArgumentParser
public import Phrases

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `--lang`, and what the environment says without it.
struct LanguageOption: ParsableArguments {
  @Option(
    name: .customLong("lang"),
    help: "The language of messages: en or zh. [default: that of the locale]"
  )
  var chosen: Language?

  /// The language to speak.
  var language: Language {
    chosen ?? Self.ofEnvironment
  }

  /// The language of the locale.
  static var ofEnvironment: Language { Language(locale: locale) }

  /// The locale of messages, by the order that POSIX gives its variables.
  private static var locale: String {
    for name in ["LC_ALL", "LC_MESSAGES", "LANG"] {
      if let value = Environment.value(of: name), !value.isEmpty { return value }
    }
    return "C"
  }
}

extension Language: ExpressibleByArgument {}

/// The environment of this process.
enum Environment {
  /// The value of a variable, or `nil` when it is not set.
  static func value(of name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
