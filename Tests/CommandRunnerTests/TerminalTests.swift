import CommandRunner
import Foundation
import IncidentCore
import Ports
import Testing

@Suite(.timeLimit(.minutes(1)))
struct TerminalTests {
  let workshop: Workshop
  let size = TerminalSize(columns: 100, rows: 30)

  init() throws { workshop = try Workshop() }

  /// Starts a command with a terminal.
  private func started(
    _ script: String,
    _ interpreter: [String] = ["sh", "-c"]
  ) async throws
    -> (command: any RunningCommand, listener: Listener)
  {
    let command = try await ProcessCommands().prepare(
      workshop.request(script, interpreter, terminal: size)
    )
    await command.release()
    return (command, Listener(command))
  }

  @Test(arguments: ["dash", "bash"])
  func `all three are the terminal, and it is the controlling one`(shell: String) async throws {
    let script = """
      test -t 0 && test -t 1 && test -t 2 && : </dev/tty && stty size && echo err >&2; exit 3
      """

    var (_, listener) = try await started(script, [shell, "-c"])

    #expect(await listener.ending() == .exited(3))
    #expect(listener.heard == "30 100\r\nerr\r\n")
  }

  @Test func `another program has the terminal as well`() async throws {
    let script =
      "import os, sys; print(os.isatty(0), os.get_terminal_size()); os.kill(os.getpid(), 9)"

    var (_, listener) = try await started(script, ["python3", "-u", "-c"])

    #expect(await listener.ending() == .signalled(9))
    #expect(listener.heard == "True os.terminal_size(columns=100, lines=30)\r\n")
  }

  @Test func `what is typed arrives, and is echoed`() async throws {
    var (command, listener) = try await started("echo ready; read -r line; echo \"got $line\"")
    _ = await listener.hears("ready")

    await command.type(Array("值 x\n".utf8))

    #expect(await listener.ending() == .exited(0))
    #expect(listener.heard == "ready\r\n值 x\r\ngot 值 x\r\n")
  }

  @Test func `a password prompt does not echo`() async throws {
    let script = "import getpass; print(len(getpass.getpass('Password: ')))"
    var (command, listener) = try await started(script, ["python3", "-c"])
    _ = await listener.hears("Password: ")

    await command.type(Array("hidden\n".utf8))

    #expect(await listener.ending() == .exited(0))
    #expect(listener.heard == "Password: \r\n6\r\n")
  }

  @Test func `more than a terminal holds can be typed`() async throws {
    let script = "stty raw -echo; echo ready; head -c 200000 | wc -c"
    var (command, listener) = try await started(script)
    _ = await listener.hears("ready")

    await command.type([UInt8](repeating: 97, count: 200_000))

    #expect(await listener.ending() == .exited(0))
    #expect(listener.heard.contains("200000"))
  }

  @Test(arguments: ["dash", "bash"])
  func `the interrupt key interrupts`(shell: String) async throws {
    var (command, listener) = try await started("cat; echo no", [shell, "-c"])
    await command.type(Array("ready\n".utf8))
    // Once from the terminal, once from the program that is to be interrupted.
    _ = await listener.hears("ready\r\nready\r\n")

    await command.type([3])

    #expect(await listener.ending() == .signalled(2))
    #expect(listener.heard == "ready\r\nready\r\n^C")
  }

  @Test func `a new size is told`() async throws {
    let script = "trap 'stty size; exit' WINCH; echo ready; while :; do sleep 0.02; done"
    var (command, listener) = try await started(script)
    _ = await listener.hears("ready")

    await command.resize(TerminalSize(columns: 61, rows: 17))

    #expect(await listener.hears("17 61"))
    #expect(await listener.ending() == .exited(0))
  }

  @Test func `all of a large output arrives`() async throws {
    var (_, listener) = try await started("seq 1 100000")

    #expect(await listener.ending() == .exited(0))
    #expect(listener.heard.split(separator: "\r\n").count == 100_000)
    #expect(listener.heard.hasSuffix("100000\r\n"))
  }

  @Test func `a process that keeps the terminal does not delay the end`() async throws {
    var (_, listener) = try await started("trap '' HUP; sleep 1000 & echo $!")

    #expect(await listener.ending() == .exited(0))
    let pid = try #require(Int32(listener.heard.trimmed))
    #expect(kill(pid, SIGKILL) == 0)
  }

  @Test func `a command that leaves its terminal is followed on`() async throws {
    let script = "mkfifo go; echo ready; exec <go >/dev/null 2>&1; read -r code; exit $code"
    var (_, listener) = try await started(script)
    _ = await listener.hears("ready")

    try "5\n".write(toFile: "\(workshop.path)/go", atomically: false, encoding: .utf8)

    #expect(await listener.ending() == .exited(5))
  }

  @Test func `typing to a command without a terminal goes nowhere`() async throws {
    let command = try await ProcessCommands().prepare(workshop.request("cat"))

    await command.type(Array("text\n".utf8))
    await command.resize(size)
    await command.release()

    #expect(await Outcome(of: command) == Outcome(ends: [.exited(0)]))
  }
}
