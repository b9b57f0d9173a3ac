import Foundation
import TestSupport
import Testing

/// `tocsin plan` with the real program.
struct PlanTests {
  /// A runbook whose titles and answers are what drawings choke on.
  private let hostile = """
    ---
    runbook: hostile
    title: 'Say "no" \\ <b>to</b> [brackets]'
    roles:
      ic: [li, mei]
    ---

    # Hostile

    ## Steps

    ### end

    - role: ic
    - [Yes | “是”](#a-b-c----d) when: exit == 0
    - [No; %% [x] no](#切换到备库主库)

    ```sh check timeout=1s
    true
    ```

    ### a "b" (c) --> d

    - approve: 2 of ic, not the runner, within 10m else escalate

    ```sh run timeout=1s
    true
    ```

    ```sh rollback
    true
    ```

    ### 切换到备库「主库」

    #### <script>alert(1)</script> & {x} [[y]]

    - role: ic

    #### graph subgraph click #35; \\n \\"

    - role: ic
    - on failure: [Go back](#end)
    - at most: 2
    """

  private func planned(_ format: String, _ text: String? = nil) throws -> (Desk, Desk.Outcome) {
    let desk = try Desk()
    _ = try desk.write(text ?? hostile, to: "hostile.md")
    return (desk, try desk.tocsin("plan", "hostile.md", "--format", format))
  }

  @Test(arguments: ["text", "mermaid", "dot", "json"], ["en", "zh"])
  func `the plan is written in every format and language`(format: String, language: String) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(hostile, to: "hostile.md")

    let plan = try desk.tocsin("plan", "hostile.md", "--format", format, "--lang", language)

    #expect(plan.code == 0, "\(plan.errors)")
    try Golden.expect(plan.output, is: "plan.\(language).\(format).txt")
  }

  @Test func `every line of the Mermaid is one of its grammar, whatever the titles are`() throws {
    let (desk, plan) = try planned("mermaid")
    defer { desk.remove() }
    // In a quoted label only these are never syntax, of Mermaid or of the Markdown in labels.
    let label = #/"(?:[A-Za-z0-9 .,\-:/?!'+]|#[0-9]+;|<br/>|[^\x00-\x7F])*"/#
    let name = #/[a-z]+[0-9]*/#

    for line in plan.output.split(separator: "\n") {
      let text = line.trimmingCharacters(in: .whitespaces)
      // Labels are checked by themselves; what is left must be the bare grammar.
      let bare = text.replacing(label, with: "\"\"")
      let isKnown =
        ["flowchart TD", "end"].contains(text)
        || bare.wholeMatch(
          of: #/[a-z]+[0-9]*(\(\[""\]\)|\[""\]|\(""\)|\{\{""\}\}|\{""\}|\[\[""\]\])/#
        )
          != nil
        || bare.wholeMatch(of: #/subgraph [a-z]+[0-9]*\[""\]/#) != nil
        || bare.wholeMatch(of: #/[a-z]+[0-9]* (-->|-\.->)(\|""\|)? [a-z]+[0-9]*/#) != nil
        || bare.wholeMatch(of: #/classDef [a-z]+ stroke-[a-z]+:[0-9a-z ]+/#) != nil
        || bare.wholeMatch(of: #/class [a-z0-9]+(,[a-z0-9]+)* [a-z]+/#) != nil
      #expect(isKnown, "\(text)")
      if let node = text.prefixMatch(of: name)?.0 {
        // A node of that name would end a group.
        #expect(node != "end" || text == "end")
      }
    }
  }

  @Test func `the labels of the Mermaid are the titles, written as entities`() throws {
    let (desk, plan) = try planned("mermaid")
    defer { desk.remove() }

    let labels = plan.output.matches(of: #/"([^"]*)"/#).map { match in
      match.1.replacing(#/#([0-9]+);/#) { entity in
        UInt32(entity.1).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? "?"
      }
    }

    #expect(labels.contains { $0.hasPrefix("1 end") })
    #expect(labels.contains { $0.contains(#"a "b" (c) --> d"#) })
    #expect(labels.contains { $0.contains("切换到备库「主库」") })
    #expect(labels.contains { $0.contains("& {x} [[y]]") })
    #expect(labels.contains { $0.contains("No; %% [x] no") })
  }

  @Test(.enabled(if: Desk.has("dot"), "Graphviz is not there"), arguments: ["en", "zh"])
  func `Graphviz draws the plan with every title in it`(language: String) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(hostile, to: "hostile.md")

    let drawing = try desk.shell(
      "tocsin plan hostile.md --format dot --lang \(language) | dot -Tsvg"
    )

    #expect(drawing.code == 0, "\(drawing.errors)")
    #expect(drawing.output.contains("切换到备库「主库」"))
    #expect(drawing.output.contains("a &quot;b&quot; (c) &#45;&#45;&gt; d"))
    #expect(!drawing.errors.lowercased().contains("error"))
  }

  @Test func `every runbook of this repository is drawn`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let folder = Desk.package.appending(path: "runbooks")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") && $0 != "README.md" }

    for name in names.sorted() where name.hasSuffix(".zh.md") {
      let path = folder.appending(path: name).path
      let mermaid = try desk.tocsin("plan", path, "--format", "mermaid", "--lang", "zh")
      #expect(mermaid.code == 0 && mermaid.output.hasPrefix("flowchart TD\n"), "\(name)")
    }

    #expect(names.count == 32)
  }

  @Test func `the members of the JSON are those of its page`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let page = try String(
      contentsOf: Desk.package.appending(path: "docs/plan.md"),
      encoding: .utf8
    )
    let documented = Set(page.matches(of: /`([A-Za-z0-9]+)`/).map { String($0.1) })
    // Further members of an input, which have the names of the format.
    let format = ["name", "members", "description", "default", "pattern", "choices", "required"]

    var seen: Set<String> = []
    for name in ["portal-outage", "first-run", "ddos", "authorised-data-change"] {
      let path = Desk.package.appending(path: "runbooks/\(name).md").path
      let plan = try desk.tocsin("plan", path, "--format", "json")
      let object = try JSONSerialization.jsonObject(with: Data(plan.output.utf8))
      Self.collectKeys(object, to: &seen)
    }

    #expect(seen.count > 40)
    // `with` names the inputs of the called runbook.
    #expect(seen.subtracting(documented).subtracting(format).filter { !$0.contains("_") } == [])
  }

  private static func collectKeys(_ value: Any, to keys: inout Set<String>) {
    if let object = value as? [String: Any] {
      for (key, value) in object {
        keys.insert(key)
        if key != "with" { collectKeys(value, to: &keys) }
      }
    } else if let array = value as? [Any] {
      for value in array { collectKeys(value, to: &keys) }
    }
  }

  @Test(arguments: [
    ("# Good\n\n## Steps\n\n1. Look.\n", Int32(0)),
    ("---\nrunbook: x\n---\n\n## Steps\n\n### One\n\n- timeout: 1\n", 1),
    ("---\nrunbook: x\n---\n\n## Steps\n\n### One\n\n- run: [Other](other.md)\n", 1),
    ("\u{0}", 2),
  ])
  func `the exit code says whether the plan can be run`(text: String, code: Int32) throws {
    let (desk, plan) = try planned("text", text)
    defer { desk.remove() }

    #expect(plan.code == code)
    #expect(plan.output.isEmpty == (code == 2))
    #expect(plan.errors.isEmpty == (code == 0))
  }

  @Test func `a runbook that is not there is named`() throws {
    let desk = try Desk()
    defer { desk.remove() }

    let plan = try desk.tocsin("plan", "missing.md", "--lang", "zh")

    #expect(plan.code == 2)
    #expect(plan.errors == "tocsin: 无法读取 `missing.md`：文件或文件夹不存在。\n")
  }
}
