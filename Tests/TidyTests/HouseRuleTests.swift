import Foundation
import Testing

@Test func `no Swift file is longer than 600 lines`() {
  let files = SourceTree.swiftFiles

  let found = files.filter { $0.lines.count > 600 }.map { "\($0.path): \($0.lines.count) lines" }

  #expect(files.count > 20)
  #expect(found == [])
}

@Test func `nothing is left for later`() {
  // Put together here, so that this file does not find itself.
  let words = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]

  let found = SourceTree.swiftFiles.flatMap { file in
    file.lines.indices.compactMap { index in
      words.contains { file.lines[index].contains($0) } ? "\(file.path):\(index + 1)" : nil
    }
  }

  #expect(found == [])
}

@Test(arguments: ["try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)"])
func `what can end the process or race says above why it cannot`(word: String) {
  let found = SourceTree.swiftFiles.flatMap { file in
    file.code.indices.compactMap { index in
      file.code[index].contains(word) && !file.isExplained(index)
        ? "\(file.path):\(index + 1)" : nil
    }
  }

  #expect(found == [])
}

@Test func `no test waits by sleeping`() {
  let words = ["Task.sleep", "Thread.sleep", "usleep(", "nanosleep(", " sleep("]

  let found = SourceTree.swiftFiles
    .filter { $0.path.hasPrefix("Tests/") }
    .flatMap { $0.places(of: words) }

  #expect(found == [])
}

@Test func `the order of a hash table reaches no event`() {
  let files = SourceTree.module("IncidentCore")

  let found = files.flatMap { file in
    file.code.indices.compactMap { index -> String? in
      let line = file.code[index]
      // A chain may be sorted on the line that follows.
      let both = line + (index + 1 < file.code.count ? file.code[index + 1] : "")
      let isSorted = both.contains(".sorted") || both.contains(".contains")
      let walksTable = line.contains(".keys") || line.contains(".values")
      let keepsSet = line.contains("Set<") && line.contains(" case ")
      return (walksTable && !isSorted) || keepsSet ? "\(file.path):\(index + 1)" : nil
    }
  }

  #expect(!files.isEmpty)
  #expect(found == [])
}

@Test func `nothing names a machine that it was written on`() throws {
  let words = ["/wo" + "rk/", "/opt/" + "swift", "/home/" + "runner"]

  let found = try SourceTree.textFiles.flatMap { path in
    let text = try SourceTree.text(path)
    return words.filter { text.contains($0) }.map { "\(path): \($0)" }
  }

  #expect(SourceTree.textFiles.contains("Package.swift"))
  #expect(found == [])
}

@Test func `the scanner tells code from comments and texts`() {
  let source = ##"""
    let a = "try! \(f("x" /* y */)) ü" // fatalError(
    let b = #"say "\#(g(1))" \(no)"#
    /* outer /* inner */ still */ let c = """
      "quoted" text
      """
    let d = #/"/# + "end"
    """##

  let scanned = SwiftScanner.scan(source)

  #expect(
    scanned.code.components(separatedBy: "\n").map { $0.trimmingCharacters(in: .whitespaces) } == [
      #"let a = "(f("" ))""#, #"let b = "(g(1))""#, #"let c = """"#, "", #"""""#,
      #"let d =  + """#,
    ]
  )
  #expect(scanned.literals.map(\.line) == [1, 1, 2, 3, 6])
  #expect(scanned.literals.map(\.content)[2] == #"say "\()" \(no)"#)
}
