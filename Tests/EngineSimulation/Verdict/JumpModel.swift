import IncidentCore
import Timekeeping

/// Jumps of the clock: whoever sees one says so, once and in full.
enum JumpModel {
  /// How long a process may take to write one down, in the middle of trouble.
  private static let patience = TimeSpan.seconds(300)
  /// What of a jump nobody notices.
  private static let threshold: Int64 = 2000

  static func flaws(_ incident: Case) -> [String] {
    let jumps = incident.jumps.filter { $0.kind == .set }
    let told = zip(incident.events, incident.writtenAt).compactMap { event, at in
      if case .clockJumped(let jump) = event.fact, jump.kind == .set {
        (at: at, by: jump.by.milliseconds)
      } else {
        nil
      }
    }
    return bursts(jumps).compactMap { burst in
      guard let first = burst.first?.at, let last = burst.last?.at,
        hasWitness(from: first, to: last, isOne: burst.count == 1, incident)
      else { return nil }
      let now = told.filter { $0.at >= first && $0.at <= last + patience }
      let said = now.reduce(0) { $0 + $1.by }
      let due = burst.reduce(0) { $0 + $1.by.milliseconds }
      // What nobody could tell of earlier jumps is told with the next one.
      let owed =
        jumps.filter { $0.at < first }.reduce(0) { $0 + $1.by.milliseconds }
        - told.filter { $0.at < first }.reduce(0) { $0 + $1.by }
      let most = Int64(burst.count + now.count) * threshold
      guard abs(said - due) > most, abs(said - due - owed) > most else { return nil }
      return "the clock went by \(due) ms, and the journal says \(said) ms"
    }
  }

  /// Jumps that follow so soon that they may be noticed as one.
  private static func bursts(_ jumps: [Chronicle.Jump]) -> [[Chronicle.Jump]] {
    jumps.reduce(into: []) { bursts, jump in
      if let last = bursts.last?.last, jump.at <= last.at + patience {
        bursts[bursts.count - 1].append(jump)
      } else {
        bursts.append([jump])
      }
    }
  }

  /// Whether somebody who works on the incident has seen the clock before and long after.
  ///
  /// Who stood still sees what several jumps come to together, while others tell those of them that
  /// concern them.
  private static func hasWitness(
    from first: Instant,
    to last: Instant,
    isOne: Bool,
    _ incident: Case
  ) -> Bool {
    incident.lives.contains { life in
      guard isOne || !life.stoodStill else { return false }
      guard let since = life.looksSince, since < first,
        (life.end ?? incident.trulyNow) >= last + patience
      else { return false }
      if let carried = life.incident {
        return carried == incident.id && !isOver(at: last + patience, incident)
      }
      return incident.engines == 1 && isCalling(from: first, to: last + patience, incident)
    }
  }

  /// Whether the run has ended, so that who carried it has nothing to look after any more.
  private static func isOver(at time: Instant, _ incident: Case) -> Bool {
    zip(incident.events, incident.writtenAt).contains { event, at in
      if case .runFinished = event.fact { at <= time } else { false }
    }
  }

  /// Whether people are called all the time, by the journal.
  private static func isCalling(from first: Instant, to last: Instant, _ incident: Case) -> Bool {
    var running: Set<Int> = []
    var wasCalling = false
    for (event, at) in zip(incident.events, incident.writtenAt) {
      if at > first, !wasCalling {
        if running.isEmpty { return false }
        wasCalling = true
      }
      switch event.fact {
      case .escalationArmed(let number, _, _, _): if at <= first { running.insert(number) }
      case .escalationStopped(let number, _), .nobodyReached(let number): running.remove(number)
      default: break
      }
      if at > first, at <= last, running.isEmpty { return false }
    }
    return !running.isEmpty || wasCalling
  }
}
