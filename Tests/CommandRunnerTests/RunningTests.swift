import CommandRunner
import Ports
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
}
