import Findings

/// The values of a notifier's settings for one call.
struct Settings {
  private let parameters: [String: NotifierCard.Parameter]
  private let plain: [String: String]
  private let secrets: [String: String]
  /// The secrets that are shown as their names instead of their values.
  private let maskedNames: Set<String>?

  init(
    _ parameters: [NotifierCard.Parameter],
    plain: [String: String],
    secrets: [String: String],
    masked names: [String]? = nil
  ) {
    maskedNames = names.map(Set.init)
    self.parameters = Dictionary(
      parameters.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first }
    )
    self.plain = plain
    self.secrets = secrets
  }

  /// The value, or `nil` when there is none; an empty text is none.
  func value(_ name: String) -> String? {
    let parameter = parameters[name]
    if let maskedNames {
      if maskedNames.contains(name) { return Self.mask(name) }
      if isSecret(name) { return nil }
    }
    for value in [secrets[name], plain[name], parameter?.defaultValue] {
      if let value, !value.isEmpty { return value }
    }
    return nil
  }

  /// Whether no secret is shown.
  var isMasked: Bool { maskedNames != nil }

  /// Whether the setting is a secret, by its card or because it was given as one.
  func isSecret(_ name: String) -> Bool {
    parameters[name]?.isSecret ?? true || maskedNames?.contains(name) ?? false
  }

  /// What stands for a secret in a preview; it needs no escape at any place of a request.
  static func mask(_ name: String) -> String {
    "~~\(name)~~"
  }
}

extension NotifierCard {
  /// What is wrong with the names of settings that are given to the notifier.
  ///
  /// - Parameters:
  ///   - parameters: the names of the plain settings.
  ///   - secrets: the names of the secrets.
  /// - Returns: The faults, unknown names first.
  public func faults(parameters: [String], secrets: [String]) -> [CardFault] {
    let given = Set(parameters).union(secrets)
    let known = self.parameters.map(\.name)
    let unknown = given.subtracting(known).sorted().map { name in
      CardFault.unknownParameter(name, suggestion: Suggestion.nearest(to: name, among: known))
    }
    let missing = self.parameters
      .filter { $0.isRequired && $0.defaultValue == nil && !given.contains($0.name) }
    return unknown + missing.map { .missingParameter($0.name) }
  }
}
