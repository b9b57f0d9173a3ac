import ArgumentParser
import Phrases

extension String {
  /// What a command is for, in the language of the command line.
  static func said(en english: String, zh chinese: String) -> String {
    Phrase(en: english, zh: chinese).text(LanguageOption.ofCommandLine)
  }
}

extension ArgumentHelp {
  /// What an argument is for, in the language of the command line.
  static func said(en english: String, zh chinese: String) -> ArgumentHelp {
    ArgumentHelp(.said(en: english, zh: chinese))
  }
}
