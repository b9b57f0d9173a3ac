import Findings
import Phrases
import PlanProof
import Testing

/// A plan that has a fault and a nearly equal one that has not.
struct WayCase: CustomTestStringConvertible, Sendable {
  var code: String
  var place: String
  var bad: String
  var good: String

  var testDescription: String { code }
}

private let command = "```sh run\ntrue\n```"
private let undo = "```sh rollback\ntrue\n```"

private let cases = [
  WayCase(
    code: "unreachable-step",
    place: "sample.md:20:1",
    bad: "### A\n\n- [x](#b)\n- [y](#d)\n\n### B\n\n- next: [D](#d)\n\n### C\n\n### D",
    good: "### A\n\n- [x](#b)\n- [y](#d)\n\n### B\n\n### C\n\n### D"
  ),
  // Nothing in A can fail, so its link is never taken.
  WayCase(
    code: "unreachable-step",
    place: "sample.md:16:1",
    bad: "### A\n\n- on failure: [B](#b)\n- next: [C](#c)\n\n### B\n\n### C",
    good: "### A\n\n- verify: Well?\n- on failure: [B](#b)\n- next: [C](#c)\n\n### B\n\n### C"
  ),
  WayCase(
    code: "endless-loop",
    place: "sample.md:11:1",
    bad: "### A\n\n### B\n\n- next: [A](#a)\n- at most: 3\n\n### C",
    good: "### A\n\n- [Again](#b)\n- [Done](#c)\n\n### B\n\n- next: [A](#a)\n- at most: 3\n\n### C"
  ),
  WayCase(
    code: "unbounded-loop",
    place: "sample.md:15:3",
    bad: "### A\n\n### B\n\n- [Again](#a)\n- [Done](#c)\n\n### C",
    good: "### A\n\n### B\n\n- at most: 3\n- [Again](#a)\n- [Done](#c)\n\n### C"
  ),
  WayCase(
    code: "idle-rollback",
    place: "sample.md:13:3",
    bad:
      "### A\n\n- on failure: rollback\n- timeout: 1m\n\n\(command)\n\n### B\n\n\(command)\n\n\(undo)",
    good: "### B\n\n\(command)\n\n\(undo)\n\n### A\n\n- on failure: rollback\n\n\(command)"
  ),
  WayCase(
    code: "short-deadline",
    place: "sample.md:13:3",
    bad: "### A\n\n- deadline: 5m\n\n#### A1\n\n- wait: 3m\n\n#### A2\n\n- wait: 3m",
    good: "### A\n\n- deadline: 6m\n\n#### A1\n\n- wait: 3m\n\n#### A2\n\n- wait: 3m"
  ),
  WayCase(
    code: "short-deadline",
    place: "sample.md:13:3",
    bad: "### A\n\n- deadline: 10m\n- approve: lead, within 10m\n- timeout: 1m\n\n\(command)",
    good: "### A\n\n- deadline: 11m\n- approve: lead, within 10m\n- timeout: 1m\n\n\(command)"
  ),
]

@Test(arguments: cases)
func `a fault of the ways is found where it is, and only there`(sample: WayCase) throws {
  let bad = try Proved.proof(Proved.runbook(sample.bad))
  let good = try Proved.proof(Proved.runbook(sample.good))

  #expect(bad.faults.filter { $0.hasPrefix(sample.code) } == ["\(sample.code) \(sample.place)"])
  #expect(good.faults.filter { $0.hasPrefix(sample.code) } == [])
}

@Test func `the end of a called runbook goes on with its caller`() throws {
  let called = Proved.runbook(
    "### X\n\n- [Enough](#y)\n- [More](#z)\n\n### Y\n\n- next: end\n\n### Z\n\n- next: end"
  )

  let proof = try Proved.proof(
    Proved.runbook("### A\n\n- run: [Called](called.md)\n\n### B"),
    others: ["called.md": called]
  )

  #expect(proof.faults == [])
}

@Test func `a witness is the shortest way`() throws {
  let steps = """
    ### A

    - [Long](#b)
    - [Short](#c)

    ### B

    ### C

    - deadline: 1m
    - wait: 2m
    """

  let found = try Proved.proof(Proved.runbook(steps)).findings("short-deadline")

  let notes = found.flatMap(\.notes).map { $0.message.text(.english) }
  #expect(notes == ["The shortest way there: A —Short→ C"])
}

@Test func `what only a run can tell is named and is no fault`() throws {
  let steps = """
    ### A

    - timeout: 1m
    - [Up](#c) when: exit == 0
    - [Down](#b) when: otherwise

    ```sh check
    true
    ```

    ### B

    - role: astronaut

    ### C
    """

  let proof = try Proved.proof(Proved.runbook(steps))

  let codes = proof.files.flatMap(\.findings).map(\.code)
  #expect(codes.sorted() == ["undecided-condition", "undecided-role"])
  #expect(!proof.hasFaults)
}

@Test func `a plan without a policy leaves its bad ends to nobody`() throws {
  let silent = Proved.soundConfiguration
    .replacing("default-policy: usual\n", with: "")
    .replacing(
      "  usual:\n",
      with:
        "  other: { levels: [{ call: [person:amal], wait: 5m }], last-resort: [person:amal, person:bo] }\n  usual:\n"
    )
  let steps = "### A\n\n- on failure: abort\n- timeout: 1m\n\n\(command)"

  let open = try Proved.proof(Proved.runbook(steps, head: "owner: me"), with: silent)
  let known = try Proved.proof(Proved.runbook(steps), with: silent)
  let unknown = try Proved.proof(Proved.runbook(steps, head: "escalation: usuel"))

  #expect(open.faults == ["open-end sample.md:13:3"])
  #expect(known.faults == [])
  #expect(unknown.faults == ["unknown-policy sample.md:4:1"])
}

@Test func `when people are called first is not decided where only a default policy is there`()
  throws
{
  let steps = "### A\n\n- on failure: abort\n- timeout: 1m\n\n\(command)"

  let implied = try Proved.proof(Proved.runbook(steps, head: "owner: me"))
  let named = try Proved.proof(Proved.runbook(steps))

  #expect(implied.files.flatMap(\.findings).map(\.code) == ["undecided-first-call"])
  #expect(named.files.flatMap(\.findings) == [])
}

@Test func `prose is walked as it is and named`() throws {
  let proof = try Proved.proof("# Disk full\n\n## Steps\n\n1. Look\n2. Tell\n")

  #expect(proof.files.flatMap(\.findings).map(\.code) == ["undecided-prose"])
}
