import IncidentCore
import Phrases
import RunbookModel
import Timekeeping

/// A picture of an incident as SVG: milestones, steps as bars, and what people did, over time.
///
/// States differ by pattern and sign, not by colour alone, so that it reads in print. Colours come
/// from the classes of the page's style sheet.
struct TimelineDrawing {
  private let story: Story
  private let first: Instant
  private let last: Instant
  // Narrow enough that 12 pixels are 7 points on A4.
  private static let width = 860.0
  private static let left = 225.0
  private static let right = 845.0
  private static let rowHeight = 24.0
  /// The mean width of half a wide character at 12 pixels.
  private static let columnWidth = 6.3

  /// A picture of `story`.
  init(_ story: Story) {
    self.story = story
    let times = story.record.events.map(\.occurredAt)
    first = times.min() ?? story.settings.generatedAt
    last = max(times.max() ?? first, first + .seconds(1))
  }

  /// The picture; empty when there are no events.
  var svg: String {
    guard !story.record.events.isEmpty else { return "" }
    let milestones = milestoneLane(top: 30)
    let steps = stepLane(top: milestones.bottom + 10)
    let deeds = deedLane(top: steps.bottom + 8)
    let axis = axis(bottom: deeds.bottom)
    let height = Int(deeds.bottom + 40)
    let title = Escaping.html(story.settings.text(ReportLabels.picture))
    return """
      <svg class="course" viewBox="0 0 \(Int(Self.width)) \(height)" role="img" \
      aria-label="\(title)" xmlns="http://www.w3.org/2000/svg">
      <title>\(title)</title>
      \(Self.patterns)
      \(axis)
      \(milestones.svg)
      \(steps.svg)
      \(deeds.svg)
      \(legend(top: deeds.bottom + 26))
      </svg>
      """
  }

  private static let patterns = """
    <defs>
    <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" \
    patternTransform="rotate(45)"><rect width="6" height="6" class="hatch-ground"/>\
    <rect width="3" height="6" class="hatch-line"/></pattern>
    <pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse">\
    <rect width="6" height="6" class="dots-ground"/><circle cx="3" cy="3" r="1.5" \
    class="dots-dot"/></pattern>
    </defs>
    """

  private func x(_ instant: Instant) -> Double {
    let share = Double((instant - first).milliseconds) / Double((last - first).milliseconds)
    return Self.left + share * (Self.right - Self.left)
  }

  private func width(_ text: String) -> Double {
    Double(DisplayWidth.width(of: text)) * Self.columnWidth
  }

  private func label(_ text: String, _ x: Double, _ y: Double, _ kind: String) -> String {
    "<text x=\"\(number(x))\" y=\"\(number(y))\" class=\"\(kind)\">\(Escaping.html(text))</text>"
  }

  private func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    let (whole, rest) = tenths.quotientAndRemainder(dividingBy: 10)
    return rest == 0 ? String(whole) : "\(whole).\(abs(rest))"
  }

  // MARK: Time

  private static let tickSeconds: [Int64] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800,
  ]

  private func axis(bottom: Double) -> String {
    let seconds = (last - first).milliseconds / 1000
    let fitting = Self.tickSeconds.first { seconds / $0 <= 9 }
    let step = fitting ?? max(1, seconds / 8)
    let ahead = Int64(story.settings.zone.secondsFromUTC(at: first))
    let start = ((first.milliseconds / 1000 + ahead) / step + 1) * step - ahead
    var parts: [String] = []
    let day = story.settings.zone.date(first)
    parts.append(label(day, Self.left, 14, "axis-day"))
    var tick = start
    while tick * 1000 <= last.milliseconds {
      let instant = Instant(milliseconds: tick * 1000)
      let place = x(instant)
      let time = story.settings.zone.time(instant)
      let text =
        step >= 86_400
        ? String(story.settings.zone.date(instant).dropFirst(5))
        : String(time.prefix(step >= 60 ? 5 : 8))
      parts.append(
        "<line x1=\"\(number(place))\" x2=\"\(number(place))\" y1=\"20\" "
          + "y2=\"\(number(bottom))\" class=\"grid\"/>"
      )
      if place > Self.left + width(day) + 44 && place < Self.right - 14 {
        parts.append(label(text, place, 14, "axis"))
      }
      tick += step
    }
    return parts.joined(separator: "\n")
  }

  // MARK: Milestones

  private func milestoneLane(top: Double) -> (svg: String, bottom: Double) {
    var parts = [label(story.settings.text(ReportLabels.milestones), 8, top + 13, "lane")]
    let reached = Milestone.allCases.compactMap { milestone in
      story.milestones[milestone].map { (milestone: milestone, at: $0.at) }
    }
    var ends: [Double] = []
    for (milestone, at) in reached.sorted(by: { $0.at < $1.at }) {
      let name = story.settings.text(PartPhrases.milestone(milestone))
      let text = "\(name) \(story.settings.zone.time(at).prefix(5))"
      let place = x(at)
      let room = width(text) + 12
      let isLeft = place + room > Self.right
      let start = isLeft ? place - room : place
      let row = ends.firstIndex { $0 < start } ?? ends.count
      let end = isLeft ? place + 8 : place + room
      if row == ends.count { ends.append(end) } else { ends[row] = end }
      let y = top + Double(row) * 18 + 9
      parts.append(
        "<path d=\"M\(number(place)) \(number(y - 5))l5 5l-5 5l-5 -5z\" class=\"milestone\"/>"
      )
      let anchor = isLeft ? "milestone-text to-left" : "milestone-text"
      parts.append(label(text, isLeft ? place - 9 : place + 9, y + 4, anchor))
    }
    return (parts.joined(separator: "\n"), top + Double(max(1, ends.count)) * 18)
  }

  // MARK: Steps

  private func stepLane(top: Double) -> (svg: String, bottom: Double) {
    var parts: [String] = []
    for (index, node) in story.record.graph.nodes.enumerated() {
      let y = top + Double(index) * Self.rowHeight
      let depth = Double(node.number.filter { $0 == "." }.count) * 10
      let columns = Int((Self.left - 20 - depth) / Self.columnWidth)
      let name = DisplayWidth.truncate("\(node.number) \(node.step.title)", to: columns)
      let history = story.history.steps[index]
      let isReached = !history.visits.isEmpty
      if index % 2 == 0 {
        parts.append(
          "<rect x=\"0\" y=\"\(number(y))\" width=\"\(Int(Self.width))\" "
            + "height=\"\(number(Self.rowHeight))\" class=\"band\"/>"
        )
      }
      parts.append(label(name, 8 + depth, y + 16, isReached ? "step" : "step muted"))
      parts += bars(history, y: y)
    }
    return (
      parts.joined(separator: "\n"),
      top + Double(story.record.graph.nodes.count) * Self.rowHeight
    )
  }

  private func bars(_ history: StepHistory, y: Double) -> [String] {
    guard let lastVisit = history.visits.last else {
      let text = story.settings.text(StoryPhrases.state(.notReached))
      return [label(text, Self.left + 4, y + 16, "bar-text muted")]
    }
    var parts: [String] = []
    for visit in history.visits {
      let start = x(visit.startedAt)
      let end = max(x(visit.endedAt ?? story.history.endedAt ?? last), start + 5)
      parts.append(
        "<rect x=\"\(number(start))\" y=\"\(number(y + 6))\" width=\"\(number(end - start))\" "
          + "height=\"12\" rx=\"2\" class=\"bar \(visit.state.rawValue)\"/>"
      )
    }
    if let late = history.lateAt {
      parts.append(
        "<path d=\"M\(number(x(late))) \(number(y + 3))v18\" class=\"late\"/>"
      )
    }
    let start = x(history.visits[0].startedAt)
    let end = max(x(lastVisit.endedAt ?? story.history.endedAt ?? last), x(lastVisit.startedAt) + 5)
    let text = summary(history)
    if end + width(text) + 10 < Self.right {
      parts.append(label(text, end + 7, y + 16, "bar-text"))
    } else if start - width(text) - 10 > Self.left {
      parts.append(label(text, start - 7, y + 16, "bar-text to-left"))
    } else {
      parts.append(label(text, start + 6, y + 16, "bar-text inside"))
    }
    return parts
  }

  private func summary(_ history: StepHistory) -> String {
    var words = [Story.symbol(history.state)]
    if history.state != .done {
      words.append(story.settings.text(StoryPhrases.state(history.state)))
    }
    if let duration = history.duration, duration > .zero {
      words.append(story.settings.duration(duration))
    }
    if history.visits.count > 1 {
      let count = ["n": String(history.visits.count)]
      words.append("· \(story.settings.text(StoryPhrases.visits, count))")
    }
    if history.lateAt != nil { words.append("· \(story.settings.text(DrawingPhrases.late))") }
    if history.isRolledBack {
      words.append("· \(story.settings.text(DrawingPhrases.rolledBack))")
    }
    if history.rollbackLeft != nil {
      words.append("· \(story.settings.text(DrawingPhrases.rollbackLeft))")
    }
    return words.joined(separator: " ")
  }

  // MARK: People

  private enum Deed: CaseIterable {
    case note
    case decision
    case approval
    case escalation

    init?(_ fact: Fact) {
      switch fact {
      case .noteAdded, .eventCorrected, .evidenceAttached: self = .note
      case .choiceMade, .severityChanged, .stepSkipped, .stepRetried, .outcomeSettled,
        .verificationAnswered, .runMoved(_, _, .person), .rollbackStarted:
        self = .decision
      case .approvalGiven, .approvalRejected: self = .approval
      case .escalationRequested, .notificationRequested, .levelFired, .nobodyReached:
        self = .escalation
      default: return nil
      }
    }

    var phrase: Phrase {
      switch self {
      case .note: DrawingPhrases.note
      case .decision: DrawingPhrases.decision
      case .approval: DrawingPhrases.approval
      case .escalation: DrawingPhrases.escalation
      }
    }

    /// The sign as the data of a path around 0, 0.
    var path: String {
      switch self {
      case .note: "m-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0"
      case .decision: "m0 -5l5 9h-10z"
      case .approval: "m-4 -4h8v8h-8z"
      case .escalation: "m0 5l5 -9h-10z"
      }
    }
  }

  private func deedLane(top: Double) -> (svg: String, bottom: Double) {
    var parts: [String] = []
    var row = 0
    for deed in Deed.allCases {
      let events = story.record.events.filter { Deed($0.fact) == deed }
      guard !events.isEmpty else { continue }
      let y = top + Double(row) * 20 + 12
      parts.append(label(story.settings.text(deed.phrase), 8, y + 4, "lane"))
      for event in events {
        let title = "#\(event.sequence) \(story.settings.zone.time(event.occurredAt))"
        parts.append(
          "<path d=\"M\(number(x(event.occurredAt))) \(number(y))\(deed.path)\" class=\"deed\">"
            + "<title>\(title) \(Escaping.html(story.narrator.sentence(event)))</title></path>"
        )
      }
      row += 1
    }
    return (parts.joined(separator: "\n"), top + Double(row) * 20 + 4)
  }

  private func legend(top: Double) -> String {
    var parts: [String] = []
    var place = 8.0
    let present = StepState.allCases.filter { state in
      state != .notReached
        && story.history.steps.contains { $0.visits.contains { $0.state == state } }
    }
    for state in present {
      let text = "\(Story.symbol(state)) \(story.settings.text(StoryPhrases.state(state)))"
      parts.append(
        "<rect x=\"\(number(place))\" y=\"\(number(top - 9))\" width=\"22\" height=\"11\" "
          + "rx=\"2\" class=\"bar \(state.rawValue)\"/>"
      )
      parts.append(label(text, place + 28, top + 1, "bar-text"))
      place += 28 + width(text) + 22
    }
    return parts.joined(separator: "\n")
  }
}

/// What the picture says.
enum DrawingPhrases {
  static let late = Phrase(en: "late", zh: "超时限")
  static let rolledBack = Phrase(en: "rolled back", zh: "已回滚")
  static let rollbackLeft = Phrase(en: "rollback left out", zh: "回滚被略过")
  static let note = Phrase(en: "Notes and evidence", zh: "备注与证据")
  static let decision = Phrase(en: "Decisions", zh: "决定")
  static let approval = Phrase(en: "Approvals", zh: "审批")
  static let escalation = Phrase(en: "Escalation and notification", zh: "升级与通知")
}
