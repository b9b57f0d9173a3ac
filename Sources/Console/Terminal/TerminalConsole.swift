public import Engine
public import IncidentCore
import Ports
import Synchronization
import Timekeeping

/// A run at a terminal, for the person who carries it through.
///
/// What happens scrolls up and stays; at most four live lines below say where the run is and what
/// is asked. Whatever becomes of the terminal, the run can be resumed.
public final class TerminalConsole: Sendable {
  let terminal: any TerminalPort
  let options: ConsoleOptions
  private let mailbox = Mutex<AsyncStream<ConsoleEvent>.Continuation?>(nil)

  /// A console at `terminal`.
  public init(terminal: any TerminalPort, options: ConsoleOptions) {
    self.terminal = terminal
    self.options = options
  }

  /// Shows the run and takes the person's keys until it is over or the person leaves.
  public func run(session: any RunSession, me: Actor) async -> ConsoleExit {
    let (events, inbox) = AsyncStream.makeStream(of: ConsoleEvent.self)
    let (sends, outbox) = AsyncStream.makeStream(of: Sending.self)
    mailbox.withLock { $0 = inbox }
    defer {
      mailbox.withLock { $0 = nil }
      terminal.close()
    }
    let updates = await session.updates()
    let keys = terminal.open()
    var loop = ConsoleLoop(
      session: session,
      terminal: terminal,
      options: options,
      state: await session.state(),
      me: me
    )
    let clock = options.clock
    let exit = await withTaskGroup(of: Void.self) { group in
      group.addTask { for await key in keys { inbox.yield(.terminal(key)) } }
      group.addTask {
        for await update in updates { inbox.yield(.update(update)) }
        inbox.yield(.sessionEnded)
      }
      group.addTask { await Self.send(sends, to: session, answering: inbox) }
      await loop.begin()
      inbox.yield(.begun)
      for await event in events {
        if loop.exit == nil || event.isAnswer { await loop.take(event) }
        for order in loop.takeOrders() {
          switch order {
          case .send(let sending): outbox.yield(sending)
          case .later(let delay, let event):
            group.addTask {
              await clock.sleep(clock.now() + delay)
              inbox.yield(event)
            }
          }
        }
        if loop.isEnded { break }
      }
      outbox.finish()
      inbox.finish()
      group.cancelAll()
      return loop.exit ?? .left
    }
    await loop.end()
    return exit
  }

  /// Asks for a secret without showing it; `nil` when the person gives none.
  public func askSecret(_ name: String) async -> String? {
    guard let inbox = mailbox.withLock({ $0 }) else {
      return await LineQuestion(console: self).ask(secret: name)
    }
    let (answers, answer) = AsyncStream.makeStream(of: String?.self)
    inbox.yield(.secretAsked(name, answer))
    for await value in answers { return value }
    return nil
  }

  /// Passes inputs on one after the other, and says what became of each.
  private static func send(
    _ sends: AsyncStream<Sending>,
    to session: any RunSession,
    answering inbox: AsyncStream<ConsoleEvent>.Continuation
  ) async {
    for await sending in sends {
      do throws(SessionFault) {
        try await session.send(sending.input, by: sending.actor, through: .terminal)
        inbox.yield(.sent(nil, version: await session.state().version))
      } catch {
        inbox.yield(.sent(error, version: 0))
      }
    }
  }
}

/// An input on its way to the run.
struct Sending: Hashable, Sendable {
  var input: Input
  var actor: Actor
}

/// Everything that a console waits for.
enum ConsoleEvent: Sendable {
  /// What stands already was shown.
  case begun
  case terminal(TerminalSignal)
  case update(RunUpdate)
  case sessionEnded
  /// An input was taken, with the number of the last event after it, or why not.
  case sent(SessionFault?, version: Int)
  case secretAsked(String, AsyncStream<String?>.Continuation)
  /// The clock has gone on.
  case tick
  /// Held-back output is to be shown.
  case frame
  /// Nothing followed an Escape.
  case keysPaused

  /// Whether it is the answer to an input, which is waited for even at the end.
  var isAnswer: Bool {
    if case .sent = self { true } else { false }
  }
}

/// What a console does outside its loop.
enum ConsoleOrder: Sendable {
  case send(Sending)
  case later(TimeSpan, ConsoleEvent)
}
