import Phrases

/// Finds `<!-- keep: NAME -->` … `<!-- /keep -->` in an earlier report, even when some are damaged.
///
/// What stands between two headings that Tocsin writes belongs to the first of them, so that a text
/// is found again when its markers are gone.
struct KeepScan {
  /// A line that means something to us.
  enum Marker: Equatable {
    case open(String)
    case close
  }

  let lines: [String]
  /// The texts between whole pairs of markers, in the order of the file.
  private(set) var kept: [(name: String, text: String)] = []
  /// The texts whose markers are damaged.
  private(set) var damaged: [String] = []
  /// Whether anything was found that Tocsin writes.
  private(set) var isReport = false

  private var isConsumed: [Bool]
  private var headings: [Int: Place?] = [:]

  init(lines: [String]) {
    self.lines = lines
    isConsumed = lines.map { _ in false }
  }

  /// Reads all lines.
  mutating func run() {
    var open: (name: String, line: Int)?
    var boundary = 0
    var fence: Int?
    for (index, line) in lines.enumerated() {
      if open == nil {
        if toggles(&fence, line) || fence != nil { continue }
      }
      switch Self.marker(line) {
      case .open(let name)?:
        if let open { take(damaged: open.line + 1, index) }
        isReport = true
        isConsumed[index] = true
        open = (name, index)
      case .close?:
        isReport = true
        isConsumed[index] = true
        if let start = open {
          kept.append((start.name, text(start.line + 1, index)))
        } else {
          take(damaged: boundary, index)
        }
        open = nil
        boundary = index + 1
      case nil:
        guard open == nil, let place = Self.heading(line) else { continue }
        isReport = true
        headings[index] = place
        boundary = index + 1
      }
    }
    if let open { take(damaged: open.line + 1, lines.count) }
    takeUnmarked()
  }

  /// What a line marks; small differences in writing are forgiven.
  static func marker(_ line: some StringProtocol) -> Marker? {
    let words = line.lowercased().filter { !$0.isWhitespace }
    guard words.hasPrefix("<!--"), words.hasSuffix("-->") else { return nil }
    let inner = words.dropFirst(4).dropLast(3)
    if inner == "/keep" { return .close }
    guard inner.hasPrefix("keep:") else { return nil }
    return .open(String(inner.dropFirst(5)))
  }

  /// The text between two lines, which is used up by that.
  private mutating func text(_ start: Int, _ end: Int) -> String {
    for index in start..<max(start, end) { isConsumed[index] = true }
    return lines[start..<max(start, end)].joined(separator: "\n")
  }

  /// Takes lines that have only one marker, up to the next heading that Tocsin writes.
  private mutating func take(damaged start: Int, _ end: Int) {
    var stop = start
    while stop < end, Self.heading(lines[stop]) == nil { stop += 1 }
    damaged.append(text(start, stop))
  }

  /// Takes the text under headings of places whose two markers are gone.
  private mutating func takeUnmarked() {
    let found = Set(kept.map(\.name))
    for index in headings.keys.sorted() {
      guard case .some(.some(let place)) = headings[index], !found.contains(place.rawValue)
      else { continue }
      var lost: [String] = []
      var next = index + 1
      while next < lines.count, headings[next] == nil {
        if !isConsumed[next] && !Self.isHint(lines[next]) { lost.append(lines[next]) }
        next += 1
      }
      damaged.append(lost.joined(separator: "\n"))
    }
  }

  private func toggles(_ fence: inout Int?, _ line: String) -> Bool {
    let count = line.prefix { $0 == "`" }.count
    guard count >= 3 else { return false }
    if let length = fence {
      guard count >= length, line.allSatisfy({ $0 == "`" }) else { return false }
      fence = nil
    } else {
      fence = count
    }
    return true
  }

  /// The place below a heading that Tocsin writes, `.some(nil)` for one without a place.
  private static func heading(_ line: String) -> Place?? {
    guard line.hasPrefix("#") else { return nil }
    let title = line.drop { $0 == "#" }.drop { $0 == " " }
    for place in Place.allCases
    where Language.allCases.contains(where: { place.heading.text($0) == title }) {
      return .some(place)
    }
    let isOurs = ReportLabels.headings.contains { phrase in
      Language.allCases.contains { phrase.text($0) == title }
    }
    return isOurs ? .some(nil) : nil
  }

  private static func isHint(_ line: String) -> Bool {
    Place.allCases.contains { place in
      Language.allCases.contains { language in
        place.hint.map { "*\(Escaping.markdown($0.text(language)))*" == line } ?? false
      }
    }
  }
}
