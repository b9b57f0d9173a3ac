import IncidentCore
import Ports
import RunbookModel
import SimulatedWorld
import Synchronization
import Timekeeping

/// What the commands of a rehearsal do.
final class CommandPlans: Sendable {
  private let graph: StepGraph
  private let steps: [StepID: Scenario.StepPlan]
  private let generator: Mutex<SeededGenerator>

  init(_ rehearsal: Rehearsal, seed: UInt64) {
    graph = rehearsal.graph
    steps = rehearsal.scenario.steps
    generator = Mutex(SeededGenerator(seed: seed))
  }

  func script(of start: SimulatedCommands.Start) -> CommandScript {
    let usual = TimeSpan.seconds(Int64(generator.withLock { $0.number(in: 1...5) }))
    guard let index = graph.index(of: start.step),
      let command = graph.nodes[index].step.commands.first(where: { $0.script == start.script })
    else { return CommandScript(takes: usual) }
    let step = graph.nodes[index].step
    let plan = plan(of: command, step.id, number: start.timeInStep)
    // A command that is not said to take long does not run into its time limit.
    let limit = (command.timeout ?? step.timeout).map(\.milliseconds) ?? .max
    let takes = plan.takes ?? TimeSpan(milliseconds: min(usual.milliseconds, limit / 2))
    let accepted = Self.acceptedCodes(command)
    let code: Int
    switch plan.end {
    case .succeeds: code = accepted.first ?? 0
    case .fails: code = (1...255).first { !accepted.contains($0) } ?? 1
    case .exits(let number): code = number
    case .hangs: return CommandScript(.hangs, output: plan.output ?? "")
    case .cannotStart:
      let program = command.interpreter.first ?? "sh"
      return CommandScript(.cannotStart(.notFound(program: program)))
    }
    let isWell = accepted.contains(code)
    let output = plan.output ?? (isWell ? PlausibleOutput.text(for: command, of: step) : "")
    return CommandScript(.exits(code), takes: takes, output: output)
  }

  private func plan(
    of command: Command,
    _ step: StepID,
    number: Int
  ) -> Scenario.CommandPlan {
    let plans = (command.role == .rollback ? steps[step]?.rollbacks : steps[step]?.commands) ?? []
    guard !plans.isEmpty else { return Scenario.CommandPlan(.succeeds) }
    return plans[min(number, plans.count) - 1]
  }

  /// The exit codes that count as success.
  private static func acceptedCodes(_ command: Command) -> [Int] {
    for expectation in command.expectations {
      if case .exit(let codes) = expectation { return codes }
    }
    return [0]
  }
}
