import Findings
import Foundation
import Phrases
import RunbookModel
import Testing

/// A runbook of `runbooks/` in English and in Chinese.
struct RunbookPair: CustomTestStringConvertible, Sendable {
  /// The file's name without `.md` and `.zh.md`.
  let name: String

  static let names: [String] = {
    let folder = Desk.package.appending(path: "runbooks").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".md") && $0 != "README.md" }
      .map { $0.replacing(".zh.md", with: "").replacing(".md", with: "") }
  }()

  static let all = Set(names).sorted().map(RunbookPair.init)

  var testDescription: String { name }

  /// The files' names, English first.
  var files: [String] { ["\(name).md", "\(name).zh.md"] }

  /// Both texts as they are read, English first.
  func read() throws -> [ReadRunbook] {
    try files.map { file in
      let url = Desk.package.appending(path: "runbooks/\(file)")
      return ReadRunbook(try String(contentsOf: url, encoding: .utf8), path: file)
    }
  }
}

@Test func `there are sixteen runbooks, each in both languages`() throws {
  let readme = try Page(path: "README.md").text()
  let index = try Page(path: "runbooks/README.md").text()

  #expect(RunbookPair.all.count == 16)
  #expect(RunbookPair.names.count == 32)
  #expect(RunbookPair.names.sorted() == RunbookPair.all.flatMap { [$0.name, $0.name] })
  #expect(readme.contains("sixteen"))
  #expect(index.contains("Sixteen runbooks") && index.contains("十六份预案"))
}

@Test(arguments: RunbookPair.all)
func `a runbook is without a finding in both languages`(pair: RunbookPair) throws {
  let readings = try pair.read()

  #expect(readings.map(\.findings) == [[], []])
  #expect(readings.map { $0.runbook?.mode } == [.authored, .authored])
  #expect(readings.map { $0.runbook?.language } == [.english, .chinese])
}

@Test(arguments: RunbookPair.all)
func `both languages of a runbook do the same, word for word in commands`(pair: RunbookPair) throws
{
  let runbooks = try pair.read().compactMap(\.runbook)
  try #require(runbooks.count == 2)

  let (english, chinese) = (runbooks[0].skeleton, runbooks[1].skeleton)

  var head = (english, chinese)
  head.0.steps = []
  head.1.steps = []
  #expect(head.0 == head.1)
  #expect(english.allSteps.map(\.id) == chinese.allSteps.map(\.id))
  for (one, other) in zip(english.allSteps, chinese.allSteps) {
    #expect(one == other, "the step \(one.id)")
  }
}

@Test(arguments: RunbookPair.all)
func `both languages of a runbook are written in their own`(pair: RunbookPair) throws {
  let runbooks = try pair.read().compactMap(\.runbook)
  try #require(runbooks.count == 2)
  func hasHan(_ text: String) -> Bool {
    text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
  }

  let english = runbooks[0].spokenTexts.filter(hasHan)
  let chinese = runbooks[1].spokenTexts.filter { !hasHan($0) }

  #expect(english == [])
  #expect(chinese == [])
  #expect(runbooks[0].spokenTexts.count == runbooks[1].spokenTexts.count)
}

@Test(arguments: RunbookPair.all)
func `the index of the runbooks has both titles with their links`(pair: RunbookPair) throws {
  let index = try Page(path: "runbooks/README.md").text()
  let runbooks = try pair.read().compactMap(\.runbook)

  let cells = zip(runbooks, pair.files).map { "[\($0.title)](\($1))" }

  #expect(cells.count == 2)
  #expect(cells.allSatisfy { index.contains("| \($0) |") }, "\(cells)")
}

// MARK: - What may differ

extension Runbook {
  /// The runbook without what is said in its language, and without places in its file.
  fileprivate var skeleton: Runbook {
    var runbook = self
    runbook.title = ""
    runbook.language = nil
    runbook.introduction = []
    for index in runbook.inputs.indices {
      runbook.inputs[index].description = runbook.inputs[index].description.map { _ in "" }
      runbook.inputs[index].position = .nowhere
    }
    for index in runbook.secrets.indices { runbook.secrets[index].position = .nowhere }
    for index in runbook.roles.indices { runbook.roles[index].position = .nowhere }
    runbook.steps = runbook.steps.map(\.skeleton)
    return runbook
  }

  fileprivate var allSteps: [Step] { steps.flatMap(\.withSubsteps) }

  /// What people read: titles, answers, items, questions, descriptions.
  fileprivate var spokenTexts: [String] {
    [title] + inputs.compactMap(\.description)
      + allSteps.flatMap { step in
        [step.title] + step.choices.map(\.answer) + step.checklist.map(\.text)
          + [step.verification, step.evidence?.prompt].compactMap(\.self)
      }
  }
}

extension Step {
  fileprivate var withSubsteps: [Step] { [self] + children.flatMap(\.withSubsteps) }

  fileprivate var skeleton: Step {
    var step = self
    step.anchor = ""
    step.title = ""
    step.position = .nowhere
    step.body = step.body.compactMap { part in
      switch part {
      case .command, .item: part
      default: nil
      }
    }
    step.verification = step.verification.map { _ in "" }
    if step.evidence?.prompt != nil { step.evidence?.prompt = "" }
    for index in step.commands.indices { step.commands[index].position = .nowhere }
    for index in step.checklist.indices {
      step.checklist[index].text = ""
      step.checklist[index].position = .nowhere
    }
    for index in step.choices.indices {
      step.choices[index].answer = ""
      step.choices[index].position = .nowhere
    }
    step.call?.title = ""
    step.call?.position = .nowhere
    step.call?.path.replace(".zh.md", with: ".md")
    step.links = step.links.map { Link(text: "", url: $0.url.replacing(".zh.md", with: ".md")) }
    step.children = step.children.map(\.skeleton)
    return step
  }
}

extension SourcePosition {
  fileprivate static let nowhere = SourcePosition(line: 1, column: 1)
}
