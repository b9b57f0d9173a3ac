import Findings
import RunbookModel
import Testing
import Timekeeping

/// The tables and lists of the page about the format: each word in them is one that Tocsin knows.
struct FormatTableTests {
  private static let page = Page(path: "docs/format.md")

  /// A right value for each key of a step, in English and in Chinese.
  private static let values: [String: (english: String, chinese: String)] = [
    "id": ("promote", "promote"),
    "role": ("ic", "ic"),
    "timeout": ("30s", "30 秒"),
    "deadline": ("5m", "5 分钟"),
    "retry": ("3 every 5s", "3 次 每 5 秒"),
    "on failure": ("rollback", "回滚"),
    "approve": (
      "2 of ic, not the runner, within 10m else abort", "2 名 ic，非执行人，10m 内，否则中止"
    ),
    "evidence": ("file, the picture", "文件，the picture"),
    "idempotent": ("yes", "是"),
    "notify": ("sms role:ic, mail", "sms role:ic，mail"),
    "wait": ("1m", "1 分钟"),
    "run": ("[Other](other.md) with zone=db, n=1", "[Other](other.md) 并设 zone=db，n=1"),
    "parallel": ("yes", "是"),
    "verify": ("Is it up?", "Is it up?"),
    "capture": ("lag", "lag"),
    "auto": ("no", "否"),
    "escalate": ("after 15m", "15m 后"),
    "next": ("end", "结束"),
    "at most": ("3", "3 次"),
    "optional": ("yes", "是"),
  ]

  private func step(_ metadata: String) -> (step: Step?, codes: [String]) {
    let reading = ReadRunbook(steps: "### One\n\n\(metadata)\n\nText.\n")
    let wrong = reading.codes.filter { $0 == "unknown-key" || $0.hasPrefix("bad-") }
    return (reading.runbook?.steps.first, wrong)
  }

  @Test(arguments: [("docs/format.md", "## Steps"), ("docs/format.zh.md", "## 步骤")])
  func `every key of a step is read in both languages`(path: String, heading: String) throws {
    let rows = try Page(path: path).table(below: heading)
    let bare = try #require(step("Nothing.").step)

    #expect(rows.map { Page.spans(of: $0[0])[0] }.sorted() == Self.values.keys.sorted())
    for row in rows {
      let key = Page.spans(of: row[0])[0]
      let value = try #require(Self.values[key])
      let english = step("- \(key): \(value.english)")
      let chinese = step("- \(row[1])：\(value.chinese)")
      #expect(english.codes == [] && chinese.codes == [], "\(key)")
      #expect(english.step?.normal == chinese.step?.normal, "\(key)")
      #expect(english.step?.normal != bare.normal, "\(key) changes nothing")
    }
  }

  @Test(arguments: [
    ("on failure", ["stop", "continue", "rollback", "abort"]),
    ("evidence", ["text", "file", "any"]), ("idempotent", ["yes", "no"]),
  ])
  func `the words that a key takes have the Chinese of the table`(
    key: String,
    english: [String]
  )
    throws
  {
    let rows = try Self.page.table(below: "## Steps")
    let row = try #require(rows.first { $0[0] == "`\(key)`" })
    let chinese = try #require(row[2].firstMatch(of: /\((\p{Han}+(?:, \p{Han}+)+)\)/)?.1)
      .split(separator: ", ")

    #expect(Page.spans(of: row[2]).prefix(english.count) == english[...])
    for (word, synonym) in zip(english, chinese) {
      #expect(step("- \(key): \(word)").step?.normal == step("- \(key): \(synonym)").step?.normal)
      #expect(step("- \(key): \(synonym)").codes == [])
    }
    #expect(chinese.count == english.count)
  }

  @Test(arguments: ["升级", "中止", "失败", "跳过"])
  func `what happens to an approval that nobody gave is said in Chinese`(word: String) throws {
    let all = ["升级": "escalate", "中止": "abort", "失败": "fail", "跳过": "skip"]

    let approval = step("- 审批：ic，10m 内，否则\(word)").step?.approval

    #expect(approval?.otherwise.rawValue == all[word])
    #expect(try Self.page.text().contains("(升级, 中止, 失败, 跳过)"))
  }

  @Test func `every duration of the page is one`() throws {
    let text = try Self.page.paragraph("**Durations**")

    let spans = Page.spans(of: text)

    #expect(spans.count == 10)
    #expect(spans.filter { TimeSpan(text: $0) == nil } == [])
  }

  @Test func `every language of the page is run by the program that it names`() throws {
    let text = try Self.page.paragraph("The language chooses the program")
    let list = text.drop { $0 != ":" }.prefix { $0 != "." }

    var count = 0
    for pair in list.split(separator: ";") {
      let sides = pair.split(separator: "→").map { Page.spans(of: String($0)) }
      for language in sides[0] {
        let step = ReadRunbook(steps: "### One\n\n```\(language) run\ntrue\n```\n").runbook?.steps[
          0
        ]
        #expect(step?.commands.first?.interpreter.joined(separator: " ") == sides[1][0])
        count += 1
      }
    }

    #expect(count == 11)
  }

  @Test func `every role of a fence is one`() throws {
    let roles = try Self.page.table(below: "## Commands").map { Page.spans(of: $0[0])[0] }

    for role in roles {
      let fence = "```sh run\ntrue\n```\n\n```sh \(role)\nexit: 0\n```\n"
      #expect(!ReadRunbook(steps: "### One\n\n\(fence)").codes.contains("unknown-role"), "\(role)")
    }

    #expect(Set(roles) == ["run", "check", "until", "rollback", "expect", "output"])
  }

  @Test func `every setting of a fence is one`() throws {
    let text = try Self.page.paragraph("A fence without a role")
    let settings = try #require(text.firstRange(of: "Settings"))
    let spans = Page.spans(of: String(text[settings.lowerBound...]))

    for setting in spans {
      let setting = setting.replacing("FOLDER", with: "/tmp")
      let codes = ReadRunbook(steps: "### One\n\n```sh until \(setting)\ntrue\n```\n").codes
      #expect(codes.filter { $0.contains("setting") } == [], "\(setting)")
    }

    #expect(spans.count == 5)
  }

  @Test(arguments: [
    ("docs/format.md", "### Expectations"), ("docs/format.zh.md", "### 应有的结果"),
  ])
  func `every expectation is read in both languages`(path: String, heading: String) throws {
    let rows = try Page(path: path).table(below: heading)

    func expectations(_ line: String) -> [RunbookModel.Expectation]? {
      let fence = "```sh check\ntrue\n```\n\n```text expect\n\(line)\n```\n"
      let reading = ReadRunbook(steps: "### One\n\n\(fence)")
      #expect(!reading.codes.contains("bad-expectation"), "\(line)")
      return reading.runbook?.steps[0].commands.first?.expectations
    }
    for row in rows {
      let line = Page.spans(of: row[0])[0]
      let english = expectations(line)
      #expect(english?.count == 1)
      if !row[1].isEmpty {
        let value = line.drop { $0 != ":" }.dropFirst()
        #expect(expectations("\(row[1])：\(value)") == english)
      }
    }

    #expect(rows.count == 7)
  }

  @Test(arguments: ["==", "!=", "<", "<=", ">", ">=", "contains", "matches", "包含", "匹配"])
  func `every comparison of a condition is one`(comparison: String) throws {
    let text = try Self.page.paragraph("A condition is one or more")
    let answers = """
      - [Yes](#two) when: exit \(comparison) 1 且 stdout \(comparison) "a b" and $lag \(comparison) 1
      - [No](#two) 当：否则
      """
    let reading = ReadRunbook(
      steps: "### One\n\n- capture: lag\n\(answers)\n\n```sh check\ntrue\n```\n\n### Two\n"
    )

    #expect(text.contains("`\(comparison)`") || text.contains("(\(comparison))"))
    #expect(!reading.codes.contains("bad-condition"), "\(reading.findings)")
    #expect(reading.runbook?.steps[0].choices.compactMap(\.condition).count == 2)
  }

  @Test(arguments: ["$lag > $limit", "lag > 1", "exit = 1", "exit ==", "exit > 1 or exit < 1"])
  func `what the page does not offer in a condition is an error`(condition: String) {
    let reading = ReadRunbook(
      steps: """
        ### One

        - capture: lag
        - [Yes](#two) when: \(condition)
        - [No](#two) when: otherwise

        ### Two
        """
    )

    #expect(reading.codes.contains("bad-condition"), "\(reading.findings)")
  }
}

extension Step {
  /// The step without the places of its parts, which differ between languages.
  var normal: Step {
    var step = self
    step.call?.position = SourcePosition(line: 1, column: 1)
    return step
  }
}
