import DutyRoster
import Timekeeping

/// Walks a ladder that is armed at any instant of the year and that nobody answers.
///
/// The engine's rules are kept: a level that stands for nobody is passed at once or after its wait,
/// times count from the scheduled time of the level before, and a person's next way has its turn
/// after its own time or when the way before has failed.
struct LadderWalk {
  /// A rung with the table of its level.
  struct Step {
    var rung: Rung
    /// An index of ``levels``.
    var level: Int
  }

  /// What a level does at any instant.
  struct Level {
    var wait: Int64
    var urgency: Urgency
    var selection: EscalationLevel.Selection
    var hasChannel: Bool
    /// Where each stretch begins, the first at the start of the year.
    var starts: [Int64]
    /// The people of each stretch, as indexes of ``people``.
    var people: [[Int]]

    /// The stretch that an instant lies in.
    func stretch(at time: Int64) -> Int {
      var low = 0
      var high = starts.count
      while low < high {
        let middle = (low + high) / 2
        if starts[middle] <= time { low = middle + 1 } else { high = middle }
      }
      return max(0, low - 1)
    }

    func isEmpty(_ stretch: Int) -> Bool { people[stretch].isEmpty && !hasChannel }
  }

  /// A time of arming in which the same levels are empty, so that all rungs come equally late.
  struct Course {
    var start: Int64
    var end: Int64
    /// How long after the arming each rung has its turn; fewer than rungs when the year is over.
    var offsets: [Int64]
    /// Whether each of those rungs stands for nobody.
    var isEmpty: [Bool]
  }

  let steps: [Step]
  let levels: [Level]
  let people: [Person]
  let gateways: [String]
  let yearEnd: Int64
  /// Whether not all rungs or instants were looked at.
  private(set) var hitBound = false
  private(set) var courses: [Course] = []
  private let contacts: ContactTimes
  private let limits: PlanProof.Limits

  init(_ form: LadderForm, _ proof: PlanProof) {
    limits = proof.limits
    yearEnd = proof.whole.end.milliseconds
    let policy = form.policy
    var steps: [Step] = []
    var rung: Rung? = Rung(round: 1, level: 1)
    while let current = rung, steps.count < proof.limits.rungs {
      steps.append(Step(rung: current, level: current.level - 1))
      rung = policy.rung(after: current)
    }
    hitBound = rung != nil
    self.steps = steps
    people = proof.roster.parts.people
    let indexes = Dictionary(
      people.enumerated().map { ($0.element.id, $0.offset) },
      uniquingKeysWith: { first, _ in first }
    )
    let count = policy.levels.count + (policy.lastResort.isEmpty ? 0 : 1)
    levels = (1...count).compactMap { policy.level(at: Rung(round: 1, level: $0)) }.map { level in
      let stretches = proof.timetable.stretches(of: level.targets)
      return Level(
        wait: level.wait.milliseconds,
        urgency: level.urgency,
        selection: level.selection,
        hasChannel: !proof.timetable.channels(of: level.targets).isEmpty,
        starts: stretches.map(\.time.start.milliseconds),
        people: stretches.map { $0.people.compactMap { indexes[$0] } }
      )
    }
    contacts = ContactTimes(proof, people: people, levels: levels)
    gateways = contacts.gateways
    courses = form.when.map {
      Course(start: $0.start.milliseconds, end: $0.end.milliseconds, offsets: [0], isEmpty: [])
    }
    for place in steps.indices { follow(place, onEmpty: policy.onEmpty) }
  }

  /// Parts the courses where the level of a rung begins or ceases to be empty.
  private mutating func follow(_ place: Int, onEmpty: EscalationPolicy.OnEmpty) {
    let level = levels[steps[place].level]
    var result: [Course] = []
    for course in courses {
      guard course.offsets.count == place + 1, course.isEmpty.count == place else {
        result.append(course)
        continue
      }
      let offset = course.offsets[place]
      var start = course.start
      while start < course.end {
        let time = start + offset
        guard time < yearEnd else {
          // Who is called next year is a question to next year's calendar.
          var rest = course
          rest.start = start
          rest.offsets.removeLast()
          result.append(rest)
          break
        }
        var stretch = level.stretch(at: time)
        let isEmpty = level.isEmpty(stretch)
        while stretch + 1 < level.starts.count, level.isEmpty(stretch + 1) == isEmpty {
          stretch += 1
        }
        let change = stretch + 1 < level.starts.count ? level.starts[stretch + 1] : yearEnd
        var part = course
        part.start = start
        part.end = min(course.end, change - offset)
        part.isEmpty.append(isEmpty)
        if place + 1 < steps.count {
          part.offsets.append(offset + (isEmpty && onEmpty == .next ? 0 : level.wait))
        }
        result.append(part)
        start = part.end
      }
      if result.count > limits.instants {
        hitBound = true
        break
      }
    }
    courses = result
  }

  // MARK: Instants

  /// The instants of a course at which somebody comes or goes on some rung, its start first.
  mutating func instants(of course: Course, room: Int) -> [Int64] {
    var instants = [course.start]
    for (place, offset) in course.offsets.enumerated() where place < course.isEmpty.count {
      let level = levels[steps[place].level]
      var stretch = level.stretch(at: course.start + offset) + 1
      while stretch < level.starts.count, level.starts[stretch] - offset < course.end {
        instants.append(level.starts[stretch] - offset)
        stretch += 1
      }
      if level.urgency == .low {
        instants += contacts.changes(
          from: course.start + offset,
          to: course.end + offset
        ).map { $0 - offset }
      }
      if instants.count > room {
        hitBound = true
        instants.removeLast(instants.count - room)
        break
      }
    }
    return Set(instants).sorted()
  }

  /// What comes of a ladder that is armed at one instant.
  struct Outcome {
    /// How long until the first message to a person leaves.
    var first: Int64?
    /// The person whom it goes to.
    var person: Int?
    /// How long until the first message to somebody else leaves.
    var second: Int64?
    /// How long until a message leaves though that gateway is down, by ``LadderWalk/gateways``.
    var without: [Int64?]
    /// The first rung whose people are sent nothing.
    var silent: Int?
    /// Whether the ladder goes on into the next year.
    var isCut: Bool
  }

  /// Walks the ladder that is armed at `start`, in a course that holds it; `turn` is whose turn it
  /// is first on levels that call one after the other.
  func outcome(at start: Int64, _ course: Course, turn: Int) -> Outcome {
    var outcome = Outcome(
      without: Array(repeating: nil, count: gateways.count),
      isCut: course.isEmpty.count < steps.count
    )
    for (place, offset) in course.offsets.enumerated() where place < course.isEmpty.count {
      if isSettled(outcome, before: offset) { break }
      let step = steps[place]
      let level = levels[step.level]
      let all = level.people[level.stretch(at: start + offset)]
      var called = all[...]
      if level.selection == .roundRobin, !all.isEmpty {
        let one = (turn + step.rung.round - 1) % all.count
        called = all[one...one]
      }
      var isSilent = !called.isEmpty
      for person in called {
        let time = start + offset
        if let delay = contacts.delay(person, step.level, at: time, without: nil) {
          isSilent = false
          outcome.note(person, offset + delay)
        }
        for gateway in gateways.indices {
          guard let delay = contacts.delay(person, step.level, at: time, without: gateway)
          else { continue }
          outcome.without[gateway] = min(outcome.without[gateway] ?? .max, offset + delay)
        }
      }
      if isSilent, outcome.silent == nil { outcome.silent = place }
    }
    return outcome
  }

  /// Whether no later rung can change what is known.
  private func isSettled(_ outcome: Outcome, before offset: Int64) -> Bool {
    guard let second = outcome.second, second <= offset else { return false }
    return outcome.without.allSatisfy { $0.map { $0 <= offset } ?? false }
  }

  /// How many turns must be tried so that every person of every level that takes turns is first once.
  var turns: Int {
    var turns = 1
    for level in levels where level.selection == .roundRobin {
      for count in Set(level.people.map(\.count)) where count > 0 {
        // Many people on several such levels are told apart only up to a bound.
        turns = min(60, turns / Self.divisor(turns, count) * count)
      }
    }
    return turns
  }

  private static func divisor(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : divisor(right, left % right)
  }
}

extension LadderWalk.Outcome {
  /// Takes in a message to a person.
  fileprivate mutating func note(_ someone: Int, _ time: Int64) {
    guard let first, let person else {
      (first, person) = (time, someone)
      return
    }
    if someone == person {
      self.first = min(first, time)
    } else if time < first {
      (self.first, self.person, second) = (time, someone, first)
    } else {
      second = min(second ?? .max, time)
    }
  }
}
