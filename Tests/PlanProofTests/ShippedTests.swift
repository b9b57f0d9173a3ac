import Findings
import Foundation
import Phrases
import PlanProof
import Testing

@Test func `the shipped plans prove clean with the example's roster for 2026`() throws {
  let texts = Dictionary(
    uniqueKeysWithValues: try Shipped.names.map { ($0, try Shipped.text($0)) }
  )
  let world = try Proved.world(
    try String(contentsOf: Proved.package.appending(path: "examples/tocsin.yaml"), encoding: .utf8)
  )
  let subjects = try Shipped.names.map { name in
    try Proved.subject(texts[name] ?? "", path: name, others: texts)
  }

  let proof = try PlanProof(world, year: 2026).proof(of: subjects)

  let left = proof.files.flatMap { file in
    file.findings.filter { $0.code != "undecided-condition" }.map { finding in
      "\(file.path):\(finding.position.line): \(finding.code): \(finding.message.text(.english))"
    }
  }
  #expect(left == [])
  #expect(subjects.count == 32)
  #expect(proof.ladders.count == 4)
  #expect(proof.ladders.allSatisfy { $0.first != nil && $0.second != nil && $0.last != nil })
}

private enum Shipped {
  static let names: [String] = {
    let folder = Proved.package.appending(path: "runbooks").path
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
  }()

  static func text(_ name: String) throws -> String {
    try String(contentsOf: Proved.package.appending(path: "runbooks/\(name)"), encoding: .utf8)
  }
}
