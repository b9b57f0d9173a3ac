import CommandRunner
import Foundation
import IncidentCore
import Ports
import Testing
import Timekeeping

@Suite(.timeLimit(.minutes(1)))
struct StopTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  static let shells = ["dash", "bash"]

  /// Starts a command, waits until it says "ready", and stops it.
  private func stopped(_ request: CommandRequest) async throws -> (heard: String, end: CommandEnd?)
  {
    let command = try await ProcessCommands().prepare(request)
    var listener = Listener(command)
    await command.release()
    #expect(await listener.hears("ready"))
    await command.stop()
    let end = await listener.ending()
    return (listener.heard, end)
  }

  @Test(arguments: shells)
  func `a command is asked to end`(shell: String) async throws {
    let request = workshop.request("echo ready; sleep 1000; echo no", [shell, "-c"])

    let (heard, end) = try await stopped(request)

    #expect(heard == "ready\n")
    #expect(end == .signalled(15))
  }

  @Test(arguments: shells)
  func `a command has time to clean up`(shell: String) async throws {
    let script = "trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 1000 & wait; done"

    let (heard, end) = try await stopped(workshop.request(script, [shell, "-c"]))

    #expect(heard == "ready\nbye\n")
    #expect(end == .exited(7))
  }

  @Test func `a program that is no shell has time to clean up`() async throws {
    let script = """
      import signal, sys
      def end(*_): print("bye", flush=True); sys.exit(7)
      signal.signal(signal.SIGTERM, end)
      print("ready", flush=True)
      while True: signal.pause()
      """

    let (heard, end) = try await stopped(workshop.request(script, ["python3", "-c"]))

    #expect(heard == "ready\nbye\n")
    #expect(end == .exited(7))
  }

  @Test(arguments: ["dash", "bash"])
  func `a command that does not end in time is killed`(shell: String) async throws {
    let script = "trap '' TERM; echo ready; while :; do sleep 1000; done"
    let request = workshop.request(script, [shell, "-c"], grace: TimeSpan(milliseconds: 50))

    let (_, end) = try await stopped(request)

    #expect(end == .signalled(9))
  }

  @Test(arguments: shells)
  func `what a command left in its group is killed with it`(shell: String) async throws {
    let script = "(trap '' TERM; echo pid $(exec sh -c 'echo $PPID') ready; sleep 1000) & wait"
    let request = workshop.request(script, [shell, "-c"], grace: TimeSpan(milliseconds: 50))

    let (heard, end) = try await stopped(request)

    #expect(end == .signalled(15))
    let pid = try #require(Int32(heard.split(separator: " ")[1]))
    #expect(await isGone(pid))
  }

  @Test func `a suspended command is stopped`() async throws {
    let command = try await ProcessCommands().prepare(
      workshop.request("echo ready; kill -STOP $$; sleep 1000")
    )
    var listener = Listener(command)
    await command.release()
    _ = await listener.hears("ready")
    while state(of: command.identity.pid) != "T" { await Task.yield() }

    await command.stop()

    #expect(await listener.ending() == .signalled(15))
  }

  @Test func `a command is stopped at its gate`() async throws {
    let command = try await ProcessCommands().prepare(workshop.request("touch ran"))

    await command.stop()
    await command.release()

    #expect(await Outcome(of: command) == Outcome(ends: [.signalled(15)]))
    #expect(workshop.text("ran") == nil)
  }

  @Test func `stopping again, or after the end, does nothing`() async throws {
    let command = try await ProcessCommands().prepare(workshop.request("sleep 1000"))
    await command.release()
    async let first: Void = command.stop()
    async let second: Void = command.stop()
    _ = await (first, second)
    let outcome = await Outcome(of: command)
    await command.stop()

    #expect(outcome.ends == [.signalled(15)])
  }

  @Test func `a command with a terminal is stopped`() async throws {
    let request = workshop.request(
      "echo ready; sleep 1000",
      terminal: TerminalSize(columns: 80, rows: 24)
    )

    let (_, end) = try await stopped(request)

    #expect(end == .signalled(15))
  }
}

/// The state letter of a process; `nil` when it is gone.
func state(of pid: Int32) -> String? {
  let stat = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)
  guard let stat, let end = stat.lastIndex(of: ")") else { return nil }
  return String(stat[end...].dropFirst(2).prefix(1))
}

/// Waits until a process that was killed is gone; the test's time limit ends it otherwise.
func isGone(_ pid: Int32) async -> Bool {
  while let state = state(of: pid), state != "Z" { await Task.yield() }
  return true
}
