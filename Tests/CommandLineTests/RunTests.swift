import Foundation
import Testing

/// Whole runs with the real program, the real journal and real processes.
struct RunTests {
  private let crash = """
    ---
    runbook: crash
    title: Crash
    ---

    # Crash

    ## Steps

    ### Change it

    - timeout: 10m

    ```sh run
    echo begun >> begun.txt
    echo $$ > process.txt
    echo it has begun
    sleep 600
    ```

    ### Afterwards

    ```sh run
    echo after
    ```
    """

  @Test func `the first run goes through with its answers given, and tells what happened`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = Desk.package.appending(path: "runbooks/first-run.md").path

    let run = try desk.tocsin(
      "run",
      runbook,
      "--auto",
      "--answer",
      "what-is-wrong=The configuration is wrong",
      "--answer",
      "repair-the-configuration=approve",
      "--answer",
      "say-what-happened=a wrong value",
      "--answer",
      "close-the-incident=done"
    )
    let timeline = try desk.tocsin("timeline", "--format", "json")
    let report = try desk.tocsin("report", "--lang", "zh", "--format", "html")
    let verification = try desk.tocsin("verify")

    #expect(run.code == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("THE RUN IS COMPLETED"))
    #expect(timeline.output.contains("\"approval.given\""))
    #expect(report.output.contains("复盘报告"))
    #expect(verification.code == 0)
  }

  @Test func `without a terminal a run says what it waits for and never passes a gate`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = Desk.package.appending(path: "runbooks/first-run.zh.md").path

    let run = try desk.tocsin("run", runbook, "--lang", "zh")
    let status = try desk.tocsin("show", "--format", "json")

    #expect(run.code == 3)
    #expect(run.output.contains("tocsin answer"))
    #expect(status.output.contains("\"state\" : \"ready\""))
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `an interrupted run without a terminal is left, and says how to go on`(number: Int32) throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(crash, to: "crash.md")
    let run = try desk.start("run", runbook, "--auto", untilPrinted: "│ it has begun")
    let child = try #require(Int32(desk.read("process.txt").dropLast()))
    defer { kill(-child, SIGKILL) }

    kill(run.processIdentifier, number)
    run.waitUntilExit()
    let status = try desk.tocsin("show", "--format", "json")

    #expect(run.terminationReason == .exit)
    #expect(run.terminationStatus == 3)
    #expect(status.output.contains("\"state\" : \"running\""))
    #expect(desk.isAlive(String(child)))
  }

  @Test func `after kill -9 a command that still runs is followed again, and can be stopped`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(crash, to: "crash.md")
    let first = try desk.start("run", runbook, "--auto", untilPrinted: "│ it has begun")
    kill(first.processIdentifier, SIGKILL)
    first.waitUntilExit()

    let second = try desk.start("resume", untilPrinted: "carried on")
    let stopped = try desk.tocsin("stop", "--step", "change-it", try incident(desk))
    let skipped = try waitUntilStopped(desk)
    second.waitUntilExit()

    #expect(stopped.code == 0, "\(stopped.errors)")
    #expect(skipped.code == 0, "\(skipped.errors)")
    #expect(second.terminationStatus == 0)
    #expect(desk.read("begun.txt") == "begun\n")
  }

  @Test func `a command whose end nobody saw is never run twice without a person's word`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(crash, to: "crash.md")
    let first = try desk.start("run", runbook, "--auto", untilPrinted: "│ it has begun")
    let child = try #require(Int32(desk.read("process.txt").dropLast()))
    kill(first.processIdentifier, SIGKILL)
    kill(-child, SIGKILL)
    first.waitUntilExit()

    let resumed = try desk.tocsin("resume", "--no-wait")
    let status = try desk.tocsin("show", "--format", "json")
    let answered = try desk.tocsin("answer", try incident(desk), "done")
    let finished = try desk.tocsin("resume", "--no-wait")

    #expect(resumed.code == 3)
    #expect(resumed.output.contains("OUTCOME UNKNOWN"))
    #expect(status.output.contains("outcome-unknown"))
    #expect(answered.code == 0, "\(answered.errors)")
    #expect(finished.code == 0, "\(finished.output)\(finished.errors)")
    #expect(desk.read("begun.txt") == "begun\n")
  }

  @Test(arguments: [
    ["run", "missing.md"], ["show", "nothing"], ["resume"], ["run", "plain.md", "--input", "x"],
    ["note", "nothing", "text"],
  ])
  func `bad input gets a sentence and a non-zero exit code`(arguments: [String]) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write("# Plain\n\n## Steps\n\n1. Look\n", to: "plain.md")

    let outcome = try desk.tocsin(arguments)

    #expect(outcome.code == 2)
    #expect(outcome.errors.hasPrefix("tocsin: "))
  }

  @Test func `a plain runbook is walked as a checklist by answers from another terminal`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(
      "# Disk full\n\n## Mitigation\n\nLook at the disk.\n\n```bash\ndf -h\n```\n\nTell the team.\n",
      to: "disk.md"
    )

    let run = try desk.tocsin("run", runbook)
    let first = try desk.tocsin("answer", try incident(desk), "done")
    let second = try desk.tocsin("answer", try incident(desk), "done")
    let status = try desk.tocsin("list")

    #expect(run.code == 3)
    #expect(first.code == 0, "\(first.errors)")
    #expect(second.code == 0, "\(second.errors)")
    #expect(status.output.contains("completed"))
  }

  @Test func `a secret is masked in output, journal and reports`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(
      """
      ---
      runbook: secret
      title: Secret
      secrets:
        TOKEN: { command: "printf canary-%s 4711" }
      ---

      # Secret

      ## Steps

      ### Use it

      - timeout: 10s

      ```sh run
      echo "it is $TOKEN"
      ```
      """,
      to: "secret.md"
    )

    let run = try desk.tocsin("run", runbook, "--auto")
    let report = try desk.tocsin("report")
    let journal = try Data(
      contentsOf: desk.folder.appending(path: "home/journal.sqlite")
    )
    let wal =
      (try? Data(contentsOf: desk.folder.appending(path: "home/journal.sqlite-wal"))) ?? Data()

    #expect(run.code == 0, "\(run.output)\(run.errors)")
    #expect(run.output.contains("it is ••••••"))
    #expect(!run.output.contains("canary-4711"))
    #expect(!report.output.contains("canary-4711"))
    #expect((journal + wal).range(of: Data("canary-4711".utf8)) == nil)
  }

  // MARK: Looking

  private func incident(_ desk: Desk) throws -> String {
    let list = try desk.tocsin("list")
    return String(try #require(list.output.split(separator: " ").first))
  }

  /// Skips the step as soon as its command has ended.
  private func waitUntilStopped(_ desk: Desk) throws -> Desk.Outcome {
    let id = try incident(desk)
    var outcome = try desk.tocsin("skip", id, "--step", "change-it", "--reason", "not needed")
    for _ in 0..<200 where outcome.code != 0 {
      outcome = try desk.tocsin("skip", id, "--step", "change-it", "--reason", "not needed")
    }
    return outcome
  }
}
