import Foundation
import Phrases
import Rehearsals
import RunbookModel
import SimulatedWorld
import Testing

/// The scenarios that are shipped, played.
@Suite struct ShippedScenarioTests {
  private static let folder = "runbooks/scenarios"

  private static let names: [String] =
    ((try? FileManager.default.contentsOfDirectory(atPath: package.path + "/\(folder)")) ?? [])
    .filter { $0.hasSuffix(".yaml") }.sorted()

  private func play(_ name: String) throws -> Rehearsed {
    let bytes = try Desk.bytes("\(Self.folder)/\(name)")
    let files = ScenarioReader.files(bytes)
    let runbook = URL(filePath: Self.folder).appending(path: try #require(files.runbook))
    let config = URL(filePath: Self.folder).appending(path: try #require(files.configuration))
    func path(_ url: URL) -> String { url.standardized.relativePath }
    let graph = try Desk.graph(Self.normal(path(runbook)))
    let configuration = try Desk.configuration(Desk.bytes(Self.normal(path(config))))
    let reading = ScenarioReader.read(
      bytes,
      ScenarioReader.Surroundings(graph: graph, configuration: configuration)
    )
    #expect(reading.findings == [])
    return try Desk.rehearsal(graph, configuration, try #require(reading.scenario)).play()
  }

  /// The path from the package's folder.
  private static func normal(_ path: String) -> String {
    let full = URL(filePath: path, relativeTo: package).standardizedFileURL.path
    return full.hasPrefix(package.path) ? String(full.dropFirst(package.path.count + 1)) : path
  }

  @Test func `ten scenarios are shipped`() { #expect(Self.names.count >= 10) }

  @Test(arguments: names)
  func `a shipped scenario comes out as it expects`(name: String) throws {
    let rehearsed = try play(name)

    let missed = rehearsed.judgements(.english).filter { !$0.isMet }
      .map { "\($0.expected.text): \($0.observed)" }
    #expect(missed == [])
    #expect(!rehearsed.rehearsal.scenario.expectations.isEmpty)
    #expect(rehearsed.unusedAnswers == [])
    #expect(rehearsed.figures.wakeUps < 20_000)
  }
}
