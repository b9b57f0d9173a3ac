import CCurl
import NotifierCards

/// The one thread's work: takes orders, waits for sockets, times and programs, answers tasks.
///
/// A request goes: mailbox, check, lane (waits for its turn), transfer or program, outcome.
struct EventLoop {
  /// Something on its way.
  enum Active {
    case transfer(Transfer)
    case program(ProgramRun)
  }

  /// An errand that waits for its turn.
  struct Waiting {
    let errand: Errand
    /// Where it goes; `nil` for a program.
    let origin: Origin?
    let lane: String

    init(_ errand: Errand) {
      self.errand = errand
      switch errand.request.transport {
      case .http(_, let url, _, _), .mail(let url, _, _, _, _):
        origin = Origin(url)
        lane = origin?.text ?? ""
      case .program(let arguments, _, _):
        origin = nil
        lane = arguments.first ?? ""
      }
    }
  }

  let mailbox: Mailbox
  let bell: Pipe
  var poller: Poller
  let multi: MultiHandle
  var lanes: Lanes<Waiting>
  /// What is on its way, by its ticket.
  var active: [ObjectIdentifier: Active] = [:]
  /// Transfers by their handles.
  var transfers: [UInt: Transfer] = [:]
  /// Programs by each of their descriptors.
  var programs: [Int32: ProgramRun] = [:]
  /// Programs that ran out of time and have not ended yet.
  var leftovers: [ProgramRun] = []
  /// What came of transfers whose tasks do not know it yet.
  var answers: [(continuation: CheckedContinuation<WireOutcome, Never>, outcome: WireOutcome)] = []
  /// When they have to.
  private var answerBy = Int64.max
  /// Handles to use again.
  var spares: [EasyHandle] = []
  /// The earliest time at which the time of someone who waits is over.
  var nextExpiry = Int64.max
  /// Whether something may be begun before anything happens.
  var isAwake = false
  /// Set when nothing more is taken: until when the rest may go on.
  var stopDeadline: Int64?
  var stopped: [CheckedContinuation<Void, Never>] = []

  init?(mailbox: Mailbox, limits: CourierLimits) {
    guard let bell = mailbox.bell, let poller = Poller(),
      let multi = MultiHandle(watches: poller.watches, connections: limits.total)
    else { return nil }
    self.mailbox = mailbox
    self.bell = bell
    self.poller = poller
    self.multi = multi
    lanes = Lanes(perLane: limits.perDestination, total: limits.total)
    poller.watches.watch(bell.reading.number, for: .bell, reading: true, writing: false)
  }

  /// Runs until it was told to stop and nothing is left.
  mutating func run() {
    while !isOver {
      for happening in poller.wait(milliseconds: patience) { heed(happening) }
      obey(mailbox.take())
      tendPrograms()
      let now = MonotonicTime.now
      multi.actOnTime(now: now)
      finishTransfers()
      expire(now: now)
      while let waiting = lanes.start() { begin(waiting) }
      // Writes what was just begun without another round; some of it may already be over then, and
      // nothing would wake us for that.
      multi.actOnTime(now: MonotonicTime.now)
      isAwake = finishTransfers()
      handOver()
    }
    for run in leftovers { run.kill() }
    mailbox.close(reason: "sending was shut down")
    for continuation in stopped { continuation.resume() }
  }

  private var isOver: Bool { stopDeadline != nil && active.isEmpty && lanes.waiting == 0 }

  /// How many tasks are told together at most, and how many milliseconds the first of them waits.
  private static let (mostAnswers, answerWait) = (512, Int64(20))

  /// Tells tasks what came of their transfers.
  ///
  /// To wake the thread of a task costs as much as a request. While others wait for their turn,
  /// which is when thousands are called, many are told at once.
  private mutating func handOver() {
    guard !answers.isEmpty else { return }
    if lanes.waiting > 0, answers.count < Self.mostAnswers {
      let now = MonotonicTime.now
      answerBy = min(answerBy, now + Self.answerWait)
      if now < answerBy { return }
    }
    answerBy = .max
    for answer in answers { answer.continuation.resume(returning: answer.outcome) }
    answers.removeAll(keepingCapacity: true)
  }

  /// How long nothing needs to happen, in milliseconds; -1 for ever.
  private var patience: Int32 {
    if isAwake { return 0 }
    var next = min(multi.deadline ?? .max, nextExpiry, stopDeadline ?? .max, answerBy)
    for program in leftovers { next = min(next, program.nextLook) }
    for program in programs.values { next = min(next, program.nextLook) }
    guard next < .max else { return -1 }
    return Int32(clamping: max(0, next - MonotonicTime.now))
  }

  private mutating func heed(_ happening: Poller.Happening) {
    switch happening.owner {
    case .bell: bell.drain()
    case .curl: multi.act(on: happening)
    case .program:
      if let closed = programs[happening.descriptor]?.heed(happening, poller.watches) {
        // Its number may be given out again.
        programs[closed] = nil
      }
    }
  }

  private mutating func obey(_ orders: [Order]) {
    var hasCancelled = false
    for order in orders {
      switch order {
      case .start(let errand): take(errand)
      case .cancel(let ticket):
        hasCancelled = true
        end(ObjectIdentifier(ticket), because: "sending was cancelled")
      case .stop(let patience, let continuation):
        let deadline = MonotonicTime.now + WireTime.milliseconds(patience)
        stopDeadline = min(stopDeadline ?? .max, deadline)
        if let continuation { stopped.append(continuation) }
      }
    }
    if hasCancelled { refuseWaiting("sending was cancelled") { $0.ticket.isCancelled } }
  }

  private mutating func take(_ errand: Errand) {
    if stopDeadline != nil {
      errand.continuation.resume(returning: .notSent("sending is being shut down"))
    } else if let fault = RequestCheck.fault(in: errand.request) {
      errand.continuation.resume(returning: .notSent(fault))
    } else {
      nextExpiry = min(nextExpiry, errand.deadline)
      let waiting = Waiting(errand)
      lanes.add(waiting, to: waiting.lane)
    }
  }

  /// Answers those who wait and match.
  private mutating func refuseWaiting(_ reason: String, where matches: (Errand) -> Bool) {
    for waiting in lanes.remove(where: { matches($0.errand) }) {
      waiting.errand.continuation.resume(returning: .notSent(reason))
    }
  }

  /// Answers those who waited too long for their turn, and everyone when the stop's time is over.
  private mutating func expire(now: Int64) {
    if let deadline = stopDeadline, deadline <= now {
      refuseWaiting("sending was shut down") { _ in true }
      for ticket in Array(active.keys) { end(ticket, because: "sending was shut down") }
    }
    guard nextExpiry <= now else { return }
    var next = Int64.max
    refuseWaiting("no connection became free in time") { errand in
      if errand.deadline > now { next = min(next, errand.deadline) }
      return errand.deadline <= now
    }
    nextExpiry = next
  }

  /// Begins what has its turn.
  private mutating func begin(_ waiting: Waiting) {
    let now = MonotonicTime.now
    let errand = waiting.errand
    guard !errand.ticket.isCancelled, errand.deadline > now else {
      lanes.finish(waiting.lane)
      let reason =
        errand.ticket.isCancelled ? "sending was cancelled" : "no connection became free in time"
      return errand.continuation.resume(returning: .notSent(reason))
    }
    let fault: String?
    if let origin = waiting.origin {
      fault = beginTransfer(errand, origin, now: now)
    } else {
      fault = beginProgram(errand)
    }
    guard let fault else { return }
    lanes.finish(waiting.lane)
    errand.continuation.resume(returning: .notSent(fault))
  }

  /// Ends something on its way before it is over.
  private mutating func end(_ ticket: ObjectIdentifier, because reason: String) {
    switch active[ticket] {
    case .transfer(let transfer):
      finish(transfer, with: transfer.outcome(endedBecause: reason))
    case .program(let program): program.giveUp(reason)
    case nil: break
    }
  }
}
