package import Phrases

extension Rule {
  /// A finding of this rule that covers `span`.
  package func finding(
    at span: SourceSpan,
    _ message: Message,
    remedy: Message,
    notes: [Finding.Note] = []
  ) -> Finding {
    Finding(
      code,
      level,
      at: span.position,
      length: span.length,
      message,
      remedy: remedy,
      notes: notes
    )
  }
}
