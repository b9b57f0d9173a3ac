/// Tells commands that look as if they destroy something or are hard to undo.
///
/// It reads the words of the shell, so that comments and what is only printed do not count. It is a
/// hint for people, not a fence: whoever wants to hide a command from it can.
public enum DestructiveCommands: Sendable {
  /// Whether a script looks destructive.
  public static func isDestructive(_ script: String, language: String) -> Bool {
    guard DestructiveTable.mayMatch(script) else { return false }
    if Interpreter.isShell(language) || Interpreter.isTranscript(language) {
      return isDestructive(script, depth: 0)
    }
    return DestructiveText.isDestructive(script)
  }

  private static func isDestructive(_ script: String, depth: Int) -> Bool {
    // Scripts in scripts in scripts: whoever nests deeper should be asked anyway.
    guard depth < 6 else { return true }
    let shell = ShellCommands(script)
    if shell.scripts.contains(where: { isDestructive($0, depth: depth + 1) }) { return true }
    if shell.commands.contains(where: { isDestructive($0, depth: depth) }) { return true }
    return shell.documents.contains { document in
      guard document.command < shell.commands.count else { return false }
      let words = shell.commands[document.command].map(\.text)
      let isShell = words.contains { shells.contains(base($0)) || base($0) == "ssh" }
      if isShell { return isDestructive(document.text, depth: depth + 1) }
      guard let name = words.first(where: { !isPrefix($0) }) else { return false }
      return !harmless.contains(base(name)) && DestructiveText.isDestructive(document.text)
    }
  }

  /// Whether one command is destructive; prefixes such as `sudo` are looked through.
  private static func isDestructive(_ words: [ShellCommands.Word], depth: Int) -> Bool {
    var rest = words[...]
    while let first = rest.first, isPrefix(first.text) { rest.removeFirst() }
    guard let name = rest.first.map({ base($0.text) }), !harmless.contains(name) else {
      return false
    }
    let arguments = Array(rest.dropFirst())
    if wrappers.contains(name) || isExec(name, arguments) {
      return isWrappedDestructive(name, arguments, depth: depth)
    }
    let texts = arguments.map(\.text)
    if texts.contains(where: { $0.hasPrefix("--dry-run") || $0 == "--help" }) { return false }
    if let special = special(name, arguments) { return special }
    if DestructiveTable.matches(name, texts) { return true }
    return arguments.contains { $0.isQuoted && DestructiveText.isDestructive($0.text) }
  }

  /// Looks for a destructive command anywhere after a command that runs others.
  private static func isWrappedDestructive(
    _ name: String,
    _ arguments: [ShellCommands.Word],
    depth: Int
  ) -> Bool {
    guard depth < 6 else { return true }
    for (place, word) in arguments.prefix(40).enumerated() {
      if word.isQuoted, word.text.contains(where: { $0 == " " || $0 == "\n" }) {
        if isDestructive(word.text, depth: depth + 1) { return true }
        continue
      }
      let inner = base(word.text)
      if harmless.contains(inner) { return false }
      if name == "xargs" || name == "parallel", inner == "rm" || inner == "kill" { return true }
      let tail = Array(arguments[place...])
      if wrappers.contains(inner) || isExec(inner, Array(tail.dropFirst())) {
        return isWrappedDestructive(inner, Array(tail.dropFirst()), depth: depth + 1)
      }
      let texts = tail.dropFirst().map(\.text)
      if let special = special(inner, Array(tail.dropFirst())) {
        if special { return true }
      } else if DestructiveTable.matches(inner, texts) {
        return true
      } else if word.isQuoted, DestructiveText.isDestructive(word.text) {
        return true
      }
    }
    return false
  }

  private static func isExec(_ name: String, _ arguments: [ShellCommands.Word]) -> Bool {
    hosts.contains(name)
      && arguments.prefix(6).contains { ["exec", "rsh", "run", "debug"].contains($0.text) }
  }

  private static func base(_ word: String) -> String {
    guard let slash = word.utf8.lastIndex(of: UInt8(ascii: "/")) else { return word }
    return String(word[word.utf8.index(after: slash)...])
  }

  /// Whether a word stands before the command: an assignment or a word of the shell's grammar.
  private static func isPrefix(_ word: String) -> Bool {
    if word.utf8.count <= 5, grammar.contains(word) { return true }
    guard let mark = word.utf8.firstIndex(of: UInt8(ascii: "=")) else { return false }
    return EnvironmentName.isValid(String(word[..<mark]))
  }

  private static let hosts: Set<String> = [
    "kubectl", "oc", "k", "docker", "podman", "crictl", "nerdctl", "lxc", "incus",
  ]
  private static let grammar: Set<String> = [
    "!", "{", "}", "if", "then", "else", "elif", "fi", "do", "done", "while", "until", "time",
  ]
  private static let shells: Set<String> = ["sh", "bash", "zsh", "dash", "ash", "ksh"]
  private static let wrappers: Set<String> = [
    "sudo", "doas", "su", "env", "nohup", "exec", "command", "builtin", "xargs", "watch", "timeout",
    "nice", "ionice", "ssh", "sshpass", "chroot", "nsenter", "flock", "parallel", "pdsh", "pssh",
    "ansible", "salt", "sh", "bash", "zsh", "dash", "ash", "ksh", "eval", "setsid", "stdbuf",
    "runuser", "gosu", "unshare", "script", "strace", "systemd-run", "multipass", "vagrant",
  ]
  private static let harmless: Set<String> = [
    "echo", "printf", "cat", "grep", "egrep", "fgrep", "rg", "zgrep", "ls", "head", "tail", "less",
    "more", "man", "which", "whereis", "type", "test", "[", "[[", "jq", "yq", "wc", "sort", "uniq",
    "cut", "tr", "diff", "date", "logger", "awk", "column", "tee", "sleep", "cd", "export", "set",
    "read", "true", "false", ":", "history", "vim", "vi", "nano", "for", "case", "select", "in",
  ]

  // MARK: Commands with rules of their own

  /// The verdict on a command whose danger depends on its options; `nil` for any other command.
  private static func special(_ name: String, _ arguments: [ShellCommands.Word]) -> Bool? {
    let texts = arguments.map(\.text)
    switch name {
    case "rm":
      return texts.contains { $0 == "--recursive" || isFlag($0, anyOf: "rR") }
        || arguments.contains { !$0.isQuoted && $0.text.contains { "*?[".contains($0) } }
    case "dd": return texts.contains { $0.hasPrefix("of=") && $0 != "of=/dev/null" }
    case "kill":
      let signals = ["-9", "-KILL", "-SIGKILL", "KILL", "SIGKILL", "9"]
      return texts.prefix(2).contains { signals.contains($0.uppercased()) }
    case "killall", "pkill": return !texts.contains { $0 == "-0" || $0 == "-l" }
    case "shutdown": return !texts.contains("-c")
    case "init", "telinit": return texts.first.map { ["0", "1", "6"].contains($0) } ?? false
    case "fdisk", "sfdisk", "gdisk", "parted", "cfdisk":
      return !texts.contains { ["-l", "--list", "-d", "--dump", "print", "-s"].contains($0) }
    case "git": return isDestructiveGit(texts)
    case "find":
      return texts.contains("-delete")
        || texts.contains { ["-exec", "-execdir", "-ok"].contains($0) }
          && texts.contains { base($0) == "rm" || base($0) == "shred" }
    case "rsync":
      return texts.contains { $0.hasPrefix("--delete") || $0 == "--remove-source-files" }
    case "curl", "wget", "http": return isDestructiveRequest(texts)
    case "crontab": return texts.contains { isFlag($0, anyOf: "r") }
    case "umount": return texts.contains { isFlag($0, anyOf: "fl") }
    case "journalctl": return texts.contains { $0.hasPrefix("--vacuum") }
    case "mv", "cp": return texts.last.map { $0.hasPrefix("/dev/") } ?? false
    case "aws": return texts.prefix(4).contains { isDestructiveVerb($0) }
    case _ where name.hasPrefix("mkfs") || name.hasPrefix("fence_"): return true
    default: return nil
    }
  }

  private static func isFlag(_ word: String, anyOf letters: String) -> Bool {
    word.hasPrefix("-") && !word.hasPrefix("--") && word.contains { letters.contains($0) }
  }

  private static func isDestructiveGit(_ words: [String]) -> Bool {
    let verb = words.first { !$0.hasPrefix("-") } ?? ""
    return switch verb {
    case "push":
      words.contains { word in
        word.hasPrefix("--force") || word == "--delete" || word == "--mirror"
          || isFlag(word, anyOf: "fd") || word.hasPrefix("+")
      }
    case "reset": words.contains("--hard")
    case "clean": words.contains { $0 == "--force" || isFlag($0, anyOf: "f") }
    case "branch": words.contains { isFlag($0, anyOf: "D") }
    case "filter-branch", "filter-repo": true
    case "stash": words.contains("drop") || words.contains("clear")
    default: false
    }
  }

  private static func isDestructiveRequest(_ words: [String]) -> Bool {
    for (place, word) in words.enumerated() {
      let upper = word.uppercased()
      if ["-XDELETE", "--REQUEST=DELETE", "--METHOD=DELETE"].contains(upper) { return true }
      guard upper == "DELETE" else { continue }
      if place == 0 || ["-X", "--REQUEST", "--METHOD"].contains(words[place - 1].uppercased()) {
        return true
      }
    }
    return false
  }

  private static func isDestructiveVerb(_ word: String) -> Bool {
    ["delete-", "terminate-", "destroy-", "deregister-", "stop-", "reboot-", "purge-"].contains {
      word.hasPrefix($0)
    } || ["rm", "rb"].contains(word)
  }
}
