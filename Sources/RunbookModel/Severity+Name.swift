public import Phrases

extension Severity {
  /// What the level is called wherever people read it.
  public var name: Phrase {
    switch self {
    case .sev1: Phrase(en: "SEV1", zh: "I 级（特别重大）")
    case .sev2: Phrase(en: "SEV2", zh: "II 级（重大）")
    case .sev3: Phrase(en: "SEV3", zh: "III 级（较大）")
    case .sev4: Phrase(en: "SEV4", zh: "IV 级（一般）")
    }
  }
}
