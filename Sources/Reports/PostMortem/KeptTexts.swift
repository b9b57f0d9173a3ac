import Foundation
import Phrases

/// What people wrote in the places of an earlier report.
struct KeptTexts {
  /// The texts by place; places that nobody filled are left out.
  private(set) var texts: [Place: String] = [:]
  /// Texts that could not be put back because the markers around them were damaged.
  private(set) var rescued: [String] = []

  /// No earlier report.
  init() {}

  /// The texts in an earlier report, Markdown or JSON, of the incident `id`.
  init(_ previous: String, of id: String) throws(ReportFault) {
    if previous.drop(while: \.isWhitespace).first == "{" {
      try read(json: previous, of: id)
    } else {
      try read(markdown: previous, of: id)
    }
  }

  private struct Document: Decodable {
    struct Place: Decodable {
      var name: String
      var text: String
      var isFilled: Bool
    }
    struct Incident: Decodable { var id: String }
    var format: String
    var incident: Incident
    var places: [Place]
  }

  private mutating func read(json: String, of id: String) throws(ReportFault) {
    let document: Document
    do {
      document = try JSONDecoder().decode(Document.self, from: Data(json.utf8))
    } catch {
      throw .unreadablePrevious
    }
    guard document.format.hasPrefix("tocsin.post-mortem/") else { throw .unreadablePrevious }
    guard document.incident.id == id else { throw .otherIncident(document.incident.id) }
    for place in document.places where place.isFilled { keep(place.text, name: place.name) }
  }

  private mutating func read(markdown: String, of id: String) throws(ReportFault) {
    let lines = markdown.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    if let other = lines.lazy.compactMap(Self.incident).first, other != id {
      throw .otherIncident(other)
    }
    var scan = KeepScan(lines: lines)
    scan.run()
    for (name, text) in scan.kept { keep(text, name: name) }
    for text in scan.damaged { rescue(text) }
    if !scan.isReport { rescue(markdown) }
  }

  private mutating func keep(_ text: String, name: String) {
    guard let place = Place(rawValue: name) else { return rescue(text) }
    let text = Self.trimmed(text)
    guard !Self.isBlank(text, place) else { return }
    if place == .rescued {
      rescued.append(text)
    } else if let old = texts[place] {
      if old != text { rescue(text) }
    } else {
      texts[place] = text
    }
  }

  private mutating func rescue(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .filter { KeepScan.marker($0) == nil && Self.incident(String($0)) == nil }
    let text = Self.trimmed(lines.joined(separator: "\n"))
    let isBlank = Place.allCases.contains { Self.isBlank(text, $0) }
    if !isBlank && !rescued.contains(text) { rescued.append(text) }
  }

  /// Whether nobody changed what Tocsin wrote there, in either language.
  private static func isBlank(_ text: String, _ place: Place) -> Bool {
    text.isEmpty || Language.allCases.contains { place.blank.text($0) == text }
  }

  private static func trimmed(_ text: String) -> String {
    text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The line that says whose report it is.
  static func mark(_ id: String) -> String { "<!-- tocsin post-mortem \(id) -->" }

  private static func incident(_ line: String) -> String? {
    let words = line.split(separator: " ")
    guard words.count == 5, words[0] == "<!--", words[1] == "tocsin", words[2] == "post-mortem"
    else { return nil }
    return String(words[3])
  }
}
