import Foundation
import Testing

/// A small outage that is over: a decision, a retried command, an approval, evidence, a note.
enum Portal {
  static let runbook = """
    ---
    runbook: portal
    title: 门户不可用 <portal> & "co"
    severity: sev2
    owner: platform
    inputs:
      host: { description: Host, default: web-1 }
    roles:
      ic: [li, mei]
    ---

    # Portal

    ## Steps

    ### Does it answer?

    - timeout: 10s

    ```sh check
    test -e up
    ```

    - [No](#restart-it) when: exit != 0
    - [Yes](#say-so) when: otherwise

    ### Restart it

    - approve: ic, within 10m else abort
    - timeout: 10s
    - retry: 1 every 1ms
    - idempotent: yes

    ```sh run
    echo "restarting $host <b>now</b> | pipe"
    echo \(String(repeating: "long-word-without-a-space-", count: 20))
    test -e tried || { touch tried; exit 3; }
    touch up
    ```

    ### Clear the cache

    - role: ic
    - optional: yes

    Only when it is slow.

    ### Say so

    - role: ic
    - evidence: text, who took the call

    """

  /// A desk with that outage, over, and its id: a copy of one that was run once.
  static func outage() throws -> (desk: Desk, incident: String) {
    let (model, incident) = try model.get()
    let desk = try Desk()
    try FileManager.default.removeItem(at: desk.folder)
    try FileManager.default.copyItem(at: model, to: desk.folder)
    return (desk, incident)
  }

  private static let model = Result { try run() }

  private static func run() throws -> (folder: URL, incident: String) {
    let desk = try Desk()
    _ = try desk.write(runbook, to: "portal.md")
    let run = try desk.tocsin(
      "run",
      "portal.md",
      "--auto",
      "--no-wait",
      "--answer",
      "restart-it=approve"
    )
    try #require(run.code == 3, "\(run.output)\(run.errors)")
    let incident = String(try desk.tocsin("list").output.prefix { $0 != " " })
    let steps = [
      ["ack", incident], ["note", incident, "=看到 500 错误,\"quoted\"\nsecond line"],
      ["skip", incident, "--step", "clear-the-cache", "--reason", "it is quick"],
      ["answer", incident, "mei took the call"], ["resolve", incident],
    ]
    for step in steps {
      let outcome = try desk.tocsin(step, as: "mei")
      try #require(outcome.code == 0, "\(step): \(outcome.output)\(outcome.errors)")
    }
    atexit {
      if case .success(let (folder, _)) = Portal.model {
        try? FileManager.default.removeItem(at: folder)
      }
    }
    return (desk.folder, incident)
  }
}
