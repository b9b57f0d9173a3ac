import Foundation

/// The shell of the person at the terminal.
enum Shell {
  /// Signals that we ignore, and a person's shell does not.
  private static let ignoredSignals = [SIGPIPE, SIGXFSZ]

  /// Opens an interactive shell at this terminal and returns when it has ended.
  ///
  /// It stays in our process group, so that it has the terminal's foreground.
  static func open(_ variables: [String: String]) async {
    let environment = ProcessInfo.processInfo.environment.merging(variables) { _, new in new }
    let shell = environment["SHELL"] ?? "/bin/sh"
    await withCheckedContinuation { continuation in
      let thread = Thread {
        wait(for: spawn([shell, "-i"], environment))
        continuation.resume()
      }
      thread.start()
    }
  }

  /// The standard output of a shell command; `nil` when it fails.
  static func output(of command: String) async -> String? {
    await withCheckedContinuation { continuation in
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", command]
      let pipe = Pipe()
      process.standardOutput = pipe
      let thread = Thread {
        guard (try? process.run()) != nil else { return continuation.resume(returning: nil) }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        continuation.resume(
          returning: process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
        )
      }
      thread.start()
    }
  }

  private static func spawn(_ arguments: [String], _ environment: [String: String]) -> pid_t? {
    var argv: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var envp: [UnsafeMutablePointer<CChar>?] =
      unsafe environment.map { unsafe strdup("\($0.key)=\($0.value)") } + [nil]
    defer {
      for index in unsafe argv.indices { unsafe free(argv[index]) }
      for index in unsafe envp.indices { unsafe free(envp[index]) }
    }
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    for number in ignoredSignals { unsafe sigaddset(&signals, number) }
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { _ = unsafe posix_spawnattr_destroy(&attributes) }
    _ = unsafe posix_spawnattr_setsigdefault(&attributes, &signals)
    _ = unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var pid: pid_t = 0
    let status = unsafe posix_spawnp(&pid, arguments[0], nil, &attributes, &argv, &envp)
    return status == 0 ? pid : nil
  }

  private static func wait(for pid: pid_t?) {
    guard let pid else { return }
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
  }
}
