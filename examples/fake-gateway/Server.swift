import ArgumentParser
import CSpawn
import Dispatch
import Foundation
import Glibc
import Timekeeping

/// One thread that serves all connections.
struct Server {
  /// An answer that leaves later.
  private struct Pending {
    var time: Int64
    var connection: Int32
    var serial: Int
    var bytes: [UInt8]
  }

  private let poller: Int32
  private let listener: Int32
  private let bell: (reading: Int32, writing: Int32)
  private let port: UInt16
  private let delay: Int64
  private var desk: Desk
  private var connections: [Int32: Connection] = [:]
  private var pending: [Pending] = []
  private var serial = 0

  init?(port: UInt16, desk: Desk, delay: TimeSpan) {
    guard let (listener, port) = Socket.listen(port: port) else { return nil }
    poller = tocsin_poller()
    var ends: [Int32] = [-1, -1]
    // The array has room for the two numbers that are written.
    guard poller >= 0, unsafe tocsin_pipe(&ends) == 0 else { return nil }
    bell = (ends[0], ends[1])
    self.listener = listener
    self.port = port
    self.desk = desk
    self.delay = delay.milliseconds
    tocsin_poller_watch(poller, listener, UInt64(listener), 1, 0)
    tocsin_poller_watch(poller, bell.reading, UInt64(bell.reading), 1, 0)
  }

  /// Serves until TERM or INT comes; then ends with 1 when anything unexpected came.
  mutating func run() throws {
    // Whoever started us may have blocked them.
    var ending = sigset_t()
    unsafe sigemptyset(&ending)
    for number in [SIGTERM, SIGINT] { unsafe sigaddset(&ending, number) }
    unsafe pthread_sigmask(SIG_UNBLOCK, &ending, nil)
    let signals = [SIGTERM, SIGINT].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      let bell = bell.writing
      source.setEventHandler {
        var byte: UInt8 = 1
        // One byte of a variable of one byte.
        _ = unsafe Glibc.write(bell, &byte, 1)
      }
      source.resume()
      return source
    }
    let greeting = "listening on http://127.0.0.1:\(port)\n"
    FileHandle.standardOutput.write(Data(greeting.utf8))
    while serveOnce() {}
    for source in signals { source.cancel() }
    desk.register.flush()
    if let pace = desk.register.pace {
      FileHandle.standardOutput.write(Data("\(pace)\n".utf8))
    }
    FileHandle.standardError.write(Data("fake-gateway: \(desk.register.summary)\n".utf8))
    if desk.register.unexpected > 0 { throw ExitCode(1) }
  }

  /// Serves what is ready.
  ///
  /// - Returns: whether to go on.
  private mutating func serveOnce() -> Bool {
    var room = [tocsin_happening](repeating: tocsin_happening(), count: 128)
    // At most as many as the array holds are written.
    let count = unsafe tocsin_poller_wait(poller, &room, Int32(room.count), patience)
    var touched: [Int32] = []
    for happening in room.prefix(Int(count)) {
      let descriptor = Int32(happening.word)
      if descriptor == bell.reading { return false }
      if descriptor == listener {
        accept()
      } else {
        if happening.readable != 0 || happening.broken != 0 { read(descriptor) }
        touched.append(descriptor)
      }
    }
    release(&touched)
    // What came is shown before it is answered.
    desk.register.flush()
    for descriptor in touched { write(descriptor) }
    return !desk.register.isDone
  }

  private var patience: Int32 {
    guard let next = pending.map(\.time).min() else { return -1 }
    return Int32(clamping: max(0, next - Self.now))
  }

  private mutating func accept() {
    while let descriptor = Socket.accept(listener) {
      serial += 1
      connections[descriptor] = Connection(serial: serial)
      tocsin_poller_watch(poller, descriptor, UInt64(descriptor), 1, 0)
    }
  }

  private mutating func read(_ descriptor: Int32) {
    guard var connection = connections.removeValue(forKey: descriptor) else { return }
    let isOpen = Socket.read(descriptor, into: &connection.incoming)
    if !isOpen { connection.isEnding = true }
    serve(descriptor, &connection)
    connections[descriptor] = connection
  }

  /// Answers the requests that are there, one after the other.
  private mutating func serve(_ descriptor: Int32, _ connection: inout Connection) {
    var rest = connection.incoming[...]
    defer { connection.incoming = Array(rest) }
    while !connection.isWaiting, !rest.isEmpty {
      switch RequestParser.first(in: rest) {
      case .incomplete: return
      case .malformed:
        connection.outgoing += desk.refuse()
        connection.isEnding = true
        rest = []
      case .request(let request, let length):
        react(to: request, descriptor, &connection)
        rest = rest.dropFirst(length)
      }
    }
  }

  private mutating func react(
    to request: IncomingRequest,
    _ descriptor: Int32,
    _ connection: inout Connection
  ) {
    switch desk.react(to: request) {
    case .answer(let bytes):
      if request.isLast { connection.isEnding = true }
      if delay == 0 {
        connection.outgoing += bytes
        return
      }
      connection.isWaiting = true
      pending.append(
        Pending(
          time: Self.now + delay,
          connection: descriptor,
          serial: connection.serial,
          bytes: bytes
        )
      )
    case .last(let bytes):
      connection.outgoing += bytes
      connection.isEnding = true
    case .silence: connection.isWaiting = true
    case .reset:
      Socket.resetOnClose(descriptor)
      connection.isEnding = true
    }
  }

  /// Hands over the answers whose time has come.
  private mutating func release(_ touched: inout [Int32]) {
    guard !pending.isEmpty else { return }
    let now = Self.now
    let due = pending.filter { $0.time <= now }
    pending.removeAll { $0.time <= now }
    for answer in due {
      guard var connection = connections[answer.connection], connection.serial == answer.serial
      else { continue }
      connections[answer.connection] = nil
      connection.outgoing += answer.bytes
      connection.isWaiting = false
      // Requests that came meanwhile have their turn.
      serve(answer.connection, &connection)
      connections[answer.connection] = connection
      touched.append(answer.connection)
    }
  }

  /// Writes what the socket takes, and closes where nothing is to come.
  private mutating func write(_ descriptor: Int32) {
    guard var connection = connections.removeValue(forKey: descriptor) else { return }
    let isOpen = Socket.write(&connection.outgoing, to: descriptor)
    let hasPending = connection.isWaiting && pending.contains { $0.connection == descriptor }
    if !isOpen || (connection.isEnding && connection.outgoing.isEmpty && !hasPending) {
      tocsin_poller_forget(poller, descriptor)
      close(descriptor)
      return
    }
    let isWriting = !connection.outgoing.isEmpty
    if isWriting != connection.isWriting || connection.isEnding {
      tocsin_poller_watch(
        poller,
        descriptor,
        UInt64(descriptor),
        connection.isEnding ? 0 : 1,
        isWriting ? 1 : 0
      )
    }
    connection.isWriting = isWriting
    connections[descriptor] = connection
  }

  private static var now: Int64 {
    var time = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// A connection and what is on its way in it.
private struct Connection {
  /// Tells it from others that had the same descriptor.
  let serial: Int
  var incoming: [UInt8] = []
  var outgoing: [UInt8] = []
  /// Whether an answer is held back, so that the next request has to wait.
  var isWaiting = false
  /// Whether it is closed once everything was written.
  var isEnding = false
  var isWriting = false

  init(serial: Int) { self.serial = serial }
}
