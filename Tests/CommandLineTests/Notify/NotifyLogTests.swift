import Foundation
import Testing

/// `tocsin notify log` after the engine has called somebody.
struct NotifyLogTests {
  @Test(arguments: [
    ([], "  202  ", "sent, the provider's number is", nil as String?, "已发送"),
    (["--fail", "400"], "  400  ", ": failed: 400", "permanent", "失败"),
  ])
  func `each message has its attempts, and its address is masked`(
    options: [String],
    answer: String,
    says: String,
    fault: String?,
    saysInChinese: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let gateway = try Gateway(options)
    _ = try desk.write(Team.configuration(url: gateway.url + "/sms"), to: "tocsin.yaml")
    _ = try desk.write("s3cret\n", to: "token")
    let runbook = try desk.write("# Portal down\n\n## Steps\n\n1. Look at it.\n", to: "look.md")
    _ = try desk.tocsin("run", runbook, "--no-wait")
    let list = try desk.tocsin("list")
    let incident = String(try #require(list.output.split(separator: " ").first))
    let engine = try desk.start("engine", untilPrinted: "calling people")
    defer { engine.terminate() }

    let escalate = try desk.tocsin("escalate", incident)
    while let line = gateway.line(), !line.contains(answer) {}
    var log = try desk.tocsin("notify", "log", "--zone", "UTC")
    // The provider has answered; the journal has it a moment later.
    for _ in 0..<200 where !log.output.contains(says) {
      log = try desk.tocsin("notify", "log", "--zone", "UTC")
    }
    let json = try desk.tocsin("notify", "log", incident, "--format", "json")
    let chinese = try desk.tocsin("notify", "log", "--lang", "zh")
    _ = gateway.end()

    #expect(escalate.code == 0, "\(escalate.errors)")
    #expect(log.output.contains("李伟 through sms, …0101: "), "\(log.output)")
    #expect(log.output.contains("1.1.1.li-wei.0: attempt 1\n"), "\(log.output)")
    #expect(log.output.contains(says), "\(log.output)")
    #expect(!(log.output + json.output + chinese.output).contains("7700900101"))
    #expect(chinese.output.contains(saysInChinese), "\(chinese.output)")
    let document = try JSONDecoder().decode(Log.self, from: Data(json.output.utf8))
    let first = try #require(document.messages.first)
    #expect(first.attempts == 1)
    #expect(first.address == "…0101")
    #expect(first.events.first?.kind == "message.queued")
    #expect(first.events.compactMap(\.fault) == (fault.map { [$0] } ?? []))
  }

  @Test func `a message that failed is sent anew on somebody's word, and one that arrived is not`()
    throws
  {
    let desk = try Desk()
    defer { desk.remove() }
    let gateway = try Gateway(["--fail", "403", "--times", "1"])
    _ = try desk.write(Team.configuration(url: gateway.url + "/sms"), to: "tocsin.yaml")
    _ = try desk.write("s3cret\n", to: "token")
    let runbook = try desk.write("# Portal down\n\n## Steps\n\n1. Look at it.\n", to: "look.md")
    _ = try desk.tocsin("run", runbook, "--no-wait")
    let engine = try desk.start("engine", untilPrinted: "calling people")
    defer { engine.terminate() }
    let incident = try desk.tocsin("list").output.split(separator: " ").first.map(String.init)
    _ = try desk.tocsin("escalate", try #require(incident))
    while let line = gateway.line(), !line.contains("  403") {}
    var first = try desk.tocsin("notify", "resend", "1.1.1.li-wei.0")
    // The journal has the refusal a moment later.
    for _ in 0..<200 where first.code != 0 {
      first = try desk.tocsin("notify", "resend", "1.1.1.li-wei.0")
    }

    let unknown = try desk.tocsin("notify", "resend", "nothing")
    let log = try desk.tocsin("notify", "log", "--zone", "UTC")
    let again = try desk.tocsin("notify", "resend", "1.1.1.li-wei.0~2", "--lang", "zh")
    _ = gateway.end()

    #expect(first.code == 0, "\(first.errors)")
    #expect(log.output.contains("\n1.1.1.li-wei.0~2: level 1, round 1\n"), "\(log.output)")
    #expect(unknown.code == 1)
    #expect(unknown.errors.contains("tocsin notify log"), "\(unknown.errors)")
    #expect(again.errors.contains("并未失败"), "\(again.errors)")
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
