/// A runbook with its calls resolved: what runs, and what an incident keeps as its snapshot.
///
/// Steps stand in the order of the file, each before its sub-steps. The steps of a called runbook
/// are sub-steps of the step that calls it, in a ``Frame`` of their own.
public struct StepGraph: Hashable, Sendable {
  /// A runbook that takes part, with the names that its steps see.
  public struct Frame: Codable, Hashable, Sendable {
    /// The calling step's id, or an empty text for the runbook that was started.
    public var id: String
    /// The file's path as it was given or linked.
    public var path: String
    /// The SHA-256 of the file's bytes in lower-case hexadecimal.
    public var sha256: String
    /// The runbook without its steps.
    public var runbook: Runbook
    /// What the caller gives to the inputs.
    public var bindings: [Call.Binding]
    /// The frame of the caller.
    public var caller: Int?

    /// A frame for `runbook`.
    public init(
      id: String,
      path: String,
      sha256: String,
      runbook: Runbook,
      bindings: [Call.Binding],
      caller: Int?
    ) {
      self.id = id
      self.path = path
      self.sha256 = sha256
      self.runbook = runbook
      self.bindings = bindings
      self.caller = caller
    }
  }

  /// A step in its place.
  public struct Node: Codable, Hashable, Sendable {
    /// The step, its ``Step/children`` taken out.
    public var step: Step
    /// The index of the step that it is a sub-step of.
    public var parent: Int?
    /// The indexes of its sub-steps.
    public var children: [Int]
    /// Its number as a reader sees it: `2.1`.
    public var number: String
    /// The index of its frame.
    public var frame: Int

    /// A node for `step`.
    public init(step: Step, parent: Int?, children: [Int], number: String, frame: Int) {
      self.step = step
      self.parent = parent
      self.children = children
      self.number = number
      self.frame = frame
    }
  }

  /// The runbooks that take part, the one that was started first.
  public let frames: [Frame]
  /// The steps, each before its sub-steps.
  public let nodes: [Node]
  /// The indexes of the steps that are no sub-steps.
  public let roots: [Int]
  private let indexes: [StepID: Int]

  /// A graph of those parts; `nodes` must have distinct ids and lie in the order of the file.
  public init(frames: [Frame], nodes: [Node]) {
    self.frames = frames
    self.nodes = nodes
    roots = nodes.indices.filter { nodes[$0].parent == nil }
    var indexes: [StepID: Int] = [:]
    indexes.reserveCapacity(nodes.count)
    for index in nodes.indices.reversed() { indexes[nodes[index].step.id] = index }
    self.indexes = indexes
  }

  /// The runbook that was started.
  public var runbook: Runbook { frames[0].runbook }

  /// The index of the step with that id.
  public func index(of id: StepID) -> Int? { indexes[id] }

  /// The step that follows in the same list of sub-steps, or `nil` for the last one.
  public func sibling(after index: Int) -> Int? {
    let siblings = nodes[index].parent.map { nodes[$0].children } ?? roots
    guard let place = siblings.firstIndex(of: index), place + 1 < siblings.count else { return nil }
    return siblings[place + 1]
  }

  /// Whether `index` is `ancestor` or one of its sub-steps at any depth.
  public func isInside(_ index: Int, of ancestor: Int) -> Bool {
    var current: Int? = index
    while let place = current {
      if place == ancestor { return true }
      current = nodes[place].parent
    }
    return false
  }
}

extension StepGraph: Codable {
  private enum CodingKeys: String, CodingKey {
    case frames
    case nodes
  }

  /// Reads the frames and nodes.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      frames: container.decode([Frame].self, forKey: .frames),
      nodes: container.decode([Node].self, forKey: .nodes)
    )
  }

  /// Writes the frames and nodes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(frames, forKey: .frames)
    try container.encode(nodes, forKey: .nodes)
  }
}
