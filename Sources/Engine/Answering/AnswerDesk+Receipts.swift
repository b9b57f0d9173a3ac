import IncidentCore
package import NotifierCards
package import Ports
import Timekeeping

/// A receipt that came before what it is about was known.
struct ParkedReceipt {
  var receipt: Receipt
  var notifier: String
  /// When it is given up.
  var until: Instant
}

/// What providers tell about messages.
extension AnswerDesk {
  /// A receipt may come before the answer to the request that it is about, which takes no longer
  /// than that.
  private static let parkingTime = Outbox.longestAttempt
  private static let mostParked = 2000
  private static let parkingInterval = TimeSpan(milliseconds: 200)

  /// Tries again what came too early, until the task is cancelled.
  public func keepTrying() async {
    while !Task.isCancelled {
      let now = world.clock.now()
      await world.clock.sleep(now + (parked.isEmpty ? .seconds(1) : Self.parkingInterval))
      if Task.isCancelled { return }
      retryParked()
    }
  }

  /// Tries once more what came too early.
  package func retryParked() {
    guard !parked.isEmpty else { return }
    let now = world.clock.now()
    let callers = world.callers()
    let waiting = parked
    parked = []
    for group in Dictionary(grouping: waiting, by: \.notifier).sorted(by: { $0.key < $1.key }) {
      let places = group.value
      do throws(JournalFault) {
        let left = try settle(places.map(\.receipt), of: group.key, callers)
        for place in places where left.contains(place.receipt) {
          if place.until > now { parked.append(place) } else { remark(place) }
        }
      } catch {
        parked += places
      }
    }
  }

  private func remark(_ place: ParkedReceipt) {
    let id = place.receipt.providerID ?? place.receipt.id ?? ""
    world.remark(.unknownReceipt(notifier: place.notifier, id: id))
  }

  /// Takes receipts of a notifier.
  package func take(_ receipts: [Receipt], of notifier: String) throws(JournalFault) {
    try take(receipts, of: notifier, world.callers(), world.clock.now())
  }

  /// Takes receipts; those that come too early are parked.
  func take(
    _ receipts: [Receipt],
    of notifier: String,
    _ callers: Callers,
    _ now: Instant
  ) throws(JournalFault) {
    for receipt in try settle(receipts, of: notifier, callers) {
      let place = ParkedReceipt(
        receipt: receipt,
        notifier: notifier,
        until: now + Self.parkingTime
      )
      // Of too many, those that wait longest are the least likely to be ours.
      if parked.count >= Self.mostParked { remark(parked.removeFirst()) }
      parked.append(place)
    }
  }

  /// Writes down what receipts tell, each incident in one piece.
  ///
  /// - Returns: those that cannot be placed yet.
  private func settle(
    _ receipts: [Receipt],
    of notifier: String,
    _ callers: Callers
  ) throws(JournalFault) -> [Receipt] {
    var groups: [IncidentID: [(key: MessageKey, receipt: Receipt)]] = [:]
    var left: [Receipt] = []
    // That something is still on its way says nothing new.
    for receipt in receipts where receipt.status != .pending {
      let references = try references(of: receipt)
      if references.isEmpty { left.append(receipt) }
      for reference in references {
        groups[reference.incident, default: []].append((reference.message, receipt))
      }
    }
    for (id, told) in groups.sorted(by: { $0.key < $1.key }) {
      left += try settle(told, in: id, of: notifier, callers).filter { !left.contains($0) }
    }
    return left
  }

  private func references(of receipt: Receipt) throws(JournalFault) -> [MessageReference] {
    if let own = receipt.id.flatMap({ MessageReference($0) }) { return [own] }
    return try receipt.providerID.map { id throws(JournalFault) in
      try world.journal.messages(providerID: id)
    } ?? []
  }

  /// Writes down what receipts tell about one incident.
  ///
  /// - Returns: those whose message is still on its way.
  private func settle(
    _ told: [(key: MessageKey, receipt: Receipt)],
    in id: IncidentID,
    of notifier: String,
    _ callers: Callers
  ) throws(JournalFault) -> [Receipt] {
    while let incident = try incident(id) {
      keep(incident.state)
      let turn = Turn(incident.state, now: world.clock.now())
      var early: [Receipt] = []
      for (key, receipt) in told {
        guard let entry = turn.state.outbox[key],
          callers.isCarried(entry.message.notifier, by: notifier)
        else { continue }
        if entry.status == .attempting, receipt.status == .failed {
          // What its attempt brings has to be written first.
          early.append(receipt)
        } else {
          let isDelivered = receipt.status == .delivered
          turn.take(.receipt(key, isDelivered: isDelivered, detail: receipt.error ?? "failed"))
        }
      }
      guard !turn.drafts.isEmpty else { return early }
      do throws(JournalFault) {
        // What follows is due at once, and not a second later as in the desk's own rounds.
        let events = try world.journal.append(
          turn.drafts,
          to: id,
          after: turn.before.version,
          agenda: .due(turn.state.agenda)
        )
        var state = turn.before
        for event in events { state.apply(event) }
        keep(state)
        return early
      } catch .conflict {
        continue
      }
    }
    return []
  }
}
