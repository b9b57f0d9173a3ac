import Foundation
import Testing

/// `tocsin notify check` with the real program.
struct NotifyCheckTests {
  @Test(arguments: ["en", "zh"])
  func `the example and the shipped cards are clean`(language: String) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let example = Desk.package.appending(path: "examples/tocsin.yaml").path

    let check = try desk.tocsin("notify", "check", "--config", example, "--lang", language)

    #expect(check.code == 0, "\(check.output)\(check.errors)")
    #expect(check.output.contains("23"), "\(check.output)")
    #expect(check.errors == "")
  }

  @Test(arguments: [
    (Team.configuration(card: "sms-gatewy"), "config-misspelt-card", 11, "sms-gateway"),
    (Team.configuration(parameters: ", sendr: Ops"), "config-misspelt-setting", 12, "`sender`"),
    (Team.configuration(secrets: "{ tokn: { env: T } }"), "config-misspelt-setting", 13, "token"),
    (Team.configuration(address: "ring me"), "config-address", 8, "`phone`"),
    (
      Team.configuration(card: "kannel", secrets: "{ password: { env: T } }"),
      "config-missing-setting", 11, "username"
    ),
    (
      Team.configuration(card: "kannel", parameters: ", username: ops", secrets: "{}"),
      "config-missing-setting", 11, "password"
    ),
  ])
  func `what a card does not take is found where it stands`(
    configuration: String,
    code: String,
    line: Int,
    says: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(configuration, to: "tocsin.yaml")

    let check = try desk.tocsin("notify", "check")

    #expect(check.code == 1, "\(check.output)\(check.errors)")
    #expect(check.output.contains("[\(code)]"), "\(check.output)")
    #expect(check.output.contains("tocsin.yaml:\(line):"), "\(check.output)")
    #expect(check.output.contains(says), "\(check.output)")
  }

  @Test(arguments: ["text", "json", "sarif", "github"], ["en", "zh"])
  func `a bad card is reported in every format and language`(
    format: String,
    language: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write("notifier: mine\nkind: pigeon\n", to: "mine.yaml")

    let check = try desk.tocsin(
      ["notify", "check", "mine.yaml", "--format", format, "--lang", language]
    )

    #expect(check.code == 1, "\(check.output)\(check.errors)")
    #expect(check.output.contains("card-value"), "\(check.output)")
    if format == "json" || format == "sarif" {
      _ = try JSONSerialization.jsonObject(with: Data(check.output.utf8))
    }
    if format == "text" { #expect(check.output.contains(language == "zh" ? "取值" : "value")) }
  }

  @Test func `a card beside the configuration takes the place of a shipped one`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Team.configuration(), to: "tocsin.yaml")
    try FileManager.default.createDirectory(
      at: desk.folder.appending(path: "notifiers"),
      withIntermediateDirectories: true
    )
    _ = try desk.write("notifier: sms-gateway\n", to: "notifiers/sms-gateway.yaml")

    let check = try desk.tocsin("notify", "check")

    #expect(check.code == 1)
    #expect(check.output.contains("[card-missing-key]"), "\(check.output)")
    #expect(check.output.contains("notifiers/sms-gateway.yaml:1:1: "), "\(check.output)")
  }

  @Test func `every code that cards are reported with has a rule`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write("notifier: mine\n", to: "mine.yaml")
    let rules = try String(
      contentsOf: Desk.package.appending(
        path: "Sources/NotifierCards/Reading/CardRules.swift"
      ),
      encoding: .utf8
    )
    let codes = Set(rules.matches(of: /"(card-[a-z-]+)"/).map { String($0.1) })

    let check = try desk.tocsin("notify", "check", "mine.yaml", "--format", "sarif")

    #expect(codes.count > 15)
    #expect(codes.sorted().filter { !check.output.contains("\"id\": \"\($0)\"") } == [])
  }

  @Test(arguments: [["missing.yaml"], ["--config", "missing.yaml"], ["."]])
  func `what cannot be checked is said`(arguments: [String]) throws {
    let desk = try Desk()
    defer { desk.remove() }

    let check = try desk.tocsin(["notify", "check"] + arguments)

    #expect(check.code == 2)
    #expect(check.output == "")
    #expect(check.errors.contains(arguments.last ?? ""), "\(check.errors)")
  }
}
