import CommandRunner
import Foundation
import IncidentCore
import Ports
import Testing

@Suite(.timeLimit(.minutes(1)))
struct FaultTests {
  let workshop: Workshop

  init() throws { workshop = try Workshop() }

  private func fault(_ change: (inout CommandRequest) -> Void) async -> CommandFault? {
    var request = workshop.request("touch ran")
    change(&request)
    do {
      _ = try await ProcessCommands().prepare(request)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: ["nosuchprogram", "/no/such/program", "./none", ""])
  func `a missing program is named`(program: String) async {
    let fault = await fault { $0.arguments[0] = program }

    #expect(fault == .notFound(program: program))
  }

  @Test func `a command without arguments is refused`() async {
    let fault = await fault { $0.arguments = [] }

    #expect(fault == .notFound(program: ""))
  }

  @Test func `a program that may not be run is refused`() async throws {
    let path = "\(workshop.path)/data"
    try "text".write(toFile: path, atomically: true, encoding: .utf8)

    let fault = await fault { $0.arguments[0] = path }

    #expect(fault == .refused(detail: "\(path): Permission denied"))
  }

  @Test func `a folder is no program`() async throws {
    let fault = await fault { $0.arguments[0] = "/usr" }

    #expect(fault == .refused(detail: "/usr: Permission denied"))
  }

  @Test func `a missing working directory is named`() async {
    let fault = await fault { $0.workingDirectory = "/no/such/folder" }

    #expect(fault == .refused(detail: "/no/such/folder: No such file or directory"))
  }

  @Test func `a file is no working directory`() async {
    let fault = await fault { $0.workingDirectory = "/etc/passwd" }

    #expect(fault == .refused(detail: "/etc/passwd: Not a directory"))
  }

  @Test func `a missing place for the output is named`() async {
    let fault = await fault { $0.files = "/no/such/folder/1" }

    #expect(fault == .refused(detail: "/no/such/folder/1.stdout: No such file or directory"))
  }

  @Test func `files serve one command only`() async throws {
    let request = workshop.request("true")
    _ = try await workshop.run(request)

    let fault = await fault { $0.files = request.files }

    #expect(fault == .refused(detail: "\(request.files).stdout: File exists"))
  }

  @Test(arguments: [0, 1, 2])
  func `a zero byte is refused`(place: Int) async {
    let fault = await fault { request in
      switch place {
      case 0: request.arguments[2] = "echo a\u{0}; touch ran"
      case 1: request.environment["A"] = "a\u{0}b"
      default: request.workingDirectory = "/tmp\u{0}"
      }
    }

    #expect(fault == .refused(detail: "an argument or variable contains a zero byte"))
  }

  @Test(arguments: ["", "A=B"])
  func `a name that cannot be a variable is refused`(name: String) async {
    let fault = await fault { $0.environment[name] = "value" }

    #expect(fault == .refused(detail: "no name of a variable: \"\(name)\""))
  }

  @Test func `an environment that is too large is told`() async {
    let fault = await fault { $0.environment["A"] = String(repeating: "a", count: 200_000) }

    guard case .exhausted(let detail) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(detail.hasSuffix("Argument list too long"))
  }

  @Test func `a long script for a program that takes no file is refused`() async {
    let script = String(repeating: "a", count: 200_000)
    let fault = await fault { request in
      request.arguments = ["cat", script]
      request.isShell = false
    }

    #expect(fault == .refused(detail: "the script has 200000 bytes, cat takes 131071"))
  }
}
