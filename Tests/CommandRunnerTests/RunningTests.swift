import CommandRunner
import Foundation
import IncidentCore
import Ports
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct RunningTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  static let shells = ["sh", "bash", "dash"]

  @Test(arguments: shells)
  func `output and exit code of a script arrive`(shell: String) async throws {
    let outcome = try await workshop.run("echo out; echo err >&2; exit 3", [shell, "-c"])

    #expect(outcome == Outcome(stdout: "out\n", stderr: "err\n", ends: [.exited(3)]))
  }

  @Test func `a program that is no shell runs as well`() async throws {
    let script = "import sys; print(1 + 1); sys.exit(4)"

    let outcome = try await workshop.run(script, ["python3", "-c"])

    #expect(outcome == Outcome(stdout: "2\n", ends: [.exited(4)]))
  }

  static let ends: [(script: String, stdout: String, end: CommandEnd)] = [
    ("", "", .exited(0)),
    ("# only a comment", "", .exited(0)),
    ("#!/bin/sh\n\necho a", "a\n", .exited(0)),
    ("\n\n  false", "", .exited(1)),
    ("if true\nthen exit 7\nfi", "", .exited(7)),
    ("cat <<END\nit's \"quoted\" $((1 + 1))\nEND", "it's \"quoted\" 2\n", .exited(0)),
    ("set -e; false; echo no", "", .exited(1)),
    ("set -C; echo a; exit 5", "a\n", .exited(5)),
    ("echo() { command printf 'mine\\n'; }; echo", "mine\n", .exited(0)),
    ("trap 'echo mine' EXIT; exit 2", "mine\n", .exited(2)),
    ("(trap 'echo inner' EXIT; exit 3); echo $?", "inner\n3\n", .exited(0)),
    ("exec sh -c 'echo new; exit 6'", "new\n", .exited(6)),
    ("kill -TERM $$", "", .signalled(15)),
    ("kill -KILL $$", "", .signalled(9)),
    ("kill -SEGV $$", "", .signalled(11)),
    ("nosuchcommand", "", .exited(127)),
    ("echo before\necho ) after", "before\n", .exited(2)),
    ("cat; echo $?", "0\n", .exited(0)),
    ("read -r line || echo none", "none\n", .exited(0)),
    ("test -z \"${TOCSIN_GATE+set}\" && set | grep -c '^TOCSIN'", "0\n", .exited(1)),
    ("echo $#", "0\n", .exited(0)),
    ("exit 255", "", .exited(255)),
  ]

  @Test(arguments: shells, ends)
  func `a script ends as it would alone`(
    shell: String,
    expected: (script: String, stdout: String, end: CommandEnd)
  ) async throws {
    let outcome = try await workshop.run(expected.script, [shell, "-c"])

    #expect(outcome.stdout == expected.stdout)
    #expect(outcome.ends == [expected.end])
  }

  @Test(arguments: shells)
  func `a failing command ends a script of a shell with -e`(shell: String) async throws {
    let outcome = try await workshop.run("echo a; false; echo b", [shell, "-e", "-c"])

    #expect(outcome == Outcome(stdout: "a\n", ends: [.exited(1)]))
  }

  @Test(arguments: shells)
  func `a trace shows nothing but the script`(shell: String) async throws {
    let outcome = try await workshop.run("echo a", [shell, "-x", "-c"])

    #expect(outcome == Outcome(stdout: "a\n", stderr: "+ echo a\n", ends: [.exited(0)]))
  }

  @Test(arguments: shells, ["echo a\n\nnosuchcommand", "echo a\necho b\necho )"])
  func `line numbers of errors are those of the script`(
    shell: String,
    script: String
  ) async throws {
    let outcome = try await workshop.run(script, [shell, "-c"])

    #expect(outcome.stderr.contains("3: "))
    #expect(!outcome.stderr.contains("TOCSIN"))
  }

  @Test(arguments: ["import os; os.kill(os.getpid(), 9)", "import os; os.abort()"])
  func `a signal that ends another program is told`(script: String) async throws {
    let outcome = try await workshop.run(script, ["python3", "-c"])

    let isAbort = script.contains("abort")
    #expect(outcome == Outcome(ends: [.signalled(isAbort ? 6 : 9)]))
  }

  @Test(arguments: shells)
  func `a script longer than an argument may be runs`(shell: String) async throws {
    let script = "x=\(String(repeating: "a", count: 300_000))\necho ${#x} $0\nexit 4"

    let outcome = try await workshop.run(script, [shell, "-c"])

    #expect(outcome == Outcome(stdout: "300000 \(shell)\n", ends: [.exited(4)]))
  }

  @Test func `a long script of another language runs`() async throws {
    let script = "x='\(String(repeating: "a", count: 300_000))'\nprint(len(x))"

    let outcome = try await workshop.run(script, ["python3", "-c"])

    #expect(outcome == Outcome(stdout: "300000\n", ends: [.exited(0)]))
  }

  @Test func `all of a large output arrives, in pieces of at most 64 KiB`() async throws {
    let script = "head -c 5000000 /dev/zero; head -c 3000000 /dev/zero >&2"
    let command = try await ProcessCommands().prepare(workshop.request(script))
    await command.release()
    var sizes: [Bool: Int] = [:]
    var longest = 0
    for await signal in command.signals {
      switch signal {
      case .stdout(let bytes), .stderr(let bytes):
        if case .stdout = signal { sizes[true, default: 0] += bytes.count }
        if case .stderr = signal { sizes[false, default: 0] += bytes.count }
        longest = max(longest, bytes.count)
      case .ended: break
      }
    }

    #expect(sizes == [true: 5_000_000, false: 3_000_000])
    #expect(longest <= 64 << 10)
  }

  @Test func `output arrives while the command runs`() async throws {
    let command = try await ProcessCommands().prepare(
      workshop.request("mkfifo go; echo first; read -r word <go; echo $word")
    )
    var listener = Listener(command)

    await command.release()
    let isEarly = await listener.hears("first")
    try "second\n".write(toFile: "\(workshop.path)/go", atomically: false, encoding: .utf8)

    #expect(isEarly)
    #expect(await listener.hears("second"))
    #expect(await listener.ending() == .exited(0))
  }

  @Test(arguments: ["sh", "bash"])
  func `a process that is left behind does not delay the end`(shell: String) async throws {
    let outcome = try await workshop.run("sleep 1000 & echo $!; exit 3", [shell, "-c"])

    let pid = try #require(Int32(outcome.stdout.dropLast()))
    #expect(outcome.ends == [.exited(3)])
    #expect(kill(pid, SIGKILL) == 0)
  }

  @Test func `a file that is emptied is read from its beginning`() async throws {
    let script = "mkfifo go; echo ready >&2; read -r x <go; echo longer than before >/dev/stderr"
    let command = try await ProcessCommands().prepare(workshop.request(script))
    var listener = Listener(command)

    await command.release()
    _ = await listener.hears("ready")
    try "\n".write(toFile: "\(workshop.path)/go", atomically: false, encoding: .utf8)
    let end = await listener.ending()

    #expect(end == .exited(0))
    #expect(listener.heard == "ready\nlonger than before\n")
  }

  @Test(arguments: [
    ["sh", "-c"], ["bash", "-c"], ["python3", "-c"],
  ])
  func `nothing stays of an ended process`(interpreter: [String]) async throws {
    let command = try await ProcessCommands().prepare(
      workshop.request(interpreter[0] == "python3" ? "pass" : "true", interpreter)
    )
    await command.release()
    let outcome = await Outcome(of: command)

    #expect(outcome.ends == [.exited(0)])
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(command.identity.pid)"))
  }

  @Test func `the files are private, and gone when the command is forgotten`() async throws {
    let request = workshop.request("echo a")
    let command = try await ProcessCommands().prepare(request)
    await command.release()
    _ = await Outcome(of: command)
    let modes = try ["stdout", "stderr"].map {
      try FileManager.default.attributesOfItem(atPath: "\(request.files).\($0)")[.posixPermissions]
        as? Int
    }

    await command.forget()

    #expect(modes == [0o600, 0o600])
    #expect(workshop.files(of: request).isEmpty)
  }

  @Test func `many commands run at once`() async throws {
    let workshop = workshop
    let outputs = try await withThrowingTaskGroup(of: String.self) { group in
      for number in 0..<40 {
        group.addTask { try await workshop.run("echo \(number)").stdout }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    #expect(Set(outputs) == Set((0..<40).map { "\($0)\n" }))
  }

  @Test func `the signals end when their reader is cancelled`() async throws {
    let command = try await ProcessCommands().prepare(workshop.request("echo ready; sleep 1000"))
    await command.release()
    let reader = Task {
      var listener = Listener(command)
      _ = await listener.hears("ready")
      unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
      return await listener.ending()
    }

    #expect(await reader.value == nil)
    await command.stop()
  }
}
