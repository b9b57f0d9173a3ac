import IncidentCore
import Ports
import Timekeeping

/// What a host has seen of its journal, and what it has tried.
struct Lookout {
  /// The journal's number when it was read last.
  var dataVersion: Int64?
  /// What time will bring, as of one version of the run.
  var agenda = Agenda(version: -1, deadlines: [], nextStart: nil)
  /// When coming back into the journal is tried; `nil` while it takes events.
  var comeBackAt: Instant?
  /// Whether the journal could not be read when it was tried last.
  var isBlind = false
  /// Whether output was lost.
  var hasLostOutput = false
  /// What was tried where the run stands and may be tried again.
  private var tries: [Effect: Try] = [:]
  /// The version of the run that ``tries`` are about.
  private var triesVersion = -1

  /// How often an effect was tried, and when it may be again.
  private struct Try {
    var count = 0
    var notBefore: Instant?
  }

  /// How often something that changes nothing is tried; then something else must happen first.
  private static let mostTries = 5
  private static let pause = TimeSpan.seconds(5)

  /// Whether an effect may be tried now.
  mutating func mayTry(_ effect: Effect, version: Int, at now: Instant) -> Bool {
    if triesVersion != version {
      tries = [:]
      triesVersion = version
    }
    guard let last = tries[effect] else { return true }
    return last.count < Self.mostTries && (last.notBefore.map { $0 <= now } ?? true)
  }

  mutating func isTrying(_ effect: Effect, at now: Instant) {
    tries[effect, default: Try()].count += 1
    tries[effect]?.notBefore = now + Self.pause
  }

  /// Whether an effect was tried only once where the run stands.
  func isFirstTry(_ effect: Effect) -> Bool { tries[effect]?.count == 1 }

  mutating func forgetTries(of effect: Effect) { tries[effect] = nil }

  /// Whether something that changed nothing is to be tried again.
  func isTryDue(at now: Instant) -> Bool {
    tries.values.contains { $0.count < Self.mostTries && ($0.notBefore.map { $0 <= now } ?? true) }
  }

  /// When something that changed nothing may be tried again.
  var nextTries: [Instant] {
    tries.values.filter { $0.count < Self.mostTries }.compactMap(\.notBefore)
  }

  /// What time will bring.
  struct Agenda {
    var version: Int
    var deadlines: [Deadline]
    var nextStart: Instant?
  }
}

/// Watching the time, what other processes write, and whether the journal takes what we write.
extension RunHost {
  /// How long we wait before we try again to come back into the journal.
  private static let comeBackInterval = TimeSpan.seconds(30)

  /// Watches until the run ends.
  func keepTime() async {
    while !Task.isCancelled, end == nil {
      let now = world.clock.now()
      let agenda = agenda()
      // What is due already and could not be done must not keep us awake.
      // Nobody tells again what could not be read when it was told.
      let readAgain = lookout.isBlind ? now + Self.tailInterval : nil
      let times = [agenda.nextStart, lookout.comeBackAt, readAgain].compactMap { $0 }
      let next = (times + agenda.deadlines.map(\.at) + lookout.nextTries).filter { $0 > now }.min()
      await world.clock.watch(next, Self.tailInterval)
      if Task.isCancelled { return }
      tick()
    }
  }

  private func tick() {
    catchUp()
    let now = world.clock.now()
    for jump in clockWatch.look(wall: now, uptime: world.clock.uptime()) {
      take(.clockJumped(jump))
    }
    takeWhatIsDue(now)
    flushOutput()
    comeBack(now)
    if agenda().nextStart.map({ $0 <= now }) ?? false || lookout.isTryDue(at: now) { wakeUp() }
  }

  /// Takes in the times that have come.
  func takeWhatIsDue(_ now: Instant) {
    for deadline in agenda().deadlines where deadline.at <= now {
      // Of a command that is not found yet, or is found dead, its own end tells more.
      if case .timeout(_, let attempt) = deadline.purpose {
        guard let command = running[attempt]?.command, command.endedAt == nil else { continue }
      }
      take(.timePassed(deadline))
    }
  }

  private func agenda() -> Lookout.Agenda {
    let state = incident.state
    if lookout.agenda.version != state.version {
      lookout.agenda = Lookout.Agenda(
        version: state.version,
        deadlines: state.deadlines(),
        nextStart: state.nextStart()
      )
    }
    return lookout.agenda
  }

  /// Takes in what others wrote, if anybody wrote anything.
  private func catchUp() {
    do throws(JournalFault) {
      let version = try world.journal.dataVersion()
      if version != lookout.dataVersion {
        let news = try incident.catchUp()
        lookout.dataVersion = version
        publish(news)
        if !news.isEmpty { wakeUp() }
      }
      lookout.isBlind = false
    } catch {
      if !lookout.isBlind { report(.journalUnreadable(error)) }
      lookout.isBlind = true
    }
  }

  /// Says once that events go beside the journal.
  func tellOfRefuge() {
    guard lookout.comeBackAt == nil, let stay = world.refuge.stay() else { return }
    lookout.comeBackAt = world.clock.now() + Self.comeBackInterval
    report(stay.trouble)
  }

  private func comeBack(_ now: Instant) {
    tellOfRefuge()
    guard let due = lookout.comeBackAt, due <= now else { return }
    do throws(JournalFault) {
      let back = try world.refuge.comeBack()
      lookout.comeBackAt = nil
      if back.moved.contains(incident.state.id) { try readAnew() }
      lookout.dataVersion = nil
      report(.journalBack(events: back.events))
    } catch {
      lookout.comeBackAt = world.clock.now() + Self.comeBackInterval
    }
  }

  /// Reads the run again after others have written in between.
  private func readAnew() throws(JournalFault) {
    let known = incident.state.version
    incident = try JournaledIncident(
      incident.state.id,
      journal: world.journal,
      now: world.clock.now
    )
    incident.roles = world.roles
    publish(try world.journal.events(of: incident.state.id, after: known, limit: 1000))
    wakeUp()
  }
}

extension JournalRefuge.Stay {
  /// What a terminal says of it.
  var trouble: RunTrouble { .journalDegraded(fault, sideFile: sideFiles.last ?? "") }
}
