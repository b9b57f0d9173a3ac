extension Sequence where Element: StringProtocol {
  /// The texts as an argument of a phrase, which puts the comma of its language between them.
  public var listed: String { joined(separator: Template.listMark) }

  /// The texts with the comma of that language between them: `, ` or `、`.
  public func listed(_ language: Language) -> String { joined(separator: language.listComma) }
}

extension Language {
  /// What stands between the parts of a list.
  var listComma: String {
    switch self {
    case .english: ", "
    case .chinese: "、"
    }
  }
}
