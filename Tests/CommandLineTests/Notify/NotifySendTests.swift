import Foundation
import Testing

/// `tocsin notify preview` and `tocsin notify test` with the real program and a gateway.
struct NotifySendTests {
  @Test func `a preview shows the whole request without a secret, and sends nothing`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let gateway = try Gateway()
    _ = try desk.write(Team.configuration(url: gateway.url + "/sms"), to: "tocsin.yaml")
    _ = try desk.write("s3cret", to: "token")

    let preview = try desk.tocsin("notify", "preview", "sms", "--to", "li-wei", "--drill")
    let (lines, _) = gateway.end()

    #expect(preview.code == 0, "\(preview.errors)")
    #expect(preview.output.contains("POST \(gateway.url)/sms\n"), "\(preview.output)")
    #expect(preview.output.contains("Authorization: Bearer ~~token~~\n"), "\(preview.output)")
    #expect(preview.output.contains("  \"to\": \"+447700900101\",\n"), "\(preview.output)")
    #expect(preview.output.contains("【演练】"), "\(preview.output)")
    #expect(preview.output.contains("text `body`: UCS-2, "), "\(preview.output)")
    #expect(!preview.output.contains("s3cret"))
    #expect(lines == ["fake-gateway: 0 taken, 0 refused, 0 unexpected"])
  }

  @Test func `an English preview fits the seven-bit alphabet`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Team.configuration(), to: "tocsin.yaml")

    let preview = try desk.tocsin("notify", "preview", "sms", "--to", "li-wei", "--lang", "en")

    #expect(preview.output.contains("text `body`: GSM-7, "), "\(preview.output)")
    #expect(preview.output.contains("SEV2: Sample"), "\(preview.output)")
  }

  @Test(arguments: ["sms", "voice", "robot", "mail", "drill-log"])
  func `every notifier of the example has a preview`(notifier: String) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let example = Desk.package.appending(path: "examples/tocsin.yaml").path

    let preview = try desk.tocsin(
      ["notify", "preview", notifier, "--to", "zhou-qiang", "--config", example]
    )

    #expect(preview.code == 0, "\(preview.errors)")
    #expect(preview.output.split(separator: "\n").count > 3)
    #expect(notifier != "sms" || preview.output.contains("sms-backup: "), "\(preview.output)")
  }

  @Test func `a test message says what it is, and the provider's answer is shown`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let gateway = try Gateway(["--expect", "测试消息", "--at-most", "1"])
    _ = try desk.write(Team.configuration(url: gateway.url + "/sms"), to: "tocsin.yaml")
    _ = try desk.write("s3cret\n", to: "token")

    let test = try desk.tocsin("notify", "test", "sms", "--to", "li-wei")
    let (lines, code) = gateway.end()

    #expect(test.code == 0, "\(test.output)\(test.errors)")
    let said = test.output.split(separator: "\n").map(String.init)
    #expect(said.first == "sms: sending a test message to 李伟 (li-wei), …0101")
    #expect(test.output.contains("sms: taken after "), "\(test.output)")
    #expect(test.output.contains("  answer 202: {"), "\(test.output)")
    #expect(lines.first?.contains("+447700900101") == true, "\(lines)")
    #expect(code == 0, "\(lines)")
  }

  @Test(arguments: [
    (["--fail", "401"], 1 as Int32, "does not accept us"),
    (["--fail", "400"], 1, "never will be"),
    (["--fail", "503"], 1, "it may work later"),
    (["--fail", "429"], 1, "asks to slow down"),
    (["--reset"], 3, "nobody knows"),
  ])
  func `what the provider does not take is told by sentence and exit code`(
    options: [String],
    code: Int32,
    says: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let gateway = try Gateway(options)
    _ = try desk.write(Team.configuration(url: gateway.url + "/sms"), to: "tocsin.yaml")
    _ = try desk.write("s3cret\n", to: "token")

    let test = try desk.tocsin("notify", "test", "sms", "--to", "li-wei")
    _ = gateway.end()

    #expect(test.code == code, "\(test.output)\(test.errors)")
    #expect(test.output.contains(says), "\(test.output)")
  }

  @Test func `a gateway that is not there took nothing`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Team.configuration(), to: "tocsin.yaml")
    _ = try desk.write("s3cret\n", to: "token")

    let test = try desk.tocsin("notify", "test", "sms", "--to", "li-wei", "--lang", "zh")

    #expect(test.code == 1, "\(test.output)")
    #expect(test.output.contains("稍后可能成功"), "\(test.output)")
  }

  @Test(arguments: [
    (["pigeon", "--to", "li-wei"], "there is no notifier `pigeon`; there are: sms"),
    (["sms", "--to", "nobody"], "there is nobody called `nobody`; there are: li-wei"),
    (["sms", "--to", "li-wei"], "nothing was sent: the secret `token` of `sms`"),
  ])
  func `what cannot be tried is said and nothing is sent`(
    arguments: [String],
    says: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Team.configuration(), to: "tocsin.yaml")

    let test = try desk.tocsin(["notify", "test"] + arguments)

    #expect(test.code == 2, "\(test.output)")
    #expect(test.errors.contains(says), "\(test.errors)")
    #expect(test.output == "")
  }
}
