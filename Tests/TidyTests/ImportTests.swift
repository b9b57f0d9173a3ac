import Testing

/// What the modules of the core and the seams may import; each more would open a door to the
/// world outside.
private let allowedImports: [(module: String, imports: Set<String>)] = [
  ("Phrases", []),
  ("Timekeeping", []),
  ("Findings", ["Phrases"]),
  ("RunbookModel", ["Findings", "Phrases", "Timekeeping"]),
  (
    "RunbookReader",
    ["CCmarkGFM", "Findings", "Phrases", "RunbookModel", "Timekeeping", "Yams"]
  ),
  (
    "DutyRoster",
    ["Findings", "Foundation", "Phrases", "RunbookModel", "Synchronization", "Timekeeping"]
  ),
  (
    "ConfigurationReader",
    ["DutyRoster", "Findings", "Foundation", "Phrases", "RunbookModel", "Timekeeping", "Yams"]
  ),
  ("PlanProof", ["DutyRoster", "Findings", "Phrases", "RunbookModel", "Timekeeping"]),
  (
    "NotifierCards",
    [
      "Crypto", "Findings", "Foundation", "Mustache", "Phrases", "RunbookModel", "Synchronization",
      "Timekeeping", "Yams",
    ]
  ),
  ("IncidentCore", ["DutyRoster", "Findings", "Phrases", "RunbookModel", "Timekeeping"]),
  (
    "Reports",
    [
      "DutyRoster", "Findings", "Foundation", "IncidentCore", "Mustache", "Phrases",
      "RunbookModel", "Timekeeping",
    ]
  ),
  (
    "Ports",
    [
      "DutyRoster", "Findings", "IncidentCore", "NotifierCards", "Phrases", "RunbookModel",
      "Synchronization", "Timekeeping",
    ]
  ),
]

/// The modules that know the world; each knows the seams and, but for these, none of the others.
private let shells: [(module: String, mayKnow: Set<String>)] = [
  ("Engine", []),
  ("JournalStore", []),
  ("CommandRunner", []),
  ("Courier", []),
  ("Console", ["Engine"]),
  ("Web", ["Engine"]),
  ("SimulatedWorld", ["Engine"]),
  ("Rehearsals", ["Engine", "SimulatedWorld"]),
]

/// Words that bring a clock, chance, a file or a process.
private let outsideWords = [
  "Date()", "Date.now", "Task.sleep", "UUID()", ".random(", "randomElement(", "shuffled(",
  "SystemRandomNumberGenerator", "FileManager", "FileHandle", "ProcessInfo", "ContinuousClock",
  "SuspendingClock", "getenv", "TimeZone.current", "Calendar.current", "Locale.current", "print(",
]

@Test(arguments: allowedImports.map(\.module))
func `a module of the core imports nothing that knows the world`(module: String) throws {
  let files = SourceTree.module(module)
  let allowed = try #require(allowedImports.first { $0.module == module }).imports

  let found = files.flatMap { file in
    file.imports.filter { !allowed.contains($0) }.map { "\(file.path): import \($0)" }
  }

  #expect(!files.isEmpty)
  #expect(found == [])
}

@Test(arguments: allowedImports.map(\.module) + ["SimulatedWorld", "Rehearsals"])
func `a module of the core has no clock, no chance, no file and no process`(module: String) {
  let files = SourceTree.module(module)

  let found = files.flatMap { $0.places(of: outsideWords) }

  #expect(!files.isEmpty)
  #expect(found == [])
}

@Test(arguments: shells.map(\.module))
func `a shell knows the seams and none of the other shells`(module: String) throws {
  let files = SourceTree.module(module)
  let mayKnow = try #require(shells.first { $0.module == module }).mayKnow
  let others = Set(shells.map(\.module)).union(["TocsinCommands"]).subtracting(mayKnow)

  let found = files.flatMap { file in
    file.imports.filter { others.contains($0) }.map { "\(file.path): import \($0)" }
  }

  #expect(!files.isEmpty)
  #expect(found == [])
}

@Test func `no test reaches behind the access levels`() {
  let word = "@" + "testable"

  let found = SourceTree.swiftFiles.flatMap { $0.places(of: [word]) }

  #expect(found == [])
}
