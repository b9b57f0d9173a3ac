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
    help: .said(
      en: "The language of messages: en or zh. [default: that of the locale]",
      zh: "消息的语言：en 或 zh。[默认：系统区域设置的语言]"
    )
  )
  var chosen: Language?

  /// The language to speak.
  var language: Language {
    chosen ?? Self.ofEnvironment
  }

  /// The language of this command line, also when the rest of it cannot be read.
  static let ofCommandLine: Language = {
    let words = CommandLine.arguments
    for (index, word) in words.enumerated() {
      let value = word == "--lang" ? words.dropFirst(index + 1).first : word.value(of: "--lang")
      if let language = value.flatMap({ Language(rawValue: $0) }) { return language }
    }
    return ofEnvironment
  }()

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

extension String {
  /// What stands behind `option` and `=`.
  fileprivate func value(of option: String) -> String? {
    hasPrefix(option + "=") ? String(dropFirst(option.count + 1)) : nil
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
