public import IncidentCore
public import RunbookModel

/// Everything that reports are made from: what the journal knows about one incident.
///
/// Reports is a pure module: it turns records into text. It never reads a file, asks for the time or
/// opens the journal; secrets are masked before they get here.
public struct IncidentRecord: Sendable {
  /// The incident.
  public var id: IncidentID
  /// Its events in the order of the journal.
  public var events: [Event]
  /// The steps that ran, as the journal kept them.
  public var graph: StepGraph
  /// What commands wrote, by attempt.
  public var outputs: [Int: AttemptOutput]
  /// The end of the journal's chain of hashes.
  public var head: ChainHead?

  /// The record of an incident.
  public init(
    id: IncidentID,
    events: [Event],
    graph: StepGraph,
    outputs: [Int: AttemptOutput] = [:],
    head: ChainHead? = nil
  ) {
    self.id = id
    self.events = events
    self.graph = graph
    self.outputs = outputs
    self.head = head
  }

  /// How the incident began; `nil` when the first event is missing.
  public var opening: Opening? {
    for event in events {
      if case .incidentOpened(let opening) = event.fact { return opening }
    }
    return nil
  }

  /// Whether it is a drill.
  public var isDrill: Bool { opening?.isDrill ?? false }

  /// What the incident is called.
  public var title: String { opening?.title ?? graph.frames.first?.runbook.title ?? id.text }

  /// The step with that id in its place; `nil` when the graph does not know it.
  func node(_ id: StepID) -> StepGraph.Node? { graph.index(of: id).map { graph.nodes[$0] } }
}

/// What an attempt of a command wrote, both outputs in the order they were written.
public struct AttemptOutput: Codable, Hashable, Sendable {
  /// The text, secrets masked.
  public var text: String
  /// Whether a part was not kept.
  public var isTruncated: Bool

  /// The output `text`.
  public init(text: String, isTruncated: Bool = false) {
    self.text = text
    self.isTruncated = isTruncated
  }
}

/// The last link of the journal's chain of hashes when the record was read.
public struct ChainHead: Codable, Hashable, Sendable {
  /// The number of the last event.
  public var sequence: Int
  /// The hash in lower-case hexadecimal.
  public var hash: String

  /// The link `sequence` with that hash.
  public init(sequence: Int, hash: String) {
    self.sequence = sequence
    self.hash = hash
  }
}
