import BareBaselines
import Courier
import Foundation
import NotifierCards

extension Bench {
  /// 10,000 webhook notifications through the courier, against bare libcurl multi sending the same
  /// to the same gateway on this machine.
  func sendingRows() throws -> [Comparison] {
    let gateway = try FakeGateway(program: programs.appending(path: "fake-gateway"))
    let bodies = Self.bodies(10_000)
    let url = gateway.url + "/webhook"
    let courier = CurlCourier()
    let bare = try BareCurl(url: url, connections: 32)
    return [
      Comparison(
        name: "send",
        work: "10,000 notifications to a gateway on this machine",
        bare: "libcurl multi sending the same",
        limit: 2,
        rounds: 9,
        runOurs: {
          try await Self.send(bodies, to: url, with: courier)
          try gateway.check()
        },
        runBare: {
          try bare.post(bodies)
          try gateway.check()
        }
      )
    ]
  }

  private static func send(
    _ bodies: [[UInt8]],
    to url: String,
    with courier: CurlCourier
  ) async throws {
    let taken = await withTaskGroup(of: Bool.self) { group in
      for body in bodies {
        let headers = [WireRequest.Header("Content-Type", "application/json")]
        let request = WireRequest(.http(method: "POST", url: url, headers: headers, body: body))
        group.addTask {
          guard case .replied(let reply) = await courier.send(request) else { return false }
          return reply.status == 200
        }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    guard taken == bodies.count else {
      throw BareFault("send", reason: "\(bodies.count - taken) messages were not taken")
    }
  }

  private static func bodies(_ count: Int) -> [[UInt8]] {
    (0..<count).map { number in
      let text = """
        {"id":"inc-\(number)/1/0/wang/sms","to":"+8613800000000","severity":"sev1",\
        "text":"[SEV1] db-\(number) is down since 03:12. Promote the replica. Reply \(number) to take it."}
        """
      return Array(text.utf8)
    }
  }
}

/// The example's gateway in a process of its own.
final class FakeGateway {
  private let process = Process()
  let url: String

  init(program: URL) throws {
    let pipe = Pipe()
    process.executableURL = program
    process.arguments = ["--port", "0", "--quiet"]
    process.standardOutput = pipe
    try process.run()
    let greeting = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
    guard let address = greeting.split(separator: " ").last else {
      throw BareFault("fake-gateway", reason: "it does not say where it listens")
    }
    url = address.trimmingCharacters(in: .newlines)
  }

  deinit { kill(process.processIdentifier, SIGKILL) }

  func check() throws {
    guard process.isRunning else { throw BareFault("fake-gateway", reason: "it ended") }
  }
}
