import Console
import Phrases
import RunbookModel
import Testing

@Suite struct InputTests {
  static let declarations = [
    InputDeclaration(
      name: "replica",
      description: "Host to promote",
      isRequired: true,
      pattern: "^[a-z0-9.-]+$",
      position: Sample.position
    ),
    InputDeclaration(name: "zone", defaultValue: "cn-1", position: Sample.position),
    InputDeclaration(name: "mode", choices: ["slow", "quick"], position: Sample.position),
  ]

  @Test(
    arguments: [
      (0, "", .missing), (0, "db 2", .mismatch(pattern: "^[a-z0-9.-]+$")), (0, "db2", nil),
      (0, "db2\nrm", .mismatch(pattern: "^[a-z0-9.-]+$")), (1, "", nil), (1, "a\u{0}b", .unusable),
      (2, "", nil), (2, "quick", nil), (2, "quicker", .notAChoice(["slow", "quick"])),
    ] as [(Int, String, InputValidation.Problem?)]
  )
  func `a value is checked as a whole`(
    _ input: Int,
    _ value: String,
    _ problem: InputValidation.Problem?
  ) {
    #expect(InputValidation.problem(with: value, for: Self.declarations[input]) == problem)
  }

  @Test func `defaults are filled in and every problem is named`() {
    let (values, problems) = InputValidation.complete(["mode": "x"], for: Self.declarations)

    #expect(values["zone"] == "cn-1")
    #expect(problems.map(\.input.name) == ["replica", "mode"])
  }

  @Test func `a pattern that is no regular expression is named and refuses`() {
    let input = InputDeclaration(name: "x", pattern: "[", position: Sample.position)

    #expect(InputValidation.problem(with: "a", for: input) == .badPattern("["))
  }

  @Test func `a person is told what an input is for and what it takes`() {
    let look = ConsoleLook(language: .chinese)

    let lines = Self.declarations.flatMap { InputText.lines(of: $0, look: look) }.map(\.text)

    #expect(
      lines == [
        "", "Host to promote", "  须匹配：^[a-z0-9.-]+$", "", "zone", "  直接回车则为：cn-1", "", "mode",
        "  可选：slow | quick", "  可留空",
      ]
    )
  }
}
