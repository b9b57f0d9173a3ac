import RunbookModel
import Testing

/// The examples of `docs/format.md`: each is read, and gives what the text says.
struct FormatExampleTests {
  private static let page = Page(path: "docs/format.md")

  /// What the fence's further words say that `tocsin check` finds: `finding=CODE`.
  private func promised(_ fence: Fence) -> [String] {
    fence.words.filter { $0.hasPrefix("finding=") }.map { String($0.dropFirst(8)) }
  }

  private func read(_ fence: Fence) -> ReadRunbook {
    let isWhole = fence.text.hasPrefix("---\n") || fence.text.hasPrefix("# ")
    return isWhole ? ReadRunbook(fence.text) : ReadRunbook(steps: fence.text)
  }

  @Test func `every example is read, with the findings that the text promises and no others`()
    throws
  {
    let examples = try Self.page.fences().filter { $0.language == "markdown" }

    #expect(examples.count > 9)
    #expect(examples.contains { !promised($0).isEmpty })
    for example in examples {
      let reading = read(example)
      #expect(
        reading.codes == promised(example),
        "docs/format.md:\(example.line): \(reading.findings)"
      )
    }
  }

  @Test func `what the page says Tocsin reads is what it reads`() throws {
    let fences = try Self.page.fences()
    let plans = zip(fences, fences.dropFirst()).filter { $1.words == ["text", "plan"] }

    #expect(plans.count > 3)
    for (example, plan) in plans {
      #expect(example.language == "markdown")
      #expect(read(example).plan == plan.text, "docs/format.md:\(plan.line)")
    }
  }

  @Test func `the whole runbook of the page is that of the README, with more said`() throws {
    let readme = try #require(
      Page(path: "README.md").fences().first { $0.words.last == "restart-portal.md" }
    )
    let whole = try #require(Self.page.fences().first { $0.text.hasPrefix("---\n") })

    let titles = [readme, whole].map { fence in
      ReadRunbook(fence.text).runbook?.steps.map(\.title) ?? []
    }

    #expect(titles[0].count == 3)
    #expect(titles[1] == ["Preconditions"] + titles[0])
  }
}
