/// Tells commands that look as if they destroy something or are hard to undo.
public enum DestructiveCommands: Sendable {
  /// Whether a script looks destructive.
  public static func isDestructive(_ script: String, language: String) -> Bool {
    false
  }
}
