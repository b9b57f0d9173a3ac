import Glibc

/// A child process, made and waited for with nothing but the C library.
package enum BareProcess {
  /// Runs `program` with its input and output at `/dev/null` and waits for its end.
  ///
  /// - Returns: its exit status.
  @discardableResult
  package static func run(
    _ program: String,
    _ arguments: [String],
    environment: [String] = ["PATH=/usr/bin:/bin", "LANG=C.UTF-8"]
  ) throws(BareFault) -> Int32 {
    try end(of: program, arguments, environment: environment).status
  }

  /// The same.
  ///
  /// - Returns: its exit status, and how many kibibytes it had resident at most.
  package static func end(
    of program: String,
    _ arguments: [String],
    environment: [String]
  ) throws(BareFault) -> (status: Int32, peak: Int) {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe _ = posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
    unsafe posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    var words = unsafe ([program] + arguments).map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup($0) } + [nil]
    defer {
      for index in unsafe words.indices { unsafe free(words[index]) }
      for index in unsafe variables.indices { unsafe free(variables[index]) }
    }
    var pid: pid_t = 0
    let code = unsafe posix_spawn(&pid, program, &actions, nil, &words, &variables)
    guard code == 0 else {
      errno = code
      throw BareFault("posix_spawn \(program)")
    }
    var status: Int32 = 0
    var usage = rusage()
    guard unsafe wait4(pid, &status, 0, &usage) == pid else { throw BareFault("wait4") }
    return (status & 0x7f == 0 ? (status >> 8) & 0xff : 128 + status & 0x7f, usage.ru_maxrss)
  }
}
