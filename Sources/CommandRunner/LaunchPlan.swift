import Glibc
import Ports

/// What is really started for a request: the gate comes first, and the exit status is kept.
///
/// | command | what runs | exit status left by |
/// |---|---|---|
/// | with a terminal | a shell that waits, then becomes the program | nobody: it dies with us |
/// | dash | the script with the gate in front, on its first line | an EXIT trap |
/// | anything else | a shell that waits, then runs the program | that shell |
///
/// The second costs nothing, and is only for dash: see ``Program/isDash(_:)``. The third lets the
/// program's own traps, `exec` and messages be as they are.
struct LaunchPlan: Sendable {
  /// The program's path.
  var program: String
  /// Its arguments, its name first.
  var arguments: [String]
  /// Whether the exit code is that of a shell which waited for the program.
  var isWrapped: Bool

  /// The longest argument that Linux takes, without the zero at its end.
  static let longestArgument = (128 << 10) - 1

  /// What to start for `request`.
  init(_ request: CommandRequest, in files: AttemptFiles) throws(CommandFault) {
    try Self.check(request)
    let path = try Program.path(
      of: request.arguments[0],
      environment: request.environment,
      folder: request.workingDirectory
    )
    var arguments = request.arguments
    let hasTerminal = request.terminal != nil
    let isPrefixed = request.isShell && !hasTerminal && Program.isDash(path)
    let prefix = isPrefixed ? Self.prefix(statusPath: files.statusPath) : ""
    if let script = arguments.last, prefix.utf8.count + script.utf8.count > Self.longestArgument {
      try Self.shorten(&arguments, isShell: request.isShell, in: files)
    }
    if isPrefixed {
      arguments[arguments.count - 1] = prefix + arguments[arguments.count - 1]
      program = path
      self.arguments = arguments
      isWrapped = false
      return
    }
    if request.environment["PATH"] == nil { arguments[0] = path }
    let script =
      Self.gate + Self.removal(request.environment)
      + (hasTerminal ? "exec \"$@\" 3<&-" : Self.wrapper(statusPath: files.statusPath))
    program = "/bin/sh"
    self.arguments = ["sh", "-c", script, "sh"] + arguments
    isWrapped = !hasTerminal
  }

  private static func check(_ request: CommandRequest) throws(CommandFault) {
    guard !request.arguments.isEmpty else { throw .notFound(program: "") }
    let texts = request.arguments + request.environment.flatMap { [$0.key, $0.value] }
    if (texts + [request.workingDirectory ?? ""]).contains(where: { $0.utf8.contains(0) }) {
      throw .refused(detail: "an argument or variable contains a zero byte")
    }
    for name in request.environment.keys.sorted()
    where name.isEmpty || name.utf8.contains(UInt8(ascii: "=")) {
      throw .refused(detail: "no name of a variable: \"\(name)\"")
    }
    guard let folder = request.workingDirectory else { return }
    var facts = stat()
    guard unsafe stat(folder, &facts) == 0 else { throw CommandFault(errno, folder) }
    guard facts.st_mode & S_IFMT == S_IFDIR else { throw CommandFault(ENOTDIR, folder) }
    guard unsafe access(folder, X_OK) == 0 else { throw CommandFault(errno, folder) }
  }

  /// Puts a script that is too long for an argument into a file.
  private static func shorten(
    _ arguments: inout [String],
    isShell: Bool,
    in files: AttemptFiles
  ) throws(CommandFault) {
    guard let script = arguments.popLast() else { return }
    if isShell {
      arguments.append(". \(quoted(files.scriptPath))")
    } else {
      let name = arguments[0].split(separator: "/").last ?? ""
      guard ["python", "perl", "ruby", "node"].contains(where: name.hasPrefix),
        ["-c", "-e"].contains(arguments.last)
      else {
        let detail = "the script has \(script.utf8.count) bytes, \(name) takes \(longestArgument)"
        throw .refused(detail: detail)
      }
      arguments[arguments.count - 1] = files.scriptPath
    }
    try files.keep(script: script)
  }

  /// `text` as one word of a shell.
  static func quoted(_ text: String) -> String {
    // By bytes, as a shell reads it: to Swift a quotation mark with an accent would be another.
    guard text.utf8.contains(UInt8(ascii: "'")) else { return "'\(text)'" }
    let parts = text.utf8.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
    return "'" + parts.map { Substring($0) }.joined(separator: "'\\''") + "'"
  }

  /// Waits at descriptor 3 for a line; its end without one means that nobody will open the gate.
  private static let gate = "IFS= read -r TOCSIN_GATE <&3 || exit 125; unset TOCSIN_GATE; "

  /// The gate, and the trap that keeps the exit status, in front of a script for dash.
  ///
  /// Standard error is away meanwhile so that `sh -x` does not show it.
  private static func prefix(statusPath: String) -> String {
    let note = "{ command echo $? >|\(quoted(statusPath)); } 2>/dev/null || :"
    return "{ \(gate)exec 3<&-; trap \(quoted(note)) EXIT; } 2>/dev/null; "
  }

  /// Removes the variables that a shell passes on of its own, unless they are meant.
  private static func removal(_ environment: [String: String]) -> String {
    let own = ["PWD", "OLDPWD", "SHLVL", "_"].filter { environment[$0] == nil }
    return own.isEmpty ? "" : "unset \(own.joined(separator: " ")); "
  }

  /// A shell that waits for the program, unmoved by the signals that its group gets.
  ///
  /// What it says itself, such as "Terminated", is nobody's business.
  private static func wrapper(statusPath: String) -> String {
    "trap : HUP INT QUIT PIPE ALRM TERM USR1 USR2; exec 3>&2 2>/dev/null; "
      + "(exec \"$@\" 2>&3 3>&-); "
      + "set -- $?; echo \"$1 wrapped\" >|\(quoted(statusPath)); exit \"$1\""
  }
}
