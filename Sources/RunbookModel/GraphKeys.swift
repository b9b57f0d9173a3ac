// The compiler calls parts without a label _0, _1, …, and the keys must have the same names.
// swift-format-ignore-file: NoLeadingUnderscores

// The names of parts in a step graph's canonical JSON, which the journal keeps: never rename one, only
// add. Parts that have a label in Swift have the same one there.

extension Expectation {
  enum ExitCodingKeys: String, CodingKey {
    case _0 = "codes"
  }

  enum ContainsCodingKeys: String, CodingKey {
    case _0 = "text"
  }

  enum NotContainsCodingKeys: String, CodingKey {
    case _0 = "text"
  }

  enum MatchesCodingKeys: String, CodingKey {
    case _0 = "pattern"
  }

  enum NotMatchesCodingKeys: String, CodingKey {
    case _0 = "pattern"
  }

  enum EqualsCodingKeys: String, CodingKey {
    case _0 = "text"
  }

  enum JsonCodingKeys: String, CodingKey {
    case path
    case _1 = "comparison"
    case _2 = "value"
  }
}

extension Condition.Operand {
  enum VariableCodingKeys: String, CodingKey {
    case _0 = "name"
  }
}

extension Condition {
  enum AllCodingKeys: String, CodingKey {
    case _0 = "clauses"
  }
}

extension SecretDeclaration.Source {
  enum EnvironmentCodingKeys: String, CodingKey {
    case _0 = "variable"
  }

  enum FileCodingKeys: String, CodingKey {
    case _0 = "path"
  }

  enum CommandCodingKeys: String, CodingKey {
    case _0 = "line"
  }
}

extension FailureAction {
  enum GoCodingKeys: String, CodingKey {
    case _0 = "step"
  }
}

extension Target {
  enum StepCodingKeys: String, CodingKey {
    case _0 = "id"
  }
}

extension BodyPart {
  enum ParagraphCodingKeys: String, CodingKey {
    case _0 = "text"
  }

  enum QuoteCodingKeys: String, CodingKey {
    case _0 = "text"
  }

  enum BulletCodingKeys: String, CodingKey {
    case _0 = "text"
    case depth
  }

  enum TableCodingKeys: String, CodingKey {
    case _0 = "rows"
  }

  enum CommandCodingKeys: String, CodingKey {
    case _0 = "index"
  }

  enum ItemCodingKeys: String, CodingKey {
    case _0 = "index"
  }
}
