// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target of Tocsin is compiled with, tests included.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
  .treatWarning("ExplicitSendable", as: .error),
  .treatWarning("DeprecatedDeclaration", as: .warning),
]

/// For modules in which tests compute much: they are optimised in a debug build, too.
let optimised: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

func module(
  _ name: String,
  _ dependencies: [Target.Dependency] = [],
  resources: [Resource] = [],
  isOptimised: Bool = false
) -> Target {
  .target(
    name: name,
    dependencies: dependencies,
    resources: resources,
    swiftSettings: settings + (isOptimised ? optimised : [])
  )
}

func tests(
  _ name: String,
  _ dependencies: [Target.Dependency],
  exclude: [String] = []
) -> Target {
  .testTarget(
    name: name,
    dependencies: dependencies,
    exclude: exclude,
    swiftSettings: settings
  )
}

let package = Package(
  name: "tocsin",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "tocsin", targets: ["tocsin"]),
    .library(name: "RunbookReader", targets: ["Findings", "RunbookModel", "RunbookReader"]),
    .library(name: "TocsinEngine", targets: ["IncidentCore", "Ports", "Engine"]),
    .library(name: "TocsinReports", targets: ["Reports"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
    .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird",
      from: "2.28.1",
      traits: []
    ),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The pure core: values and functions, no clock, no process, no socket, no file.
    module("Phrases"),
    module("Timekeeping", isOptimised: true),
    module("Findings", ["Phrases"]),
    module("RunbookModel", ["Findings", "Phrases", "Timekeeping"], isOptimised: true),
    .target(
      name: "CCmarkGFM",
      linkerSettings: [.linkedLibrary("cmark-gfm"), .linkedLibrary("cmark-gfm-extensions")]
    ),
    module(
      "RunbookReader",
      [
        "CCmarkGFM", "Findings", "Phrases", "RunbookModel", "Timekeeping",
        .product(name: "Yams", package: "Yams"),
      ]
    ),
    module(
      "DutyRoster",
      ["Findings", "Phrases", "RunbookModel", "Timekeeping"],
      isOptimised: true
    ),
    module(
      "ConfigurationReader",
      [
        "DutyRoster", "Findings", "Phrases", "RunbookModel", "Timekeeping",
        .product(name: "Yams", package: "Yams"),
      ],
      resources: [.embedInCode("Calendars/china.yaml")]
    ),
    module(
      "PlanProof",
      ["DutyRoster", "Findings", "Phrases", "RunbookModel", "Timekeeping"]
    ),
    module(
      "NotifierCards",
      [
        "Findings", "Phrases", "RunbookModel", "Timekeeping",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Mustache", package: "swift-mustache"),
        .product(name: "Yams", package: "Yams"),
      ]
    ),
    module(
      "IncidentCore",
      ["DutyRoster", "Phrases", "RunbookModel", "Timekeeping"],
      isOptimised: true
    ),
    module(
      "Reports",
      [
        "DutyRoster", "Findings", "IncidentCore", "Phrases", "RunbookModel", "Timekeeping",
        .product(name: "Mustache", package: "swift-mustache"),
      ]
    ),

    // The seams, as types only.
    module(
      "Ports",
      ["DutyRoster", "IncidentCore", "NotifierCards", "RunbookModel", "Timekeeping"]
    ),

    // The shells: each knows the seams and none of the others.
    module(
      "Engine",
      [
        "DutyRoster", "IncidentCore", "NotifierCards", "Phrases", "Ports", "RunbookModel",
        "Timekeeping",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      isOptimised: true
    ),
    module(
      "SimulatedWorld",
      [
        "DutyRoster", "Engine", "IncidentCore", "NotifierCards", "Ports", "RunbookModel",
        "Timekeeping",
      ],
      isOptimised: true
    ),
    module(
      "Rehearsals",
      [
        "ConfigurationReader", "DutyRoster", "Engine", "Findings", "IncidentCore", "NotifierCards",
        "Phrases", "Ports", "Reports", "RunbookModel", "SimulatedWorld", "Timekeeping",
        .product(name: "Yams", package: "Yams"),
      ]
    ),
    module(
      "JournalStore",
      [
        "DutyRoster", "IncidentCore", "Phrases", "Ports", "RunbookModel", "Timekeeping",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .target(name: "CSpawn"),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    module("Courier", ["CCurl", "CSpawn", "NotifierCards", "Ports", "Timekeeping"]),
    module("CommandRunner", ["CSpawn", "IncidentCore", "Ports", "Timekeeping"]),
    module(
      "Console",
      ["Engine", "IncidentCore", "Phrases", "Ports", "Reports", "RunbookModel", "Timekeeping"]
    ),
    module(
      "Web",
      [
        "Engine", "IncidentCore", "NotifierCards", "Phrases", "Ports", "RunbookModel",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ]
    ),
    module(
      "TocsinCommands",
      [
        "CommandRunner", "ConfigurationReader", "Console", "Courier", "DutyRoster", "Engine",
        "Findings", "IncidentCore", "JournalStore", "NotifierCards", "Phrases", "PlanProof",
        "Ports", "Rehearsals", "Reports", "RunbookModel", "RunbookReader", "Timekeeping", "Web",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    .executableTarget(name: "tocsin", dependencies: ["TocsinCommands"], swiftSettings: settings),

    // Turns the description of the command line into its manual page, for `make install`.
    .executableTarget(
      name: "manual-page",
      path: "scripts/manual-page",
      swiftSettings: settings
    ),

    // Stands in for SMS gateways and chat robots, for trying things out and for tests.
    .executableTarget(
      name: "fake-gateway",
      dependencies: [
        "CSpawn", "Courier", "NotifierCards", "Timekeeping",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "examples/fake-gateway",
      swiftSettings: settings
    ),

    // What `make bench` measures with; nothing else depends on them.
    .target(
      name: "BareBaselines",
      dependencies: [
        "CCmarkGFM", "CCurl", "CSpawn", .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "benchmarks/BareBaselines",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "bare-markdown",
      dependencies: ["BareBaselines"],
      path: "benchmarks/bare-markdown",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "bare-start",
      dependencies: ["TocsinCommands"],
      path: "benchmarks/bare-start",
      swiftSettings: settings
    ),
    .executableTarget(
      name: "tocsin-bench",
      dependencies: [
        "BareBaselines", "CommandRunner", "Courier", "DutyRoster", "Engine", "Findings",
        "IncidentCore", "JournalStore", "NotifierCards", "Phrases", "Ports", "RunbookModel",
        "RunbookReader", "Timekeeping",
      ],
      path: "benchmarks/tocsin-bench",
      swiftSettings: settings
    ),

    // Readers of what comes from outside, fed with strange inputs.
    .target(
      name: "FuzzTargets",
      dependencies: [
        "ConfigurationReader", "Findings", "NotifierCards", "Phrases", "Rehearsals", "RunbookModel",
        "RunbookReader", "Timekeeping",
      ],
      path: "Tests/FuzzTargets",
      swiftSettings: settings
    ),
    tests("FuzzTests", ["FuzzTargets"]),

    // Histories of the whole engine in a world that goes wrong, and the program that plays them.
    .target(
      name: "EngineSimulation",
      dependencies: [
        "DutyRoster", "Engine", "Findings", "IncidentCore", "JournalStore", "Phrases", "Ports",
        "RunbookModel", "SimulatedWorld", "Timekeeping",
      ],
      path: "Tests/EngineSimulation",
      swiftSettings: settings + optimised
    ),
    .executableTarget(
      name: "tocsin-simulate",
      dependencies: ["EngineSimulation", "IncidentCore", "Timekeeping"],
      path: "Tests/tocsin-simulate",
      swiftSettings: settings
    ),
    tests("EngineSimulationTests", ["EngineSimulation"]),

    // What several tests need: texts kept in files, numbers from a seed.
    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),

    tests("PhrasesTests", ["Phrases"]),
    tests("TimekeepingTests", ["Timekeeping"]),
    tests("FindingsTests", ["Findings", "Phrases", "TestSupport"], exclude: ["Golden"]),
    tests(
      "RunbookModelTests",
      ["Findings", "Phrases", "RunbookModel", "RunbookReader", "TestSupport", "Timekeeping"],
      exclude: ["Golden"]
    ),
    tests(
      "RunbookReaderTests",
      ["Findings", "Phrases", "RunbookModel", "RunbookReader", "Timekeeping"],
      exclude: ["Samples"]
    ),
    tests(
      "DutyRosterTests",
      ["DutyRoster", "Phrases", "RunbookModel", "TestSupport", "Timekeeping"]
    ),
    tests(
      "PlanProofTests",
      [
        "ConfigurationReader", "DutyRoster", "Findings", "IncidentCore", "Phrases", "PlanProof",
        "RunbookModel", "RunbookReader", "TestSupport", "Timekeeping",
      ]
    ),
    tests(
      "ConfigurationReaderTests",
      [
        "ConfigurationReader", "DutyRoster", "Findings", "Phrases", "RunbookModel", "TestSupport",
        "Timekeeping",
      ],
      exclude: ["Golden"]
    ),
    tests(
      "NotifierCardsTests",
      ["Findings", "NotifierCards", "Phrases", "RunbookModel", "TestSupport", "Timekeeping"]
    ),
    tests(
      "CourierTests",
      [
        "Courier", "NotifierCards", "Phrases", "Ports", "RunbookModel", "Timekeeping",
        "fake-gateway",
      ]
    ),
    tests(
      "IncidentCoreTests",
      ["Findings", "IncidentCore", "Phrases", "RunbookModel", "Timekeeping"]
    ),
    tests(
      "ReportsTests",
      [
        "Findings", "IncidentCore", "Phrases", "Reports", "RunbookModel", "TestSupport",
        "Timekeeping",
      ],
      exclude: ["Golden"]
    ),
    tests(
      "JournalStoreTests",
      [
        "DutyRoster", "IncidentCore", "JournalStore", "Phrases", "Ports", "RunbookModel",
        "Timekeeping",
      ]
    ),
    tests("CommandRunnerTests", ["CommandRunner", "IncidentCore", "Ports", "Timekeeping"]),
    tests(
      "ConsoleTests",
      [
        "Console", "Engine", "Findings", "IncidentCore", "Phrases", "Ports", "RunbookModel",
        "TestSupport", "Timekeeping",
      ],
      exclude: ["Golden"]
    ),
    tests(
      "EngineTests",
      [
        "ConfigurationReader", "DutyRoster", "Engine", "Findings", "IncidentCore", "NotifierCards",
        "Phrases", "Ports", "RunbookModel", "Timekeeping",
        .product(name: "Crypto", package: "swift-crypto"),
      ]
    ),
    tests(
      "SimulatedWorldTests",
      [
        "ConfigurationReader", "DutyRoster", "Engine", "Findings", "IncidentCore", "NotifierCards",
        "Phrases", "Ports", "RunbookModel", "RunbookReader", "SimulatedWorld", "Timekeeping",
      ]
    ),
    tests(
      "RehearsalsTests",
      [
        "ConfigurationReader", "DutyRoster", "Findings", "IncidentCore", "NotifierCards", "Phrases",
        "Ports", "Rehearsals", "Reports", "RunbookModel", "RunbookReader", "SimulatedWorld",
        "Timekeeping",
      ]
    ),
    tests(
      "WebTests",
      ["Engine", "IncidentCore", "Phrases", "RunbookModel", "Web"],
      exclude: ["Golden"]
    ),
    tests(
      "CommandLineTests",
      ["Phrases", "TestSupport", "fake-gateway", "tocsin"],
      exclude: ["Look/Golden"]
    ),
    tests(
      "DocumentationTests",
      [
        "Findings", "Phrases", "RunbookModel", "RunbookReader", "Timekeeping", "fake-gateway",
        "tocsin",
      ]
    ),
    tests("TidyTests", []),
  ]
)

// `make fuzz`: links with libFuzzer only, which no other build has.
if Context.environment["TOCSIN_FUZZ"] != nil {
  package.targets += [
    .target(name: "CFuzzer", path: "Tests/CFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: ["CFuzzer", "FuzzTargets"],
      path: "Tests/fuzz",
      swiftSettings: settings
    ),
  ]
}
