import CommandRunner
import Foundation
import IncidentCore
import Ports
import Testing

/// What a command sees of us: only what it was given.
@Suite(.timeLimit(.minutes(1)))
struct IsolationTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  static let terminals: [TerminalSize?] = [nil, TerminalSize(columns: 80, rows: 24)]

  @Test(arguments: terminals)
  func `the environment is exactly what was given`(terminal: TerminalSize?) async throws {
    let given = ["PATH": "/usr/bin:/bin", "EMPTY": "", "TEXT": "two\nlines 'quoted' 值", "_x": "1"]
    var request = workshop.request("", environment: given, terminal: terminal)
    request.arguments = ["cat", "/proc/self/environ"]
    request.isShell = false

    let outcome = try await workshop.run(request)

    let text = outcome.stdout.replacingOccurrences(of: "\r", with: "")
    let variables: [String] = text.split(separator: "\0").map(String.init).sorted()
    #expect(variables == given.map { "\($0.key)=\($0.value)" }.sorted())
  }

  @Test(arguments: terminals, [["sh", "-c"], ["bash", "-c"], ["python3", "-c"]])
  func `no descriptor of ours is open in a command`(
    terminal: TerminalSize?,
    interpreter: [String]
  ) async throws {
    let leak = unsafe open("/dev/null", O_RDONLY)
    defer { close(leak) }
    let script =
      interpreter[0] == "python3"
      ? "import os; print(' '.join(sorted(os.listdir('/proc/self/fd'))))"
      : "cd /proc/$$/fd && echo *"

    let outcome = try await workshop.run(
      workshop.request(script, interpreter, terminal: terminal)
    )

    // One more is the folder that is listed; bash keeps 255.
    #expect(["0 1 2", "0 1 2 3", "0 1 2 255"].contains(outcome.stdout.trimmed), "\(outcome)")
  }

  @Test(arguments: terminals, [["sh", "-c"], ["bash", "-c"], ["python3", "-c"]])
  func `signals have their default meaning`(
    terminal: TerminalSize?,
    interpreter: [String]
  ) async throws {
    signal(SIGPIPE, SIG_IGN)
    let script = "grep -E '^Sig(Blk|Ign)' /proc/self/status | cut -f2 | sort -u"
    let python = "import subprocess; subprocess.run(['sh', '-c', r'''\(script)'''])"
    let isPython = interpreter[0] == "python3"

    let outcome = try await workshop.run(
      workshop.request(isPython ? python : script, interpreter, terminal: terminal)
    )

    #expect(outcome.stdout.trimmed == "0000000000000000", "\(outcome)")
  }

  @Test(arguments: terminals, [["sh", "-c"], ["bash", "-c"], ["python3", "-c"]])
  func `a command leads a session and a process group`(
    terminal: TerminalSize?,
    interpreter: [String]
  ) async throws {
    let python = "import os; print(os.getpgid(0), os.getsid(0))"
    let script = "set -- $(cat /proc/self/stat); echo $5 $6"
    let command = try await ProcessCommands().prepare(
      workshop.request(
        interpreter[0] == "python3" ? python : script,
        interpreter,
        terminal: terminal
      )
    )
    await command.release()
    let outcome = await Outcome(of: command)

    #expect(outcome.stdout.trimmed == "\(command.identity.pid) \(command.identity.pid)")
  }

  @Test func `a command without a terminal has none to ask at`() async throws {
    let outcome = try await workshop.run("(: </dev/tty) 2>/dev/null || echo none")

    #expect(outcome.stdout == "none\n")
  }

  @Test func `a command runs in its folder`() async throws {
    let outcome = try await workshop.run("pwd")

    #expect(outcome.stdout == "\(workshop.path)\n")
  }

  @Test func `a program beside the working directory is found`() async throws {
    // A command makes it: what this process had open for writing, a child of another test could
    // hold open for a moment, and then the program is "busy".
    _ = try await workshop.run("printf '#!/bin/sh\\necho own\\n' >tool && chmod +x tool")
    var request = workshop.request("")
    request.arguments = ["./tool"]
    request.isShell = false

    #expect(try await workshop.run(request).stdout == "own\n")
  }
}

extension String {
  /// Without white space around it.
  var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
