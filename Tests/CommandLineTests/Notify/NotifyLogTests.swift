import Foundation
import Testing

/// `tocsin notify log` after the engine has called somebody.
struct NotifyLogTests {
  @Test func `each message has its attempts, and its address is masked`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let gateway = try Gateway(["--fail", "503", "--times", "1", "--retry-after", "1"])
    _ = try desk.write(Team.configuration(url: gateway.url + "/sms"), to: "tocsin.yaml")
    _ = try desk.write("s3cret\n", to: "token")
    let runbook = try desk.write("# Portal down\n\n## Steps\n\n1. Look at it.\n", to: "look.md")
    _ = try desk.tocsin("run", runbook, "--no-wait")
    let engine = try desk.start("engine", untilPrinted: "calling people")
    defer { engine.terminate() }

    let list = try desk.tocsin("list")
    let incident = String(try #require(list.output.split(separator: " ").first))
    let escalate = try desk.tocsin("escalate", incident)
    while let line = gateway.line(), !line.contains("  202  ") {}
    var log = try desk.tocsin("notify", "log", "--zone", "UTC")
    for _ in 0..<200 where !log.output.contains("sent, the provider's number") {
      log = try desk.tocsin("notify", "log", "--zone", "UTC")
    }
    let json = try desk.tocsin("notify", "log", "--format", "json")
    let chinese = try desk.tocsin("notify", "log", "--lang", "zh")

    #expect(escalate.code == 0, "\(escalate.errors)")
    #expect(log.output.contains("李伟 through sms, …0101: sent"), "\(log.output)")
    #expect(log.output.contains(": attempt 1\n"), "\(log.output)")
    #expect(log.output.contains("503"), "\(log.output)")
    #expect(log.output.contains(": attempt 2"), "\(log.output)")
    #expect(!(log.output + json.output + chinese.output).contains("7700900101"))
    #expect(chinese.output.contains("已发送"), "\(chinese.output)")
    let document = try JSONDecoder().decode(Log.self, from: Data(json.output.utf8))
    #expect(document.messages.first?.attempts == 2)
    #expect(document.messages.first?.address == "…0101")
    #expect(document.messages.first?.events.first?.kind == "message.queued")
    #expect(document.messages.first?.events.contains { $0.fault == "temporary" } == true)
    _ = gateway.end()
  }

  private struct Log: Decodable {
    struct Message: Decodable {
      struct Entry: Decodable {
        var kind: String
        var fault: String?
      }

      var attempts: Int
      var address: String?
      var events: [Entry]
    }

    var messages: [Message]
  }

  @Test func `an incident that called nobody says so`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write("# Portal down\n\n## Steps\n\n1. Look at it.\n", to: "look.md")
    _ = try desk.tocsin("run", runbook, "--no-wait")

    let log = try desk.tocsin("notify", "log")

    #expect(log.code == 0, "\(log.errors)")
    #expect(log.output.hasSuffix(": no message was sent\n"), "\(log.output)")
  }
}
