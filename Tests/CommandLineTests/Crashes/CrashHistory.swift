import Foundation
import Glibc
import TestSupport
import Testing

/// One incident through which the program is killed again and again, with all that is known about
/// it from outside.
///
/// What the program's promises are is in ``CrashVerdict``; this only plays.
struct CrashHistory {
  static let runbook = """
    ---
    runbook: crash
    title: Crash
    severity: sev1
    ---

    # Crash

    ## Steps

    ### Once

    - timeout: 20s

    ```sh run
    echo "$TOCSIN_INCIDENT once $$" >> ran.txt
    echo $$ > group.txt
    for n in 1 2 3 4 5 6 7 8; do echo "line $n"; sleep 0.01; done
    ```

    ### Look

    - timeout: 20s

    ```sh check
    echo "$TOCSIN_INCIDENT look $$" >> ran.txt
    ```

    ### Answer

    - verify: Does it answer again?

    ### Repeatable

    - timeout: 20s
    - idempotent: yes

    ```sh run
    echo "$TOCSIN_INCIDENT repeatable $$" >> ran.txt
    echo $$ > group.txt
    sleep 0.05
    ```

    ### Once more

    - timeout: 20s
    - wait: 1s

    ```sh run
    echo "$TOCSIN_INCIDENT once-more $$" >> ran.txt
    echo $$ > group.txt
    sleep 0.05
    ```
    """

  let calls: CallDesk
  private(set) var dice: SeededNumbers
  private(set) var kills = 0
  /// The notes that `tocsin note` said it had written.
  private(set) var notes: [String] = []
  /// How often `tocsin ack` said that the incident was taken.
  private(set) var acknowledgements = 0
  private var noteCount = 0

  init(seed: UInt64) throws {
    dice = SeededNumbers(seed: seed)
    calls = try CallDesk("--quiet", "--log", "gateway.jsonl")
    try calls.configure(waits: ["1s", "1s", "1s"])
    _ = try calls.desk.write(Self.runbook, to: "crash.md")
  }

  var journal: String { calls.desk.folder.appending(path: "home/journal.sqlite").path }

  /// The incident, once it has begun.
  func incident() throws -> String? { try WrittenEvent.read(journal).first?.incident }

  /// Kills what carries or escalates the incident, at so many random instants.
  mutating func play(kills wanted: Int) throws {
    var service: Process?
    while kills < wanted {
      let incident = try incident()
      let host = try start(
        incident.map { ["resume", $0] } ?? ["run", "crash.md", "--auto"],
        configured: true
      )
      if service == nil, dice.oneIn(3) { service = try start(["engine"], configured: true) }
      // Short times hit the beginning, long ones the middle of what goes on by itself.
      pause(milliseconds: dice.below(dice.oneIn(3) ? 900 : 160))
      if let incident { try act(on: incident) }
      end(host)
      if dice.oneIn(4), let group = Int32(calls.desk.read("group.txt").dropLast()), group > 1 {
        kill(-group, SIGKILL)
      }
      if let process = service, dice.oneIn(2) {
        end(process)
        service = nil
      }
    }
    if let service { end(service) }
  }

  /// Lets the incident come to its end, with a person who answers what is asked.
  ///
  /// - Returns: whether it came to its end.
  mutating func finish() throws -> Bool {
    var code: Int32 = 3
    for _ in 0..<40 where code == 3 {
      guard let incident = try incident() else {
        code = try calls.desk.tocsin("run", "crash.md", "--auto", "--no-wait").code
        continue
      }
      code = try calls.desk.tocsin("resume", incident, "--no-wait").code
      guard code == 3 else { break }
      for word in [dice.oneIn(2) ? "again" : "done", "yes", "done"] {
        _ = try calls.desk.tocsin("answer", incident, word)
      }
    }
    return code == 0
  }

  // MARK: What happens beside

  /// A person does something; their program may be killed as well.
  private mutating func act(on incident: String) throws {
    switch dice.below(6) {
    case 0, 1:
      noteCount += 1
      let text = "note \(noteCount)"
      if try finishes(["note", incident, text]) { notes.append(text) }
    case 2: if try finishes(["ack", incident]) { acknowledgements += 1 }
    case 3: _ = try finishes(["answer", incident, dice.oneIn(2) ? "yes" : "done"])
    default: break
    }
  }

  /// Whether a command said that it was done, before it was killed or not.
  private mutating func finishes(_ arguments: [String]) throws -> Bool {
    let process = try start(arguments, configured: false)
    if dice.oneIn(3) {
      pause(milliseconds: dice.below(60))
      end(process)
    }
    process.waitUntilExit()
    return process.terminationReason == .exit && process.terminationStatus == 0
  }

  private func start(_ arguments: [String], configured: Bool) throws -> Process {
    let process = Process()
    process.executableURL = calls.desk.program
    process.arguments = arguments + (configured ? ["--config", "calls.yaml"] : [])
    process.currentDirectoryURL = calls.desk.folder
    process.environment = calls.desk.environment(of: "li").merging(
      ["TOCSIN_NOTIFIERS": Desk.package.appending(path: "notifiers").path]
    ) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  private mutating func end(_ process: Process) {
    if process.isRunning {
      kill(process.processIdentifier, SIGKILL)
      kills += 1
    }
    process.waitUntilExit()
  }

  /// The instant of a kill is any; there is nothing to wait for.
  private func pause(milliseconds: Int) {
    poll(nil, 0, Int32(milliseconds))
  }
}
