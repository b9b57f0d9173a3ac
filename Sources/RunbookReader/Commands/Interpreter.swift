/// Which program runs the code of which language.
enum Interpreter {
  /// The program with its arguments for a language in lower case; the script becomes the last one.
  static func program(for language: String) -> [String]? { programs[language] }

  /// Whether a language is that of a shell.
  static func isShell(_ language: String) -> Bool { shells.contains(language) }

  /// Whether a language shows a terminal: prompts, commands and output.
  static func isTranscript(_ language: String) -> Bool { transcripts.contains(language) }

  /// The languages that need no `shell=`.
  static let known = [
    "bash", "sh", "shell", "zsh", "python", "python3", "perl", "ruby", "node", "javascript", "js",
  ]

  private static let shells: Set<String> = ["bash", "sh", "shell", "zsh"]
  private static let transcripts: Set<String> = [
    "console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal",
    "shell-console", "bash-console",
  ]
  private static let programs: [String: [String]] = [
    "sh": ["sh", "-e", "-c"],
    "shell": ["sh", "-e", "-c"],
    "bash": ["bash", "-e", "-o", "pipefail", "-c"],
    "zsh": ["zsh", "-e", "-c"],
    "python": ["python3", "-c"],
    "python3": ["python3", "-c"],
    "perl": ["perl", "-e"],
    "ruby": ["ruby", "-e"],
    "node": ["node", "-e"],
    "javascript": ["node", "-e"],
    "js": ["node", "-e"],
  ]
}
