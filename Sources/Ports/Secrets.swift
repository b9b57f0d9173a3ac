public import RunbookModel

/// Where the values of secrets come from.
public struct Secrets: Sendable {
  /// The value of a secret; asked for again each time a run is carried on, never kept.
  public var value: @Sendable (SecretDeclaration) async throws(SecretFault) -> String

  /// Secrets that come from `value`.
  public init(
    value: @escaping @Sendable (SecretDeclaration) async throws(SecretFault) -> String
  ) {
    self.value = value
  }
}

/// Why a secret has no value.
public enum SecretFault: Error, Hashable, Sendable {
  /// Its source is missing: the variable, the file, or the output of the command.
  case unavailable(name: String, detail: String)
  /// A person would have to type it and there is none.
  case nobodyToAsk(name: String)
}
