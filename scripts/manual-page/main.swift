import Foundation

// Reads what `tocsin --experimental-dump-help` prints and writes the manual page:
//
//   tocsin --experimental-dump-help | manual-page >tocsin.1
//
// argument-parser has a plugin for this, which builds every product of the package for release first.

let input = FileHandle.standardInput.readDataToEndOfFile()
let tool = try JSONDecoder().decode(Tool.self, from: input)
print(ManualPage(tool.command).text, terminator: "")
