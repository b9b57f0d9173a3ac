import Foundation
import Testing

/// A runbook that calls another one: what it gets, what it gives, and what its failure does.
struct CallTests {
  private func caller(_ call: String, after: String = "") -> String {
    """
    ---
    runbook: caller
    title: Caller
    inputs:
      zone: { description: Zone, default: north }
    ---

    # Caller

    ## Steps

    ### Before

    - auto: yes
    - timeout: 10s

    ```sh run
    echo "before $zone" >> trace.txt
    ```

    ```sh rollback
    echo "undo before" >> trace.txt
    ```

    ### Call it

    - run: \(call)
    \(after)

    ### After

    - auto: yes
    - timeout: 10s

    ```sh run
    echo "after zone=$zone found=${found-unset}" >> trace.txt
    ```
    """
  }

  private func called(_ second: String = "echo done >> trace.txt", onFailure: String = "") -> String
  {
    """
    ---
    runbook: called
    title: Called
    inputs:
      host: { description: Host, required: true }
      zone: { description: Zone, default: south }
    ---

    # Called

    ## Steps

    ### Find

    - auto: yes
    - timeout: 10s
    - capture: found

    ```sh run
    echo "node of $host"
    ```

    ```sh rollback
    echo "undo find $found" >> trace.txt
    ```

    ### Use

    - auto: yes
    - timeout: 10s
    \(onFailure)

    ```sh run
    echo "use <$found> in $zone" >> trace.txt
    \(second)
    ```

    ```sh rollback
    echo "undo use" >> trace.txt
    ```
    """
  }

  @Test func `a called runbook gets its inputs, keeps its own names, and the caller goes on`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(called(), to: "called.md")
    let runbook = try desk.write(
      caller("[Called](called.md) with host=db1, zone=east"),
      to: "caller.md"
    )

    let run = try desk.tocsin("run", runbook, "--auto", "--no-wait", "--input", "zone=west")

    #expect(run.code == 0, "\(run.output)\(run.errors)")
    #expect(
      desk.read("trace.txt") == """
        before west
        use <node of db1> in east
        done
        after zone=west found=unset

        """
    )
  }

  @Test func `a value for a called runbook may be a variable of the caller`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(called(), to: "called.md")
    let runbook = try desk.write(caller("[Called](called.md) with host=$zone"), to: "caller.md")

    let run = try desk.tocsin("run", runbook, "--auto", "--no-wait", "--input", "zone=west")

    #expect(run.code == 0, "\(run.output)\(run.errors)")
    #expect(desk.read("trace.txt").contains("use <node of west> in south\n"))
  }

  @Test(arguments: [("en", "host"), ("zh", "host")])
  func `a called runbook that lacks an input is refused before the first step`(
    language: String,
    name: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(called(), to: "called.md")
    let runbook = try desk.write(caller("[Called](called.md)"), to: "caller.md")

    let run = try desk.tocsin("run", runbook, "--auto", "--no-wait", "--lang", language)

    #expect(run.code == 2, "\(run.output)")
    #expect(run.errors.contains(name), "\(run.errors)")
    #expect(run.errors.contains("caller.md:"), "\(run.errors)")
    #expect(desk.read("trace.txt") == "")
    #expect(!(try desk.tocsin("list").output.contains("Caller")))
  }

  @Test func `a failure in a called runbook stops the run there, and a retry goes on`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(called("[ -e mended ]"), to: "called.md")
    let runbook = try desk.write(caller("[Called](called.md) with host=db1"), to: "caller.md")

    let run = try desk.tocsin("run", runbook, "--auto", "--no-wait")
    let list = try desk.tocsin("list")
    let incident = String(try #require(list.output.split(separator: " ").first))
    try desk.touch("mended")
    let retry = try desk.tocsin("retry", incident)
    let resumed = try desk.tocsin("resume", "--no-wait")

    #expect(run.code == 3, "\(run.output)")
    #expect(retry.code == 0, "\(retry.errors)")
    #expect(resumed.code == 0, "\(resumed.output)\(resumed.errors)")
    #expect(
      desk.read("trace.txt") == """
        before north
        use <node of db1> in south
        use <node of db1> in south
        after zone=north found=unset

        """
    )
  }

  @Test func `an abort inside a called runbook undoes everything, the last step first`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(called("false"), to: "called.md")
    let runbook = try desk.write(caller("[Called](called.md) with host=db1"), to: "caller.md")
    _ = try desk.tocsin("run", runbook, "--auto", "--no-wait")
    let list = try desk.tocsin("list")
    let incident = String(try #require(list.output.split(separator: " ").first))

    let abort = try desk.tocsin("abort", incident, "--reason", "no use", "--rollback")
    let resumed = try desk.tocsin("resume", "--no-wait")

    #expect(abort.code == 0, "\(abort.errors)")
    #expect(resumed.code == 1, "\(resumed.output)\(resumed.errors)")
    #expect(resumed.output.contains("ABORTED"), "\(resumed.output)")
    #expect(
      desk.read("trace.txt") == """
        before north
        use <node of db1> in south
        undo find node of db1
        undo before

        """
    )
  }

  @Test func `a called step that rolls back on failure undoes the caller's steps as well`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(called("false", onFailure: "- on failure: rollback"), to: "called.md")
    let runbook = try desk.write(caller("[Called](called.md) with host=db1"), to: "caller.md")

    let run = try desk.tocsin("run", runbook, "--auto", "--no-wait")

    #expect(run.code == 1, "\(run.output)")
    #expect(
      desk.read("trace.txt").split(separator: "\n").suffix(2) == [
        "undo find node of db1", "undo before",
      ]
    )
  }
}
