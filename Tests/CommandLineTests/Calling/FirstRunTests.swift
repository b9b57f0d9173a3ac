import Foundation
import Testing

/// What `make run` does once everything is built: `scripts/first-run` at a terminal.
struct FirstRunTests {
  /// The people of the example, with less patience, beside everything else that the script reads.
  private func prepare(_ desk: Desk) throws {
    let files = FileManager.default
    let example = desk.folder.appending(path: "examples/first-run")
    try files.createDirectory(at: example, withIntermediateDirectories: true)
    let text = try String(
      contentsOf: Desk.package.appending(path: "examples/first-run/tocsin.yaml"),
      encoding: .utf8
    )
    try #require(text.contains("wait: 30s"))
    // The last wait is the lead's as well, who is given time to take it.
    let last = try #require(text.range(of: "wait: 30s", options: .backwards))
    try text.replacingCharacters(in: last, with: "wait: 6s")
      .replacing("wait: 30s", with: "wait: 2s")
      .write(to: example.appending(path: "tocsin.yaml"), atomically: true, encoding: .utf8)
    try files.createSymbolicLink(
      at: desk.folder.appending(path: "notifiers"),
      withDestinationURL: Desk.package.appending(path: "notifiers")
    )
    _ = try desk.write(
      """
      ---
      runbook: demo
      title: Demo
      escalation: duty
      ---

      # Demo

      ## Steps

      ### Look at it

      - verify: Is it well?
      - escalate: after 1s
      """,
      to: "demo.md"
    )
  }

  private func sit(at desk: Desk, locale: String) throws -> PseudoTerminal {
    try PseudoTerminal(
      [
        Desk.package.appending(path: "scripts/first-run").path, desk.program.path,
        CallDesk.program("fake-gateway").path, "demo.md",
      ],
      environment: desk.environment(of: "li").merging(["TERM": "xterm", "LANG": locale]) { $1 },
      folder: desk.folder.path,
      columns: 100
    )
  }

  /// The last digits of the numbers that stand in the gateway's lines, in order.
  private func called(_ lines: [String]) -> [Character] {
    lines.filter { $0.contains("  sms  202  ") }
      .compactMap { $0.split(separator: "+44770090020").last?.first }
  }

  @Test(arguments: ["C.UTF-8", "zh_CN.UTF-8"])
  func `who does not answer sees duty, backup and lead called, until somebody takes it`(
    locale: String
  ) throws {
    let isChinese = locale.hasPrefix("zh")
    let desk = try Desk()
    defer { desk.remove() }
    try prepare(desk)

    let terminal = try sit(at: desk, locale: locale)
    try terminal.waitUntilAsked("Is it well?")
    try terminal.wait(for: "陈宇")
    let taken = try desk.tocsin("ack", as: "chen-yu")
    try terminal.answer("y", at: "Is it well?")
    try terminal.goOn(at: isChinese ? "事件已经解决了吗？" : "Is the incident resolved?")
    let end = try terminal.waitUntilEnded()

    #expect(taken.code == 0, "\(taken.errors)")
    #expect(end == .exited(0))
    let heading = isChinese ? "模拟网关收到的消息：" : "Messages that the fake gateway took:"
    let lines = terminal.screen.lines
    let start = try #require(lines.firstIndex(of: heading), "\(terminal.screen.text)")
    let order = called(Array(lines[start...]))
    #expect(order == ["1", "2", "3"] || order == ["2", "1", "3"], "\(terminal.screen.text)")
    let left = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
    #expect(left.filter { $0.hasPrefix("tocsin-gateway") } == [])
    let timeline = try desk.tocsin("timeline").output
    for name in ["Amal Haddad", "Bo Lindqvist", "陈宇"] {
      #expect(timeline.contains(name), "\(timeline)")
    }
    #expect(try desk.tocsin("report").output.contains("chen-yu"))
  }
}
