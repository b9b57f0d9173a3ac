import Foundation
import Testing

/// A desk with people to call and a fake gateway that takes what is sent to them.
struct CallDesk {
  let desk: Desk
  let gateway: Companion
  let port: String

  static let runbook = """
    ---
    runbook: portal
    title: Portal is down
    severity: sev2
    ---

    # Portal is down

    ## Steps

    ### Look at the portal

    - verify: Does the portal answer again?
    """

  /// The wait of a level that no test lives to see the end of.
  static let long = "10m"

  init(_ options: String...) throws { try self.init(options) }

  init(_ options: [String]) throws {
    desk = try Desk()
    gateway = try Companion(
      Self.program("fake-gateway"),
      ["--port", "0"] + options,
      environment: desk.environment(of: "gateway"),
      folder: desk.folder
    )
    try gateway.wait(for: "listening on ")
    try gateway.wait(for: "\n")
    port = try #require(gateway.text.split(separator: "\n").first?.split(separator: ":").last)
      .description
    _ = try desk.write(Self.runbook, to: "portal.md")
  }

  static func program(_ name: String) -> URL {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: name)
  }

  func remove() throws {
    _ = try gateway.end()
    desk.remove()
  }

  /// Writes a configuration: three people, called one after the other, after waits of that length.
  func configure(
    waits: [String],
    contacts: String = "{ notifier: sms, address: ADDRESS }",
    first: String = "li",
    settings: String = "",
    notifiers: String = "",
    rest: String = ""
  ) throws {
    let people = [("li", "1"), ("wang", "2"), ("zhao", "3")].map { name, number in
      """
        \(name):
          name: \(name.capitalized)
          contacts: [\(contacts.replacing("ADDRESS", with: "\"+44770090010\(number)\""))]
      """
    }
    let levels = zip([first, "wang", "zhao"], waits).map { name, wait in
      "      - { call: [person:\(name)], wait: \(wait) }"
    }
    _ = try desk.write(
      """
      version: 1
      time-zone: UTC
      people:
      \(people.joined(separator: "\n"))
      notifiers:
        sms:
          card: sms-gateway
          parameters: { url: "http://127.0.0.1:\(port)/sms" }
          \(settings)
      \(notifiers)
      default-policy: ladder
      policies:
        ladder:
          levels:
      \(levels.joined(separator: "\n"))
          last-resort: [person:zhao]
      \(rest)

      """,
      to: "calls.yaml"
    )
  }

  /// A `tocsin` beside the test.
  func start(_ arguments: String..., as name: String = "li") throws -> Companion {
    try Companion(
      desk.program,
      arguments,
      environment: desk.environment(of: name).merging(environment) { $1 },
      folder: desk.folder
    )
  }

  /// A run that waits for a person, with an engine of its own.
  func startRun() throws -> Companion {
    try start("run", "portal.md", "--auto", "--config", "calls.yaml")
  }

  /// An incident that waits for a person and that no process carries.
  func leaveIncident() throws {
    #expect(try desk.tocsin("run", "portal.md", "--auto", "--no-wait").code == 3)
  }

  func startEngine() throws -> Companion {
    try start("engine", "--config", "calls.yaml")
  }

  private var environment: [String: String] {
    ["TOCSIN_NOTIFIERS": Desk.package.appending(path: "notifiers").path]
  }

  /// The last digits of the addresses that messages went to.
  var called: [String] {
    gateway.text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "+44770090010", maxSplits: 1)
      return parts.count == 2 ? String(parts[1].prefix(1)) : nil
    }
  }

  /// Waits until an event of that kind is in the journal.
  func wait(until kind: String) throws {
    let end = Date(timeIntervalSinceNow: Companion.patienceSeconds)
    while try !kinds().contains(kind) {
      try #require(Date() < end, "no \(kind) was written")
    }
  }

  /// The kinds of the events of an incident, the only one without a name.
  func kinds(_ incident: String? = nil) throws -> [String] {
    let arguments = ["timeline"] + (incident.map { [$0] } ?? []) + ["--format", "csv", "--all"]
    let lines = try desk.tocsin(arguments).output.split(whereSeparator: \.isNewline)
    return lines.dropFirst().compactMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return cells.count > 10 ? String(cells[10]) : nil
    }
  }
}
