import ConfigurationReader
import Findings
import Foundation
import Phrases
import Rehearsals
import RunbookModel
import Testing

@Suite struct ScenarioReaderTests {
  private func findings(
    _ text: String,
    plan: String = Desk.plan,
    configuration: String = Desk.config
  ) throws -> [String] {
    let surroundings = ScenarioReader.Surroundings(
      graph: try Desk.graph(text: plan),
      configuration: try Desk.configuration(Array(configuration.utf8))
    )
    return ScenarioReader.read(Array(text.utf8), surroundings).findings.map { finding in
      "\(finding.position.line):\(finding.position.column) \(finding.code) "
        + finding.remedy.text(.english)
    }
  }

  @Test(arguments: [
    ("poeple: {}", "1:1 config-misspelt-key Write `people`."),
    ("people: { zoe: never }", "1:11 scenario-unknown-name Use one of: ann, bob, cid."),
    ("people: { annn: never }", "1:11 scenario-misspelt-name Write `ann`."),
    ("at: 2026-13-01", "1:5 scenario-bad-time Write it like `at: 2026-10-02T03:00`."),
    (
      "notifiers: { main: down from 20m to 10m }",
      "1:20 scenario-bad-time Write it like `main: down from 0m to 20m`."
    ),
    ("steps: { mend-itt: fails }", "1:10 scenario-misspelt-step Write `mend-it`."),
    (
      "steps: { nothing-of-the-kind: fails }",
      "1:10 scenario-unknown-step Use a step's name, number or title; `tocsin plan` lists them."
    ),
    (
      "steps: { say-so: fails }",
      "1:18 scenario-no-command Leave it out, or write `answer:` for what a person says there."
    ),
    (
      "steps: { is-it-well: { answer: It iss } }", "1:32 scenario-unknown-answer Use one of: It is."
    ),
    ("inputs: { x: 1 }", "1:11 scenario-unknown-input Use one of: —."),
    ("seed: many", "1:7 config-bad-value Write it like `seed: 7`."),
    (
      "people: [a",
      "2:1 config-yaml Check the indentation and the quotes here and on the line above."
    ),
  ])
  func `what is wrong is said with its place and what to write`(
    text: String,
    finding: String
  ) throws {
    #expect(try findings(text) == [finding])
  }

  @Test(arguments: [
    ("people: { 李玮: never }", "1:11 scenario-misspelt-name Write `李伟`."),
    ("people: { 王小方: never }", "1:11 scenario-misspelt-name Write `王小芳`."),
    ("people: { 其它人: never }", "1:11 scenario-misspelt-name Write `其他人`."),
    ("people: { 赵六: never }", "1:11 scenario-unknown-name Use one of: ann, bob, cid, dan."),
    // Two people are as near, so neither is suggested.
    ("people: { 陈静: never }", "1:11 scenario-unknown-name Use one of: ann, bob, cid, dan."),
    ("started-by: 李玮", "1:13 scenario-misspelt-name Write `李伟`."),
    ("notifiers: { 短息: down }", "1:14 scenario-misspelt-name Write `短信`."),
    ("steps: { 重起服务: fails }", "1:10 scenario-misspelt-step Write `重启服务`."),
    ("expect: [值班租 在 5m 内响应]", "1:10 scenario-misspelt-name Write `值班组`."),
    (
      "steps: { 重启服务: { answer: 己完成 } }",
      "1:26 scenario-unknown-answer Use one of: 已完成."
    ),
  ])
  func `a misspelt Chinese name gets the right one`(text: String, finding: String) throws {
    let configuration = Desk.config
      .replacing("name: Ann,", with: "name: 李伟,")
      .replacing("name: Bob,", with: "name: 王小芳,")
      .replacing("name: Cid,", with: "name: 陈晶,")
      .replacing(
        "roles:\n",
        with: """
            dan: { name: 陈敬, contacts: [{ notifier: sms, address: "+447700900104" }] }
          teams:
            ops: { name: 值班组, members: [ann, bob] }
          roles:

          """
      )
      .replacing("main:", with: "短信:").replacing("[main]", with: "[短信]")
    let plan = """
      ---
      runbook: plan
      title: Plan
      ---

      # Plan

      ## Steps

      ### 重启服务

      - timeout: 10s

      ```sh run
      true
      ```

      - [已完成](#其他)
      - [未完成](#其他)

      ### 其他
      """

    #expect(try findings(text, plan: plan, configuration: configuration) == [finding])
  }

  @Test func `an expectation that is not known gets the list of those that are`() throws {
    let found = try findings("expect: [a humn within 15m]")

    #expect(found.count == 1)
    #expect(
      found[0].hasPrefix("1:10 scenario-unknown-expectation Write one of: `a human within {time}`")
    )
    for sentence in ScenarioReader.expectations(.english) {
      #expect(found[0].contains("`\(sentence)`"))
    }
  }

  @Test func `a sentence that is not known gets the list of those that are`() throws {
    let found = try findings("people: { ann: sleeps }")

    #expect(found[0].hasPrefix("1:16 scenario-unknown-sentence Write one of: `answers after"))
  }

  @Test(arguments: ["", "people:", "expect: []", "title: x", "# nothing"])
  func `a scenario may say nothing`(text: String) throws {
    #expect(try findings(text) == [])
  }

  @Test(arguments: ScenarioReader.keys.map(\.name))
  func `the schema for editors has the keys that are read, and the page explains them`(
    name: String
  ) throws {
    let keys = try #require(ScenarioReader.keys.first { $0.name == name }).keys
    let data = try Data(Desk.bytes("docs/schema/scenario.schema.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let page = String(decoding: try Desk.bytes("docs/rehearsal.md"), as: UTF8.self)

    let object =
      name == "document" ? json : (json["$defs"] as? [String: Any])?[name] as? [String: Any]

    let properties = try #require(object?["properties"] as? [String: Any])
    #expect(properties.keys.sorted() == keys.sorted())
    #expect(keys.filter { !page.contains("`\($0)`") } == [])
  }

  @Test func `every rule and every sentence is in the page about rehearsals`() throws {
    let page = String(decoding: try Desk.bytes("docs/rehearsal.md"), as: UTF8.self)

    let codes = ScenarioReader.rules.map(\.code).filter { $0.hasPrefix("scenario-") }
    let sentences = Language.allCases.flatMap { ScenarioReader.expectations($0) }

    #expect(codes.filter { !page.contains("`\($0)`") } == [])
    #expect(sentences.filter { !page.contains("`\($0)`") } == [])
  }
}
