import Phrases
import RunbookModel
import Testing

/// The page about the format in a language, and the README in the same one.
struct FormatPage: CustomTestStringConvertible, Sendable {
  let language: Language
  let page: Page
  let readme: Page
  let preconditions: String

  static let all = [
    FormatPage(
      language: .english,
      page: Page(path: "docs/format.md"),
      readme: Page(path: "README.md"),
      preconditions: "Preconditions"
    ),
    FormatPage(
      language: .chinese,
      page: Page(path: "docs/format.zh.md"),
      readme: Page(path: "README.zh.md"),
      preconditions: "前提条件"
    ),
  ]

  var testDescription: String { page.path }
}

/// The examples of the page about the format: each is read, and gives what the text says.
struct FormatExampleTests {
  /// What the fence's further words say that `tocsin check` finds: `finding=CODE`.
  private func promised(_ fence: Fence) -> [String] {
    fence.words.filter { $0.hasPrefix("finding=") }.map { String($0.dropFirst(8)) }
  }

  private func read(_ fence: Fence) -> ReadRunbook {
    let isWhole = fence.text.hasPrefix("---\n") || fence.text.hasPrefix("# ")
    return isWhole ? ReadRunbook(fence.text) : ReadRunbook(steps: fence.text)
  }

  @Test(arguments: FormatPage.all)
  func `every example is read, with the findings that the text promises and no others`(
    format: FormatPage
  ) throws {
    let examples = try format.page.fences().filter { $0.language == "markdown" }

    #expect(examples.count > 9)
    #expect(examples.contains { !promised($0).isEmpty })
    for example in examples {
      let reading = read(example)
      #expect(
        reading.codes == promised(example),
        "\(format.page.path):\(example.line): \(reading.findings)"
      )
    }
  }

  @Test(arguments: FormatPage.all)
  func `what the page says Tocsin reads is what it reads`(format: FormatPage) throws {
    let fences = try format.page.fences()
    let plans = zip(fences, fences.dropFirst()).filter { $1.words == ["text", "plan"] }

    #expect(plans.count > 3)
    for (example, plan) in plans {
      #expect(example.language == "markdown")
      #expect(
        read(example).plan(in: format.language) == plan.text,
        "\(format.page.path):\(plan.line)"
      )
    }
  }

  @Test(arguments: FormatPage.all)
  func `the whole runbook of the page is that of the README, with more said`(
    format: FormatPage
  ) throws {
    let readme = try #require(
      format.readme.fences().first { $0.words.last == "restart-portal.md" }
    )
    let whole = try #require(format.page.fences().first { $0.text.hasPrefix("---\n") })

    let titles = [readme, whole].map { fence in
      ReadRunbook(fence.text).runbook?.steps.map(\.title) ?? []
    }

    #expect(titles[0].count == 3)
    #expect(titles[1] == [format.preconditions] + titles[0])
  }
}
