import Testing

/// The exit codes of `docs/operations.md`.
struct ExitCodeTests {
  private func runbook(_ steps: String) -> String {
    "---\nrunbook: codes\ntitle: Codes\nroles:\n  ic: [mei]\n---\n\n## Steps\n\n\(steps)\n"
  }

  @Test(arguments: [
    ("### One\n\n```sh run timeout=5s\ntrue\n```", Int32(0)),
    ("### One\n\n- on failure: abort\n\n```sh run timeout=5s\nfalse\n```", 1),
    ("### One\n\n- timeout: 5\n\n```sh run\ntrue\n```", 2),
    ("### One\n\n- role: ic\n", 3),
    ("### One\n\n- approve: ic, not the runner\n\n```sh run timeout=5s\ntrue\n```", 3),
  ])
  func `the exit code of a run says how it stands`(steps: String, code: Int32) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(runbook(steps), to: "codes.md")

    let run = try desk.tocsin("run", "codes.md", "--auto", "--no-wait")
    let closed = try desk.shell("tocsin run codes.md --auto --no-wait <&-")

    #expect(run.code == code, "\(run.output)\(run.errors)")
    #expect(closed.code == code, "\(closed.output)\(closed.errors)")
  }

  @Test func `what is refused says why, with the exit code 1`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let steps = "### One\n\n- approve: ic\n\n```sh run timeout=5s\ntrue\n```"
    _ = try desk.write(runbook(steps), to: "codes.md")
    #expect(try desk.tocsin("run", "codes.md", "--auto", "--no-wait").code == 3)
    let incident = String(try desk.tocsin("list").output.prefix { $0 != " " })

    let stranger = try desk.tocsin("approve", incident, as: "joe")
    let tick = try desk.tocsin("answer", incident, "done", as: "mei")
    let consent = try desk.tocsin("approve", incident, as: "mei")

    #expect(stranger.code == 1)
    #expect(stranger.errors.contains("ic"), "\(stranger.errors)")
    #expect(tick.code != 0 && !tick.errors.isEmpty)
    #expect(consent.code == 0, "\(consent.errors)")
  }

  @Test func `who has a role by tocsin.yaml may approve, and who is refused is told who could`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(
      """
      people: { mei: { name: 梅 }, joe: {} }
      roles: { dba: [mei] }
      """,
      to: "tocsin.yaml"
    )
    let steps = "### One\n\n- approve: dba, not the runner\n\n```sh run timeout=5s\ntrue\n```"
    _ = try desk.write("---\nrunbook: c\ntitle: C\n---\n\n## Steps\n\n\(steps)\n", to: "c.md")
    #expect(try desk.tocsin("run", "c.md", "--auto", "--no-wait").code == 3)
    let incident = String(try desk.tocsin("list").output.prefix { $0 != " " })

    let stranger = try desk.tocsin("approve", incident, as: "joe")
    let consent = try desk.tocsin("approve", incident, as: "梅")

    #expect(stranger.code == 1)
    #expect(stranger.errors.contains("梅"), "\(stranger.errors)")
    #expect(consent.code == 0, "\(consent.errors)")
  }

  @Test(arguments: ["nonsense", "run", "check --format xml x", "run x.md --nonsense", "show --x"])
  func `a wrong command line prints the usage, with the exit code 64`(line: String) throws {
    let desk = try Desk()
    defer { desk.remove() }

    let outcome = try desk.shell("tocsin \(line)")

    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("Usage: tocsin"))
    #expect(outcome.output == "")
  }
}
