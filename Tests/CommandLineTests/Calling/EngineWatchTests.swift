import Foundation
import Glibc
import Testing

/// What `tocsin engine` tells of itself: to the service manager, to whoever takes its heartbeat, and
/// to those whom `report-to` names.
struct EngineWatchTests {
  @Test func `the service manager hears when it is ready, that it gets on, and when it stops`()
    throws
  {
    let calls = try CallDesk()
    try calls.configure(waits: [CallDesk.long])
    let manager = try Listener(at: calls.desk.folder.appending(path: "notify").path)
    defer { manager.close() }
    let engine = try Companion(
      calls.desk.program,
      ["engine", "--config", "calls.yaml"],
      environment: calls.desk.environment(of: "li").merging([
        "TOCSIN_NOTIFIERS": Desk.package.appending(path: "notifiers").path,
        "NOTIFY_SOCKET": manager.path,
      ]) { $1 },
      folder: calls.desk.folder
    )

    try manager.wait(for: "READY=1")
    try manager.wait(for: "WATCHDOG=1", times: 2)
    let code = try engine.end()
    try manager.wait(for: "STOPPING=1")

    #expect(code == 0, "\(engine.text)")
    #expect(manager.heard.filter { $0 == "READY=1" }.count == 1)
    #expect(Set(manager.heard) == ["READY=1", "WATCHDOG=1", "STOPPING=1"])
    try calls.remove()
  }

  @Test(.enabled(if: Desk.has("sqlite3"), "sqlite3 is not there"))
  func
    `a damaged incident is said in the log and to report-to once, and the others are called for`()
    throws
  {
    let calls = try CallDesk()
    let (descriptor, port) = try Visitor.takePort()
    defer { close(descriptor) }
    try calls.configure(
      waits: [CallDesk.long],
      rest: """
        engine:
          report-to: [person:zhao]
          heartbeat: { url: "http://127.0.0.1:\(port)/", every: 1s }
        """
    )
    try calls.leaveIncident()
    try calls.leaveIncident()
    let incidents = try calls.desk.tocsin("list").output.split(separator: "\n")
      .compactMap { $0.split(separator: " ").first.map(String.init) }
    let damaged = try #require(incidents.last)
    let change = try calls.desk.shell(
      """
      sqlite3 home/journal.sqlite "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master \
      WHERE type = 'trigger'" | sqlite3 home/journal.sqlite
      sqlite3 home/journal.sqlite "UPDATE events SET record = CAST(replace(CAST(record AS TEXT), \
      '{', x'00') AS BLOB) WHERE incident = '\(damaged)' AND sequence = 2" \
      || sqlite3 home/journal.sqlite "UPDATE events SET record = replace(record, '{', '#') \
      WHERE incident = '\(damaged)' AND sequence = 2"
      """
    )
    #expect(change.code == 0, "\(change.errors)")

    let first = try calls.startEngine()
    try first.wait(for: "NOBODY IS CALLED for incident \(damaged)")
    try calls.gateway.wait(for: "+447700900101")
    try calls.gateway.wait(for: "NOBODY IS CALLED for incident \(damaged)")
    #expect(try first.end() == 0)
    let second = try calls.startEngine()
    try second.wait(for: "NOBODY IS CALLED for incident \(damaged)")
    #expect(try second.end() == 0)

    // Li is called for the one that can be read, Zhao is told of the other one.
    #expect(calls.called.sorted() == ["1", "3"])
    #expect(!Listener.isKnocked(descriptor))
    try calls.remove()
  }
}

/// The socket of a service manager, or of whoever else is told by datagrams.
private final class Listener {
  let path: String
  private(set) var heard: [String] = []
  private let descriptor: Int32

  init(at path: String) throws {
    self.path = path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    try #require(bytes.count < 108, "\(path) is too long for a socket")
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(descriptor, pointer, size) == 0
      }
    }
    try #require(isBound)
  }

  func close() { _ = Glibc.close(descriptor) }

  /// Whether somebody waits to be let in.
  static func isKnocked(_ descriptor: Int32) -> Bool {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return unsafe Glibc.poll(&poll, 1, 0) > 0
  }

  /// Waits until it has heard `wanted` so often.
  func wait(for wanted: String, times: Int = 1) throws {
    let end = Date(timeIntervalSinceNow: Companion.patienceSeconds)
    while heard.count(where: { $0 == wanted }) < times {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let left = max(0, end.timeIntervalSinceNow)
      _ = unsafe Glibc.poll(&poll, 1, Int32(left * 1000))
      try #require(poll.revents != 0, "“\(wanted)” did not come: \(heard)")
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
      heard.append(String(decoding: buffer.prefix(max(0, count)), as: UTF8.self))
    }
  }
}
