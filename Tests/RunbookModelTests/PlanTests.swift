import Findings
import Phrases
import RunbookModel
import TestSupport
import Testing

@Suite struct PlanTests {
  static let sample = """
    ---
    runbook: switch-database
    title: Switch the "orders" database to its replica
    severity: sev1
    owner: dba
    reviewed: 2026-10-01
    inputs:
      replica: { description: Host to promote, required: true, pattern: '^[a-z0-9.-]+$' }
      reason: { default: unreachable, choices: [unreachable, corrupt] }
    secrets:
      PGPASSWORD: { env: PGPASSWORD }
      TOKEN: { ask: true }
    roles: { dba: [alice, bob], ic: [carol, dave], desk: [] }
    ---

    # Switch

    ## Preconditions

    - [ ] You are in the incident channel
    - [ ] 已通知值班领导

    ## Steps

    ### Check replication lag

    - role: dba
    - timeout: 30s
    - retry: 3 every 5s
    - capture: lag
    - on failure: [Call the vendor](#call-the-vendor)

    ```bash check
    psql -h "$replica" -Atc 'select 1'
    echo "a very long line that says a lot more than anybody would want to read in a plan at all"
    ```

    - [Lag is too high; `wait`](#wait-for-it) when: exit == 0 and $lag > 30
    - [Fine](#promote) when: otherwise

    ### Wait for it

    - wait: 5m
    - at most: 3
    - next: [Check again](#check-replication-lag)

    ### Promote

    - role: dba
    - approve: 2 of ic, not the runner, within 10m else abort
    - deadline: 15m
    - timeout: 1m
    - idempotent: no
    - auto: no
    - evidence: text, name of the new primary
    - escalate: after 10m
    - notify: sms role:ic, webhook status-page

    ```bash run
    pg_ctl promote -D "$PGDATA"
    ```

    ```bash rollback
    ./rejoin-as-replica.sh "$replica" "$reason"
    ```

    ### 通知各方

    - role: dba
    - parallel: 2
    - verify: 是否都已知晓？

    #### 通知 "业务" 部门

    #### Tell the desk #1

    - optional: yes

    ### Check everything

    #### Applications

    - role: dba

    Look at each of them.

    - [ ] portal
      - [ ] login

    #### Decide

    - role: dba
    - [Done](#update-dns)
    - [Not done](#call-the-vendor)

    ### Update DNS

    - run: [DNS failover](../dns/failover.md) with zone=db, host=$replica

    ### Done

    - next: end

    ### Call the vendor

    Call them.
    """

  static func graph() throws -> StepGraph {
    try #require(Checked.graph(sample))
  }

  @Test(arguments: Language.allCases)
  func `people read numbers, who, when and where to`(language: Language) throws {
    let text = PlanText(language: language, columns: 80).text(try Self.graph())

    try Golden.expect(text, is: "plan.\(language.rawValue).txt")
    #expect(text.split(separator: "\n").allSatisfy { DisplayWidth.width(of: $0) <= 80 })
  }

  @Test(arguments: Language.allCases)
  func `GitHub draws Mermaid`(language: Language) throws {
    let text = PlanMermaid(language: language).text(try Self.graph())

    try Golden.expect(text, is: "mermaid.\(language.rawValue).txt")
  }

  @Test func `Graphviz draws dot`() throws {
    try Golden.expect(PlanDot(language: .english).text(try Self.graph()), is: "dot.en.txt")
  }

  @Test func `programs read JSON`() throws {
    try Golden.expect(PlanJSON.text(try Self.graph()), is: "json.txt")
  }

  @Test func `the sample itself breaks no rule`() {
    let findings = Checked.findings(Self.sample, exists: { _ in true })

    #expect(findings.map { "\($0.position.line) \($0.code)" } == [])
  }

  @Test func `labels cannot break out of a drawing`() throws {
    let text = Checked.authored("### \"]; click me <script> `x` #quot; %%{init}%% | end\n\nText.")
    let graph = try #require(Checked.graph(text))

    let mermaid = PlanMermaid(language: .english).text(graph)
    let dot = PlanDot(language: .english).text(graph)

    let label = try #require(mermaid.split(separator: "\n").first { $0.contains("step0(") })
    #expect(label.filter { $0 == "\"" }.count == 2)
    #expect(!label.contains("<script") && !label.contains("%%") && !label.contains("`"))
    #expect(dot.contains("\\\"]; click me"))
  }
}

@Suite struct EdgeTests {
  @Test(arguments: [
    ("### A\n\n### B", ["a→b sequence", "b→end sequence"]),
    (
      "### A\n\n- [x](#c)\n- [y](#b)\n\n### B\n\n- next: end\n\n### C",
      ["a→c choice", "a→b choice", "b→end next", "c→end sequence"]
    ),
    (
      "### P\n\n#### A\n\n#### B\n\n### C",
      ["p→a enter", "a→b sequence", "b→c sequence", "c→end sequence"]
    ),
    (
      "### P\n\n- verify: Up?\n\n#### A\n\n##### D\n\n### C",
      ["p→a enter", "p→c sequence", "a→d enter", "d→p back", "c→end sequence"]
    ),
    (
      "### P\n\n- parallel: yes\n\n#### A\n\n#### B\n\n### C",
      ["p→a fork", "p→b fork", "p→c sequence", "a→p back", "b→p back", "c→end sequence"]
    ),
    (
      "### A\n\n- on failure: [C](#c)\n\n```sh check\ntrue\n```\n\n### B\n\n### C",
      ["a→b sequence", "a→c failure", "b→c sequence", "c→end sequence"]
    ),
  ])
  func `edges are the ways that a run can take`(steps: String, expected: [String]) throws {
    let graph = try #require(Checked.graph(Checked.authored(steps)))

    let edges = graph.edges.map { edge in
      let to =
        switch edge.to {
        case .end: "end"
        case .node(let index): graph.nodes[index].step.id.text
        }
      let kind = if case .choice = edge.kind { "choice" } else { "\(edge.kind)" }
      return "\(graph.nodes[edge.from].step.id.text)→\(to) \(kind)"
    }

    #expect(edges == expected)
  }
}
