import Foundation
import IncidentCore
import JournalStore

/// The anchor that stands at the end of each post-mortem.
enum ReportAnchor {
  private struct Report: Decodable {
    struct Footer: Decodable {
      var incident: String
      var headSequence: Int
      var headHash: String
    }

    var format: String
    var footer: Footer
  }

  /// Reads a post-mortem in any of its formats; `nil` when the text is none.
  static func read(_ text: String) -> Anchor? {
    if text.utf8.first == UInt8(ascii: "{") { return readJSON(text) }
    // What people write into a report stands above its footer.
    let lines = text.split(whereSeparator: \.isNewline).suffix(8)
    let footer = lines.filter { $0.contains(" · ") || $0.contains("<code>#") }
      .joined(separator: "\n")
    guard text.hasPrefix("# ") || text.hasPrefix("<!doctype html>"),
      let incident = footer.firstMatch(of: #/([0-9]{8}-[0-9a-z]+) · /#),
      let head = footer.firstMatch(of: /#([0-9]+) ([0-9a-f]{64})(?:<|$)/)
    else { return nil }
    return Anchor(line: "\(incident.1) \(head.1) \(head.2)")
  }

  private static func readJSON(_ text: String) -> Anchor? {
    guard let report = try? JSONDecoder().decode(Report.self, from: Data(text.utf8)),
      report.format.hasPrefix("tocsin.post-mortem/")
    else { return nil }
    let footer = report.footer
    return Anchor(line: "\(footer.incident) \(footer.headSequence) \(footer.headHash)")
  }
}
