public import Findings
import Phrases
public import RunbookModel

/// Follows the calls of a runbook and makes the graph that runs.
public struct RunbookLinker: Sendable {
  /// A file that was read, with its hash.
  public struct Source: Hashable, Sendable {
    /// What reading the file gave.
    public var reading: Reading
    /// The SHA-256 of the file's bytes in lower-case hexadecimal.
    public var sha256: String

    /// A source of `reading`.
    public init(reading: Reading, sha256: String) {
      self.reading = reading
      self.sha256 = sha256
    }
  }

  /// A finding and the file that it is about.
  public struct LocatedFinding: Hashable, Sendable {
    /// The path of the file.
    public let path: String
    /// The finding.
    public let finding: Finding
  }

  /// What following the calls gave.
  public struct Linking: Hashable, Sendable {
    /// The graph; `nil` when a call cannot be followed or the root cannot be read.
    public let graph: StepGraph?
    /// What is wrong with the calls; what reading each file gave is in its ``Reading``.
    public let findings: [LocatedFinding]
    /// The files that take part, the root first, then in the order of the calls.
    public let sources: [Source]
  }

  /// The most steps that a graph may have.
  public static let stepLimit = 20_000
  /// How deep calls may be nested.
  public static let depthLimit = 20

  private var frames: [StepGraph.Frame] = []
  private var nodes: [StepGraph.Node] = []
  private var findings: [LocatedFinding] = []
  private var sources: [Source] = []
  private var known: [String: Source?] = [:]
  private var isTooLarge = false

  /// Where a runbook is put into the graph.
  private struct Place {
    var frame: Int
    var prefix: String
    var chain: [String]
    var path: String { chain[chain.count - 1] }
  }

  private init() {}

  /// Follows the calls of `root`; `load` reads the file at a path, or gives `nil` when there is none.
  ///
  /// Paths are resolved against the folder of the caller without looking at the disk.
  public static func link(_ root: Source, load: (String) -> Source?) -> Linking {
    var linker = RunbookLinker()
    let path = FilePath.normal(root.reading.path)
    linker.known[path] = root
    linker.sources.append(root)
    guard let runbook = root.reading.runbook else {
      return Linking(graph: nil, findings: [], sources: [root])
    }
    linker.frames.append(
      frame(runbook, id: "", path: root.reading.path, sha256: root.sha256, [], caller: nil)
    )
    let place = Place(frame: 0, prefix: "", chain: [path])
    linker.add(runbook.steps, parent: nil, number: "", place, load: load)
    let isWhole = linker.findings.allSatisfy { $0.finding.level != .error }
    return Linking(
      graph: isWhole ? StepGraph(frames: linker.frames, nodes: linker.nodes) : nil,
      findings: linker.findings,
      sources: linker.sources
    )
  }

  private static func frame(
    _ runbook: Runbook,
    id: String,
    path: String,
    sha256: String,
    _ bindings: [Call.Binding],
    caller: Int?
  ) -> StepGraph.Frame {
    var head = runbook
    head.steps = []
    return StepGraph.Frame(
      id: id,
      path: path,
      sha256: sha256,
      runbook: head,
      bindings: bindings,
      caller: caller
    )
  }

  /// Adds steps with what they call and hold; calls and headings both have bounded depth.
  private mutating func add(
    _ steps: [Step],
    parent: Int?,
    number: String,
    _ place: Place,
    load: (String) -> Source?
  ) {
    // A called runbook's steps are numbered after what its caller has already.
    var count = parent.map { nodes[$0].children.count } ?? 0
    for step in steps {
      guard nodes.count < Self.stepLimit else {
        let limit = ["limit": "\(Self.stepLimit)"]
        if !isTooLarge { report(LinkRules.tooManySteps, step.position, place, limit) }
        isTooLarge = true
        return
      }
      count += 1
      let own = number.isEmpty ? "\(count)" : "\(number).\(count)"
      let index = nodes.count
      nodes.append(
        StepGraph.Node(
          step: step.placed(under: place.prefix),
          parent: parent,
          children: [],
          number: own,
          frame: place.frame
        )
      )
      if let parent { nodes[parent].children.append(index) }
      if let call = step.call { follow(call, index, number: own, place, load: load) }
      add(step.children, parent: index, number: own, place, load: load)
    }
  }

  private mutating func follow(
    _ call: Call,
    _ index: Int,
    number: String,
    _ place: Place,
    load: (String) -> Source?
  ) {
    let path = FilePath.resolve(call.path, from: place.path)
    guard !place.chain.contains(path) else {
      let start = place.chain.firstIndex(of: path) ?? 0
      let chain = (place.chain[start...] + [path]).joined(separator: " → ")
      report(LinkRules.cycle, call.position, place, ["chain": chain])
      return
    }
    guard place.chain.count < Self.depthLimit else {
      report(LinkRules.tooDeep, call.position, place, ["limit": "\(Self.depthLimit)"])
      return
    }
    guard let source = source(path, load: load) else {
      report(LinkRules.missingTarget, call.position, place, ["path": call.path])
      return
    }
    guard let runbook = source.reading.runbook else {
      report(LinkRules.unreadableTarget, call.position, place, ["path": call.path])
      return
    }
    check(call, runbook.inputs, place)
    let id = nodes[index].step.id.text
    frames.append(
      Self.frame(
        runbook,
        id: id,
        path: path,
        sha256: source.sha256,
        call.bindings,
        caller: place.frame
      )
    )
    let inner = Place(frame: frames.count - 1, prefix: id + "/", chain: place.chain + [path])
    add(runbook.steps, parent: index, number: number, inner, load: load)
  }

  private mutating func source(_ path: String, load: (String) -> Source?) -> Source? {
    if let source = known[path] { return source }
    let source = load(path)
    known[path] = .some(source)
    if let source { sources.append(source) }
    return source
  }

  private mutating func check(_ call: Call, _ inputs: [InputDeclaration], _ place: Place) {
    for binding in call.bindings where !inputs.contains(where: { $0.name == binding.name }) {
      report(
        inputs.isEmpty ? LinkRules.superfluousInput : LinkRules.unknownInput,
        call.position,
        place,
        [
          "path": call.path, "name": binding.name,
          "known": inputs.map(\.name).listed,
        ]
      )
    }
    for input in inputs where input.isRequired && input.defaultValue == nil {
      guard !call.bindings.contains(where: { $0.name == input.name }) else { continue }
      let arguments = ["path": call.path, "name": input.name]
      report(LinkRules.missingInput, call.position, place, arguments)
    }
  }

  private mutating func report(
    _ rule: Rule,
    _ position: SourcePosition,
    _ place: Place,
    _ arguments: [String: String]
  ) {
    let finding = rule.finding(at: position, arguments)
    let located = LocatedFinding(path: place.path, finding: finding)
    // A runbook that is called twice would say everything twice.
    if !findings.contains(located) { findings.append(located) }
  }
}

extension Step {
  /// The step without its sub-steps, its own id and those it leads to below `prefix`.
  fileprivate func placed(under prefix: String) -> Step {
    var step = self
    step.children = []
    guard !prefix.isEmpty else { return step }
    func placed(_ id: StepID) -> StepID { StepID(prefix + id.text) }
    step.id = placed(id)
    for index in step.choices.indices {
      if case .step(let id) = choices[index].target {
        step.choices[index].target = .step(placed(id))
      }
    }
    if case .step(let id) = next { step.next = .step(placed(id)) }
    if case .go(let id) = onFailure { step.onFailure = .go(placed(id)) }
    return step
  }
}

/// Paths as text.
enum FilePath {
  /// The path that `link` names in the file at `caller`.
  static func resolve(_ link: String, from caller: String) -> String {
    guard !link.hasPrefix("/") else { return normal(link) }
    guard let slash = caller.lastIndex(of: "/") else { return normal(link) }
    return normal(caller[...slash] + link)
  }

  /// The path without `.` and without `..` where a folder stands before it.
  static func normal(_ path: some StringProtocol) -> String {
    var parts: [Substring] = []
    for part in String(path).split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
