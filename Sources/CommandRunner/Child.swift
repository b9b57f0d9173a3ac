import CSpawn
import Glibc
import Ports

/// A process that was just started and waits at its gate.
struct Child {
  /// What its standard output and error are.
  enum Output {
    case files(Descriptor, Descriptor)
    case terminal(String)
  }

  let pid: Int32
  let gate: Pipe
  let isWrapped: Bool

  /// Starts what `plan` says, as the leader of a session of its own.
  init(_ plan: LaunchPlan, _ request: CommandRequest, output: Output) throws(CommandFault) {
    gate = try Pipe()
    isWrapped = plan.isWrapped
    let variables = request.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    let arguments = CStrings(plan.arguments)
    let environment = CStrings(variables)
    let program = CStrings([plan.program, request.workingDirectory ?? ""])
    var terminal = CStrings([])
    var child = unsafe tocsin_child()
    unsafe child.program = UnsafePointer(program.pointers[0])
    unsafe child.arguments = UnsafePointer(arguments.pointers)
    unsafe child.environment = UnsafePointer(environment.pointers)
    if request.workingDirectory != nil { unsafe child.folder = UnsafePointer(program.pointers[1]) }
    switch output {
    case .files(let output, let error):
      unsafe child.output = output.number
      unsafe child.error = error.number
    case .terminal(let path):
      terminal = CStrings([path])
      unsafe child.terminal = UnsafePointer(terminal.pointers[0])
    }
    unsafe child.gate = gate.reading.number
    var pid: pid_t = 0
    let fault = unsafe tocsin_spawn(&child, &pid)
    // The pointers in `child` do not keep what they point at.
    withExtendedLifetime((output, arguments, environment, program, terminal)) {}
    guard fault == 0 else { throw CommandFault(fault, plan.program) }
    self.pid = pid
  }
}

/// A list of C strings with a null behind it.
@safe private final class CStrings {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    unsafe pointers = .allocate(capacity: count + 1)
    for (index, text) in texts.enumerated() {
      unsafe (pointers + index).initialize(to: strdup(text))
    }
    unsafe (pointers + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { unsafe free(pointers[index]) }
    unsafe pointers.deallocate()
  }
}
