import Foundation
import RunbookModel
import Testing

/// The names of sections and of the front matter in `docs/format.md`.
struct FormatNameTests {
  private static let page = Page(path: "docs/format.md")

  /// A right value for each key of the front matter.
  private static let values: [String: String] = [
    "runbook": "restart", "title": "Restart", "language": "zh", "severity": "sev2",
    "owner": "platform", "reviewed": "2026-10-01", "inputs": "{ host: { required: true } }",
    "secrets": "{ TOKEN: { env: TOKEN } }", "roles": "{ ic: [li, mei], all: [anyone] }",
    "escalation": "database", "tags": "[dns, web]",
  ]

  /// The names in a list item such as ``- `## Steps` (also *Procedure*, 步骤): …``.
  private func names(_ start: String) throws -> [String] {
    let line = try Self.page.paragraph(start)
    let first = try #require(line.firstMatch(of: /`## ([^`]+)`/)?.1)
    let others = try #require(line.firstMatch(of: /\(also ([^)]+)\)/)?.1)
    return [String(first)]
      + others.split(separator: ",").map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " *"))
      }
  }

  @Test func `every name of the steps' section is one`() throws {
    // The paragraph of the list holds the preconditions' names first.
    let text = try Self.page.paragraph("- `## Preconditions`")
    let list = try #require(text.firstRange(of: "- `## Steps`"))
    let others = try #require(
      String(text[list.lowerBound...]).firstMatch(of: /\(also ([^)]+)\)/)?.1
    )
    let names =
      ["Steps"]
      + others.split(separator: ",").map {
        $0.trimmingCharacters(in: CharacterSet(charactersIn: " *"))
      }

    for name in names {
      let runbook = ReadRunbook(
        "---\nrunbook: x\n---\n\n# X\n\n## \(name)\n\n### One\n\n### Two\n"
      ).runbook
      #expect(runbook?.steps.map(\.title) == ["One", "Two"], "\(name)")
    }

    #expect(names.count == 6)
  }

  @Test func `every name of the preconditions' section is one`() throws {
    let names = try names("- `## Preconditions`")

    for name in names {
      let runbook = ReadRunbook(
        "---\nrunbook: x\n---\n\n# X\n\n## \(name)\n\n- Look\n\n## Steps\n\n### One\n"
      ).runbook
      #expect(runbook?.steps.map(\.title) == [name, "One"], "\(name)")
      #expect(runbook?.steps.first?.checklist.map(\.text) == ["Look"], "\(name)")
    }

    #expect(names.count == 8)
  }

  @Test func `every name of a section that tells what to do gives the steps of a plain file`()
    throws
  {
    let text = try Self.page.paragraph("Sections that tell what to do give the steps.")
    let lists = try #require(
      text.firstMatch(
        of:
          /begins with one of: (.*?); beside one of them also (.*?)\. A Chinese heading may also end with one of: (.*?)\. When/
      )
    )
    let works = names(in: lists.1)
    let sequels = names(in: lists.2)
    let endings = names(in: lists.3)

    for name in works + sequels + endings {
      let other = sequels.contains(name) ? "\n## Steps\n\n1. Stop\n2. Start\n" : ""
      let headings =
        endings.contains(name)
        ? ["三、门户\(name)"] : [name, "3. \(name)", "\(name): web"]
      for heading in headings {
        let file =
          "# X\n\n## Background\n\nText.\n\n## \(heading)\n\n1. Look\n2. Mend\n\(other)"
        let steps = ReadRunbook(file).runbook?.steps ?? []
        #expect(steps.flatMap { [$0.title] + $0.children.map(\.title) }.contains("Mend"), "\(name)")
        #expect(!steps.map(\.title).contains("Background"), "\(heading)")
      }
    }

    let chinese = try #require(
      Page(path: "docs/format.zh.md").paragraph("写明要做什么的章节给出步骤。")
        .firstMatch(of: /即为这样的章节：(.*?)；有了其中之一，(.*?)也算。中文标题也可以其中之一结尾：(.*?)。如果/)
    )
    #expect(self.names(in: chinese.1) == works)
    #expect(self.names(in: chinese.2) == sequels)
    #expect(self.names(in: chinese.3) == endings)
    #expect(endings.count == 12)
    #expect(works.count > 50)
    #expect(sequels.count == 6)
  }

  private func names(in list: Substring) -> [String] {
    list.replacing("*", with: "").replacing("，以及", with: "、").split { ",、".contains($0) }
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
  }

  @Test func `every key of the front matter is one, and the schema has the same`() throws {
    let rows = try Self.page.table(below: "## Front matter")
    let keys = rows.map { Page.spans(of: $0[0])[0] }
    let lines = try keys.map { "\($0): \(try #require(Self.values[$0]))" }
    let file = Desk.package.appending(path: "docs/schema/front-matter.schema.json")
    let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]

    let reading = ReadRunbook(
      "---\n\(lines.joined(separator: "\n"))\n---\n\n# X\n\n## 步骤\n\n### One\n"
    )

    #expect(keys.count == 11)
    #expect(reading.codes.filter { $0.contains("front-matter") } == [], "\(reading.findings)")
    #expect(reading.runbook?.tags == ["dns", "web"])
    #expect((schema?["properties"] as? [String: Any])?.keys.sorted() == keys.sorted())
  }

  @Test func `every name of a variable that the page calls dangerous is refused`() throws {
    let text = try Self.page.paragraph("An input has")
    let list = try #require(text.firstRange(of: "Names that change how programs behave"))
    let names = Page.spans(of: String(text[list.lowerBound...]))

    for name in names {
      let reading = ReadRunbook(
        "---\nrunbook: x\ninputs:\n  \(name): {}\n---\n\n# X\n\n## Steps\n\n### One\n"
      )
      #expect(reading.codes.contains("dangerous-variable-name"), "\(name)")
    }

    #expect(names.count == 7)
  }

  @Test(arguments: [
    "env: NAME", "file: /run/secrets/token", "command: pass show token", "ask: true",
  ])
  func `every source of a secret is one`(source: String) throws {
    let text = try Self.page.paragraph("An input has")
    let key = source.prefix { $0 != ":" }

    let reading = ReadRunbook(
      "---\nrunbook: x\nsecrets:\n  TOKEN: { \(source) }\n---\n\n# X\n\n## Steps\n\n### One\n"
    )

    #expect(text.contains("`\(key): "))
    #expect(reading.runbook?.secrets.count == 1)
    #expect(reading.codes.filter { $0.contains("secret") } == [])
  }
}
