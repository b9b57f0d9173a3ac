import CommandRunner
import Foundation
import IncidentCore
import Ports
import Testing

/// What a later Tocsin finds: the handle is dropped as when the earlier one was killed.
@Suite(.timeLimit(.minutes(1)))
struct AdoptTests {
  let workshop: Workshop
  let commands = ProcessCommands(keptOutputBytes: 64 << 10)

  init() throws { workshop = try Workshop() }

  /// Starts a command, waits until it says "ready", and lets it go.
  private func left(_ request: CommandRequest) async throws -> ProcessIdentity {
    let command = try await commands.prepare(request)
    var listener = Listener(command)
    await command.release()
    _ = await listener.hears("ready")
    return command.identity
  }

  /// Starts a script that says "ready" and waits for ``goOn()``.
  private func left(
    _ rest: String,
    _ shell: String
  ) async throws -> (
    ProcessIdentity, CommandRequest
  ) {
    let request = workshop.request("mkfifo go; echo ready; read -r x <go; \(rest)", [shell, "-c"])
    return (try await left(request), request)
  }

  private func goOn() throws {
    try "\n".write(toFile: "\(workshop.path)/go", atomically: false, encoding: .utf8)
  }

  static let ends: [(rest: String, known: CommandEnd?)] = [
    ("echo more; exit 3", .exited(3)),
    ("echo more", .exited(0)),
    ("echo more; set -e; false; echo no", .exited(1)),
    ("echo more; cd /; umask 777; set -C; exit 4", .exited(4)),
  ]

  @Test(arguments: ["dash", "bash"], ends)
  func `a command that lives is followed to its end`(
    shell: String,
    expected: (rest: String, known: CommandEnd?)
  ) async throws {
    let (identity, request) = try await left(expected.rest, shell)

    let adopted = try #require(await commands.adopt(identity, files: request.files))
    try goOn()

    #expect(adopted.identity == identity)
    let outcome = await Outcome(of: adopted)
    #expect(outcome.stdout == "ready\nmore\n")
    #expect(outcome.ends == [expected.known])
  }

  @Test(arguments: ["dash", "bash"])
  func `a signal from outside never looks like success`(shell: String) async throws {
    let (identity, request) = try await left("true; sleep 1000", shell)
    let adopted = try #require(await commands.adopt(identity, files: request.files))

    kill(-identity.pid, SIGTERM)

    // Either of the two of us that wait for it may have fetched its end.
    let end = try #require(await Outcome(of: adopted).ends.first)
    #expect([.unknown, .signalled(15)].contains(end))
  }

  @Test(arguments: ["dash", "bash"])
  func `a command that ended meanwhile left its output and exit code`(
    shell: String
  ) async throws {
    let (identity, request) = try await left("echo more; echo err >&2; exit 3", shell)
    try goOn()
    #expect(await isGone(identity.pid))

    let adopted = try #require(await commands.adopt(identity, files: request.files))

    let expected = Outcome(stdout: "ready\nmore\n", stderr: "err\n", ends: [.exited(3)])
    #expect(await Outcome(of: adopted) == expected)
    await adopted.stop()
    await adopted.forget()
    #expect(workshop.files(of: request).isEmpty)
  }

  @Test func `a command that is gone without a word is not found`() async throws {
    let (identity, request) = try await left("sleep 1000", "dash")
    kill(-identity.pid, SIGKILL)
    while FileManager.default.fileExists(atPath: "/proc/\(identity.pid)") { await Task.yield() }

    #expect(await commands.adopt(identity, files: request.files) == nil)
  }

  @Test(arguments: ["boot", "host", "ticks"])
  func `another process is not taken for it`(difference: String) async throws {
    let (identity, request) = try await left("sleep 1000", "dash")
    var other = identity
    if difference == "boot" { other.bootID = "another" }
    if difference == "host" { other.host = "another" }
    if difference == "ticks" { other.startTicks += 1 }

    #expect(await commands.adopt(other, files: request.files) == nil)

    await commands.adopt(identity, files: request.files)?.stop()
  }

  @Test(arguments: ["", "3", "x\n", "300\n", "-1\n"])
  func `a spoiled exit status is none`(text: String) async throws {
    let request = workshop.request("true")
    let command = try await commands.prepare(request)
    await command.release()
    _ = await Outcome(of: command)
    try text.write(toFile: "\(request.files).status", atomically: false, encoding: .utf8)

    #expect(await commands.adopt(command.identity, files: request.files) == nil)
  }

  @Test func `a command whose files are gone can still be stopped`() async throws {
    let (identity, request) = try await left("sleep 1000", "dash")
    for file in workshop.files(of: request) { try FileManager.default.removeItem(atPath: file) }
    let adopted = try #require(await commands.adopt(identity, files: request.files))

    await adopted.stop()

    let outcome = await Outcome(of: adopted)
    #expect(outcome.stdout.isEmpty)
    #expect(outcome.ends.count == 1)
  }

  @Test(arguments: ["dash", "bash"])
  func `an adopted command is stopped`(shell: String) async throws {
    let (identity, request) = try await left("sleep 1000", shell)
    let adopted = try #require(await commands.adopt(identity, files: request.files))

    await adopted.stop()

    let end = try #require(await Outcome(of: adopted).ends.first)
    #expect([.unknown, .signalled(15)].contains(end))
  }

  @Test func `a command that nobody releases runs nothing`() async throws {
    let request = workshop.request("touch ran")
    var command: (any RunningCommand)? = try await commands.prepare(request)
    let identity = try #require(command?.identity)
    let watcher = try #require(await commands.adopt(identity, files: request.files))

    command = nil

    #expect(await Outcome(of: watcher).ends.count == 1)
    #expect(workshop.text("ran") == nil)
  }

  @Test(
    arguments: [["bash", "-c"], ["python3", "-c"]],
    [nil, TerminalSize(columns: 80, rows: 24)]
  )
  func `no kind of command runs anything when nobody releases it`(
    interpreter: [String],
    terminal: TerminalSize?
  ) async throws {
    let script = interpreter[0] == "python3" ? "open('ran', 'w')" : "touch ran"
    let request = workshop.request(script, interpreter, terminal: terminal)
    var command: (any RunningCommand)? = try await commands.prepare(request)
    let pid = try #require(command?.identity.pid)

    command = nil

    #expect(await isGone(pid))
    #expect(workshop.text("ran") == nil)
  }

  @Test func `what was read is given back to the disk, except the beginning`() async throws {
    let request = workshop.request(
      "head -c 64000 /dev/zero | tr '\\0' a; head -c 30000000 /dev/zero | tr '\\0' b; exit 2"
    )
    let command = try await commands.prepare(request)
    await command.release()
    let first = await Outcome(of: command)
    var facts = stat()
    unsafe stat("\(request.files).stdout", &facts)

    let adopted = try #require(await commands.adopt(command.identity, files: request.files))
    let second = await Outcome(of: adopted)

    #expect(first.stdout.utf8.count == 30_064_000)
    #expect(facts.st_blocks * 512 < 3 << 20)
    #expect(second.ends == [.exited(2)])
    #expect(second.stdout.utf8.count < 3 << 20)
    #expect(second.stdout.hasPrefix(String(repeating: "a", count: 64_000) + "b"))
    #expect(!second.stdout.contains("\0"))
  }
}
