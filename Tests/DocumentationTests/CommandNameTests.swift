import Foundation
import Testing

@Test func `every command and option that a page names is there`() throws {
  let desk = try Desk()
  defer { #expect(throws: Never.self) { try desk.remove() } }
  let line = try CommandLine(desk)
  let allOptions = line.options.values.reduce(into: Set<String>()) { $0.formUnion($1) }

  var faults: [String] = []
  for page in Page.all {
    for (number, text) in try page.prose() {
      for span in Page.spans(of: text) {
        if let fault = line.fault(of: span) {
          faults.append("\(page.path):\(number): `\(span)`: \(fault)")
        } else if let option = span.prefixMatch(of: /--([a-z][a-z-]*)/)?.1,
          !allOptions.contains(String(option))
        {
          faults.append("\(page.path):\(number): `\(span)`: no option")
        }
      }
    }
  }

  #expect(line.options.count > 20)
  #expect(faults == [])
}

@Test func `the README names every command that is not for acting on a run`() throws {
  let desk = try Desk()
  defer { #expect(throws: Never.self) { try desk.remove() } }
  let commands = try CommandLine(desk).options.keys.filter { !$0.contains(" ") }.sorted()

  for path in ["README.md", "README.zh.md"] {
    let text = try Page(path: path).text()
    let missing = commands.filter { !text.contains("`tocsin \($0)") && !text.contains("`\($0)`") }

    // These are what `…` in the table stands for; `tocsin --help` has them.
    let further = [
      "abort", "correct", "escalate", "evidence", "jump", "milestone", "mitigate", "severity",
      "stop",
    ]
    #expect(missing.filter { !further.contains($0) } == [], "in \(path)")
  }
}

@Test(arguments: [
  ("tocsin check PATH...", true), ("tocsin run x.md --auto", true), ("tocsin help run", true),
  ("tocsin chekc", false), ("tocsin run x.md --automatic", false), ("make run", true),
  ("tocsin plan --format dot x.md | dot --nonsense", true),
])
func `a command that is not there is noticed`(shown: String, isRight: Bool) throws {
  let desk = try Desk()
  defer { #expect(throws: Never.self) { try desk.remove() } }

  let fault = try CommandLine(desk).fault(of: shown)

  #expect((fault == nil) == isRight)
}
