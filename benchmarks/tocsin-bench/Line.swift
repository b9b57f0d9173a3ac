import Foundation

/// A line of the table.
struct Line {
  var name: String
  var work: String
  var against: String
  var ours: Duration
  var least: Duration
  var limit: Double
  /// How many times the processor time of the least ours took, when there was any to speak of; it
  /// says more than the wall clock when others use the machine.
  var processorRatio: Double?

  var ratio: Double { ours / least }
  var isWithin: Bool { ratio <= limit }

  static let head = row("row", "work", "Tocsin", "bare", "ratio", "at most", "cpu", "")

  var text: String {
    Self.row(
      name,
      "\(work) / \(against)",
      Self.readable(ours),
      Self.readable(least),
      String(format: "%.2f", ratio),
      String(format: "%.2f", limit),
      processorRatio.map { String(format: "%.2f", $0) } ?? "",
      isWithin ? "ok" : "MISSED"
    )
  }

  /// A line for a size instead of two times, with the largest allowed.
  static func size(_ name: String, _ work: String, mebibytes: Double, atMost: Double) -> String {
    row(
      name,
      work,
      String(format: "%.1f MiB", mebibytes),
      "",
      "",
      String(format: "%.0f MiB", atMost),
      "",
      mebibytes <= atMost ? "ok" : "MISSED"
    )
  }

  /// A line for a time that has a limit of its own.
  static func time(_ name: String, _ work: String, _ time: Duration, atMost: Duration) -> String {
    row(
      name,
      work,
      readable(time),
      "",
      "",
      readable(atMost),
      "",
      time <= atMost ? "ok" : "MISSED"
    )
  }

  private static func row(_ cells: String...) -> String {
    let widths = [12, 84, 10, 10, 6, 8, 6, 0]
    let padded = zip(cells, widths).enumerated().map { index, cell in
      let space = String(repeating: " ", count: max(0, cell.1 - cell.0.count))
      return (2...6).contains(index) ? space + cell.0 : cell.0 + space
    }
    return padded.joined(separator: "  ")
  }

  private static func readable(_ duration: Duration) -> String {
    let seconds = duration / .seconds(1)
    if seconds < 0.001 { return String(format: "%.1f µs", seconds * 1_000_000) }
    if seconds < 1 { return String(format: "%.2f ms", seconds * 1000) }
    return String(format: "%.2f s", seconds)
  }
}
