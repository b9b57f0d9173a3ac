import DutyRoster
import Findings
import Phrases
import Timekeeping

/// What can go wrong with a ladder, armed at any instant of the year.
extension PlanProof {
  /// What is gathered on the way through the year.
  private struct Gathered {
    var first = WorstTime()
    var second = WorstTime()
    var withoutGateway = WorstTime()
    var last = WorstTime()
    var over = WorstTime()
    /// When levels stand for nobody, by their places.
    var empty: [Int: [DutyInterval]] = [:]
    /// When people of levels are sent nothing, by the levels' places.
    var silent: [Int: [DutyInterval]] = [:]
    var nobody: [DutyInterval] = []
    /// When the ladder hangs on one person, by their index.
    var alone: [Int: [DutyInterval]] = [:]
    /// When the ladder hangs on one gateway, by its index.
    var gateway: [Int: [DutyInterval]] = [:]
    var late: [DutyInterval] = []
  }

  func prove(_ form: LadderForm, _ found: inout FoundInFiles) -> LadderTimes {
    var walk = LadderWalk(form, self)
    var gathered = Gathered()
    var room = limits.instants
    let turns = walk.turns
    for course in walk.courses {
      gather(course, walk, &gathered)
      let instants = walk.instants(of: course, room: max(1, room / turns))
      room -= instants.count * turns
      for (number, instant) in instants.enumerated() {
        let end = number + 1 < instants.count ? instants[number + 1] : course.end
        let time = DutyInterval(
          from: Instant(milliseconds: instant),
          to: Instant(milliseconds: end)
        )
        for turn in 0..<turns {
          gather(walk.outcome(at: instant, course, turn: turn), time, walk, &gathered)
        }
      }
      if room <= 0 { break }
    }
    report(gathered, form, walk, &found)
    if walk.hitBound || room <= 0 { reportBound(form, &found) }
    return LadderTimes(
      policy: form.policy.name,
      severities: form.severities,
      isAtSomeHours: form.when != [whole],
      levels: form.policy.levels.count,
      rounds: form.policy.repeats + 1,
      hasLastResort: !form.policy.lastResort.isEmpty,
      first: gathered.first.value,
      second: gathered.second.value,
      withoutGateway: gathered.withoutGateway.value,
      last: gathered.last.value,
      over: gathered.over.value
    )
  }

  private func gather(
    _ course: LadderWalk.Course,
    _ walk: LadderWalk,
    _ gathered: inout Gathered
  ) {
    for (place, isEmpty) in course.isEmpty.enumerated() where isEmpty {
      gathered.empty[walk.steps[place].level, default: []].append(
        DutyInterval(
          from: Instant(milliseconds: course.start + course.offsets[place]),
          to: Instant(milliseconds: course.end + course.offsets[place])
        )
      )
    }
    guard course.isEmpty.count == walk.steps.count, let offset = course.offsets.last,
      let step = walk.steps.last
    else { return }
    gathered.last.take(offset, at: course.start)
    gathered.over.take(offset + walk.levels[step.level].wait, at: course.start)
  }

  private func gather(
    _ outcome: LadderWalk.Outcome,
    _ time: DutyInterval,
    _ walk: LadderWalk,
    _ gathered: inout Gathered
  ) {
    let start = time.start.milliseconds
    if let silent = outcome.silent {
      gathered.silent[walk.steps[silent].level, default: []].append(time)
    }
    if let first = outcome.first {
      gathered.first.take(first, at: start)
      if let limit = humanWithin, limit.milliseconds < first { gathered.late.append(time) }
    } else if !outcome.isCut {
      gathered.nobody.append(time)
      gathered.first.takeEndless()
    }
    guard outcome.first != nil else { return }
    if let second = outcome.second {
      gathered.second.take(second, at: start)
    } else if !outcome.isCut, let person = outcome.person {
      gathered.alone[person, default: []].append(time)
      gathered.second.takeEndless()
    }
    for (gateway, delay) in outcome.without.enumerated() {
      if let delay {
        gathered.withoutGateway.take(delay, at: start)
      } else if !outcome.isCut {
        gathered.gateway[gateway, default: []].append(time)
        gathered.withoutGateway.takeEndless()
      }
    }
  }

  // MARK: Findings

  private func report(
    _ gathered: Gathered,
    _ form: LadderForm,
    _ walk: LadderWalk,
    _ found: inout FoundInFiles
  ) {
    let name = form.policy.name
    let last = walk.levels.count - 1
    for (level, times) in gathered.empty.sorted(by: { $0.key < $1.key }) {
      let isLast = level == last
      add(
        isLast ? ProofRules.emptyLastLevel : ProofRules.emptyLevel,
        isLast ? ProofPhrases.emptyLastLevel : ProofPhrases.emptyLevel,
        ProofPhrases.emptyLevelRemedy,
        times,
        ["policy": name, "level": "\(level + 1)"],
        at: place(of: level, form),
        &found
      )
    }
    for (level, times) in gathered.silent.sorted(by: { $0.key < $1.key }) {
      add(
        ProofRules.silentLevel,
        ProofPhrases.silentLevel,
        ProofPhrases.silentLevelRemedy,
        times,
        ["policy": name, "level": "\(level + 1)"],
        at: place(of: level, form),
        &found
      )
    }
    let whole = place(of: 0, form)
    add(
      ProofRules.nobodyReached,
      ProofPhrases.nobodyReached,
      ProofPhrases.nobodyReachedRemedy,
      gathered.nobody,
      ["policy": name],
      at: whole,
      &found
    )
    for (person, times) in gathered.alone.sorted(by: { $0.key < $1.key }) {
      let someone = walk.people[person]
      add(
        ProofRules.singlePerson,
        ProofPhrases.singlePerson,
        ProofPhrases.singlePersonRemedy,
        times,
        ["policy": name, "name": someone.name, "person": someone.id],
        at: whole,
        &found
      )
    }
    for (gateway, times) in gathered.gateway.sorted(by: { $0.key < $1.key }) {
      add(
        ProofRules.singleGateway,
        ProofPhrases.singleGateway,
        ProofPhrases.singleGatewayRemedy,
        times,
        ["policy": name, "gateway": walk.gateways[gateway]],
        at: whole,
        &found
      )
    }
    add(
      ProofRules.lateHuman,
      ProofPhrases.lateHuman,
      ProofPhrases.lateHumanRemedy,
      gathered.late,
      ["policy": name, "limit": humanWithin?.text ?? ""],
      at: whole,
      &found
    )
  }

  private func add(
    _ rule: Rule,
    _ phrase: Phrase,
    _ remedy: Phrase,
    _ times: [DutyInterval],
    _ arguments: [String: String],
    at span: SourceSpan,
    _ found: inout FoundInFiles
  ) {
    let times = times.merged().compactMap { $0.clipped(to: whole) }
    guard let first = times.first, let notes = gapNotes(times, at: span.position) else { return }
    found.add(
      world.path,
      rule.finding(
        at: span,
        phrase.with(arguments.merging(self.span(first)) { own, _ in own }),
        remedy: remedy.with(arguments),
        notes: notes
      )
    )
  }

  private func reportBound(_ form: LadderForm, _ found: inout FoundInFiles) {
    found.add(
      world.path,
      ProofRules.boundHit.finding(
        at: place(of: 0, form),
        ProofPhrases.longLadder.with([
          "policy": form.policy.name, "rungs": "\(limits.rungs)",
          "instants": "\(limits.instants)",
        ]),
        remedy: ProofPhrases.shortenLadder.with([:])
      )
    )
  }

  /// Where a level stands in the configuration; the one behind the last is the last resort.
  private func place(of level: Int, _ form: LadderForm) -> SourceSpan {
    let path =
      level < form.policy.levels.count ? "\(form.levelsPath).\(level)" : form.lastResortPath
    let policy = "policies.\(form.policy.name)"
    let start = SourceSpan(position: SourcePosition(line: 1, column: 1), length: 1)
    return world.places[path] ?? world.places[policy] ?? start
  }
}
