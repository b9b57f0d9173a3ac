import Foundation
import IncidentCore
import Ports
import Timekeeping

/// One line of a side file: what one call would have written into the journal.
struct SideLine: Codable {
  /// A step graph with the texts it was read from.
  struct Graph: Codable {
    var sha256: String
    var json: String
    var sources: [Source]
  }

  /// A text that a step graph was read from.
  struct Source: Codable {
    var path: String
    var sha256: String
    var text: String
  }

  /// A piece of a command's output, its bytes in Base64.
  struct Output: Codable {
    var attempt: Int
    var stream: OutputChunk.Stream
    var base64: String

    var chunk: OutputChunk? {
      Data(base64Encoded: base64).map {
        OutputChunk(attempt: attempt, stream: stream, bytes: [UInt8]($0))
      }
    }
  }

  /// Which side file it is in; no two have the same.
  var writer: String
  /// Its place among the lines of its writer, from 1.
  var number: Int
  /// When it was written.
  var written: Instant
  /// Nothing for a step graph.
  var incident: IncidentID?
  /// The number of the event that the drafts were decided on.
  var after: Int?
  var drafts: [DraftEvent]?
  var output: Output?
  var graph: Graph?

  /// What the journal remembers of a line that it has taken in.
  var id: String { "\(writer)-\(number)" }
}

/// The lines of a side file.
struct SideLines {
  var path: String
  var lines: [SideLine] = []
  /// How many whole lines do not read; a torn last one, which was never promised, is none.
  var unreadable = 0

  init(path: String, contents: Data) {
    self.path = path
    let decoder = JSONDecoder()
    var pieces = contents.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    pieces.removeLast()
    for piece in pieces where !piece.isEmpty {
      if let line = try? decoder.decode(SideLine.self, from: piece) {
        lines.append(line)
      } else {
        unreadable += 1
      }
    }
  }
}
