/// Which program runs the code of which language.
enum Interpreter {
  /// The program with its arguments for a language in lower case; the script becomes the last one.
  static func program(for language: String) -> [String]? {
    switch language {
    case "bash": bash
    case "sh", "shell": sh
    default: programs[language]
    }
  }

  /// Whether a language is that of a shell.
  static func isShell(_ language: String) -> Bool {
    switch language {
    case "bash", "sh", "shell", "zsh": true
    default: false
    }
  }

  /// Whether a language shows a terminal: prompts, commands and output.
  static func isTranscript(_ language: String) -> Bool {
    // The names of all other common languages are shorter.
    language.utf8.count >= 7 && transcripts.contains(language)
  }

  /// The languages that need no `shell=`.
  static let known = [
    "bash", "sh", "shell", "zsh", "python", "python3", "perl", "ruby", "node", "javascript", "js",
  ]

  private static let transcripts: Set<String> = [
    "console", "shell-session", "shellsession", "sh-session", "bash-session", "terminal",
    "shell-console", "bash-console",
  ]
  private static let bash = ["bash", "-e", "-o", "pipefail", "-c"]
  private static let sh = ["sh", "-e", "-c"]
  private static let programs: [String: [String]] = [
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
