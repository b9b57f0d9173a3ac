import Courier
import Foundation
import NotifierCards
import Testing
import Timekeeping

/// A server that answers everything.
private func patientServer() throws -> LoopbackServer {
  try LoopbackServer { peer, _ in
    while peer.request() != nil { peer.answer() }
  }
}

/// A server that takes requests and never answers, and tells of each.
private func silentServer(_ taken: @escaping @Sendable (Request) -> Void) throws -> LoopbackServer {
  try LoopbackServer { peer, _ in
    while let request = peer.request() { taken(request) }
  }
}

@Test func `many messages share a few connections`() async throws {
  let courier = CurlCourier(limits: CourierLimits(perDestination: 4))
  let server = try patientServer()
  defer { server.stop() }

  let outcomes = await withTaskGroup(of: WireOutcome.self) { group in
    for number in 0..<2000 {
      group.addTask {
        await courier.send(.web(server.url, body: "\(number)"))
      }
    }
    return await group.reduce(into: []) { $0.append($1) }
  }

  #expect(outcomes.count == 2000)
  #expect(outcomes.first { $0.reply?.status != 200 } == nil)
  #expect(server.connections <= 4)
}

@Test func `one destination that hangs does not hold up another`() async throws {
  let courier = CurlCourier(limits: CourierLimits(perDestination: 2))
  let (taken, signal) = AsyncStream<Void>.makeStream()
  let silent = try silentServer { _ in signal.yield() }
  let server = try patientServer()
  defer {
    silent.stop()
    server.stop()
  }

  let hanging = (0..<10).map { _ in Task { await courier.send(.web(silent.url)) } }
  var iterator = taken.makeAsyncIterator()
  for _ in 0..<2 { await iterator.next() }
  let outcome = await courier.send(.web(server.url))
  for task in hanging { task.cancel() }
  var outcomes: [WireOutcome] = []
  for task in hanging { outcomes.append(await task.value) }

  #expect(outcome.reply?.status == 200)
  // A place that becomes free may be taken before the next one is cancelled.
  #expect(outcomes.filter { $0.unknown != nil }.count >= 2)
  #expect(outcomes.allSatisfy { $0.reply == nil })
}

@Test func `who waits too long for a turn is told that nothing was sent`() async throws {
  let courier = CurlCourier(limits: CourierLimits(perDestination: 1))
  let (taken, signal) = AsyncStream<Void>.makeStream()
  let silent = try silentServer { _ in signal.yield() }
  defer { silent.stop() }

  let first = Task { await courier.send(.web(silent.url)) }
  var iterator = taken.makeAsyncIterator()
  await iterator.next()
  let second = await courier.send(.web(silent.url, milliseconds: 50))
  first.cancel()

  #expect(second.notSent?.contains("in time") == true, "\(second)")
  #expect(await first.value.unknown != nil)
}

@Test func `a task that is cancelled before it sends sends nothing`() async throws {
  let courier = CurlCourier()
  let server = try patientServer()
  defer { server.stop() }

  let task = Task {
    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
    return await courier.send(.web(server.url))
  }

  #expect(await task.value.notSent != nil)
  #expect(server.connections == 0)
}

@Test func `a shutdown lets finish what is under way and refuses the rest`() async throws {
  let courier = CurlCourier()
  let (taken, signal) = AsyncStream<Void>.makeStream()
  let gate = DispatchSemaphore(value: 0)
  let server = try LoopbackServer { peer, _ in
    guard peer.request() != nil else { return }
    signal.yield()
    _ = gate.wait(timeout: .now() + 20)
    peer.answer()
  }
  defer { server.stop() }

  let first = Task { await courier.send(.web(server.url)) }
  var iterator = taken.makeAsyncIterator()
  await iterator.next()
  async let end: Void = courier.shutDown(within: .seconds(20))
  gate.signal()
  await end
  let late = await courier.send(.web(server.url))
  await courier.shutDown()

  #expect(await first.value.reply?.status == 200)
  #expect(late.notSent?.contains("shut down") == true)
}

@Test func `a shutdown without patience cancels`() async throws {
  let courier = CurlCourier()
  let (taken, signal) = AsyncStream<Void>.makeStream()
  let silent = try silentServer { _ in signal.yield() }
  defer { silent.stop() }

  let first = Task { await courier.send(.web(silent.url)) }
  var iterator = taken.makeAsyncIterator()
  await iterator.next()
  await courier.shutDown(within: .zero)

  #expect(await first.value.unknown?.contains("shut down") == true)
}

@Test func `cancelling at any moment answers every task once`() async throws {
  let courier = CurlCourier(limits: CourierLimits(perDestination: 3))
  let server = try patientServer()
  defer { server.stop() }

  let count = await withTaskGroup(of: WireOutcome.self) { group in
    for number in 0..<300 {
      group.addTask {
        let task = Task { await courier.send(.web(server.url, body: "\(number)")) }
        for _ in 0..<(number % 7) { await Task.yield() }
        task.cancel()
        return await task.value
      }
    }
    return await group.reduce(into: 0) { count, _ in count += 1 }
  }
  let after = await courier.send(.web(server.url))

  #expect(count == 300)
  #expect(after.reply?.status == 200)
}
