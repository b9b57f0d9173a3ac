import Engine
import IncidentCore
import NotifierCards
import Ports
import Testing
import Timekeeping

/// What people write back.
@Suite struct ReplyTests {
  private static let li = "+447700900101"
  private static let wang = "+447700900102"

  @Test(arguments: [
    "CODE", "ack CODE", "收到 CODE", "收到CODE。", "Code: CODE, on my way", "no problem CODE",
  ])
  func `the code takes the incident and stops the ladder`(words: String) async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)

    let text = words.replacing("CODE", with: try bench.code(of: "li"))
    let said = try await bench.reply(text, from: Self.li)
    bench.calls.run(until: 3600)

    #expect(said == "It is yours now: Incident a")
    #expect(bench.answered() == ["li took it by reply"])
    #expect(bench.calls.sent.map(\.name) == ["Li"])
    #expect(try bench.state().escalations.first?.end == .acknowledged)
  }

  @Test(arguments: ["no CODE", "CODE cannot", "不行 CODE", "no"])
  func `who cannot take it hands it on at once`(words: String) async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)

    let text = words.replacing("CODE", with: try bench.code(of: "li"))
    let said = try await bench.reply(text, from: Self.li)
    bench.calls.run(until: 20)

    #expect(said == "Noted, somebody else takes it: Incident a")
    #expect(bench.answered() == ["li cannot"])
    #expect(bench.calls.sent.map(\.description) == ["0s Li sms", "10s Wang sms"])
  }

  @Test func `a level waits for the others as long as one of them has not said no`() async throws {
    var bench = try AnswerBench([["li", "wang"], ["zhao"]])
    try bench.calls.call()
    bench.calls.run(until: 10)

    _ = try await bench.reply("no \(bench.code(of: "li"))", from: Self.li)
    bench.calls.run(until: 20)
    let afterOne = bench.calls.sent.count
    _ = try await bench.reply("no \(bench.code(of: "wang"))", from: Self.wang)
    bench.calls.run(until: 30)

    #expect(afterOne == 2)
    #expect(bench.calls.sent.map(\.name) == ["Li", "Wang", "Zhao"])
  }

  @Test func `a wrong code takes nothing and is noted once`() async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)

    let first = try await bench.reply("0001", from: Self.li)
    let second = try await bench.reply("0002", from: Self.li)

    #expect(first?.hasPrefix("This code is not known") == true)
    #expect(second?.hasPrefix("This code is not known") == true)
    #expect(bench.answered() == ["li wrong-code"])
  }

  @Test func `who guesses too often is not listened to, even with the right code`() async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)

    for number in 1...5 { _ = try await bench.reply("000\(number)", from: Self.li) }
    let said = try await bench.reply(bench.code(of: "li"), from: Self.li)
    bench.calls.run(until: 10)
    bench.calls.now = bench.calls.now + .minutes(61)
    let later = try await bench.reply(bench.code(of: "li"), from: Self.li)

    #expect(said == nil)
    #expect(bench.remarks.list == [.tooManyGuesses(person: "li")])
    #expect(later == "It is yours now: Incident a")
  }

  @Test func `the code of somebody else takes nothing`() async throws {
    var bench = try AnswerBench()
    bench.calls.spreadsCodes()
    try bench.calls.call()
    bench.calls.run(until: 301)

    _ = try await bench.reply(bench.code(of: "wang"), from: Self.li)

    #expect(bench.answered() == ["li wrong-code"])
  }

  @Test func `a stranger hears nothing`() async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)
    let before = bench.calls.events().count

    let said = try await bench.reply(bench.code(of: "li"), from: "+447700900199")

    #expect(said == nil)
    #expect(bench.calls.events().count == before)
    #expect(bench.remarks.list == [.unknownSender(notifier: "sms")])
  }

  @Test func `two incidents of one person have two codes`() async throws {
    var bench = try AnswerBench()
    try bench.calls.call("a")
    try bench.calls.call("b")
    bench.calls.run(until: 60)

    let codes = try (bench.code(of: "li", in: "a"), bench.code(of: "li", in: "b"))
    let vague = try await bench.reply("no", from: Self.li)
    let said = try await bench.reply(codes.1, from: Self.li)

    #expect(codes.0 != codes.1)
    #expect(vague?.hasPrefix("Reply the four digits") == true)
    #expect(said == "It is yours now: Incident b")
    #expect(bench.answered("a") == [])
    #expect(bench.answered("b") == ["li took it by reply"])
  }

  @Test func `a reply that could not be written counts when the provider brings it again`()
    async throws
  {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)
    let code = try bench.code(of: "li")

    bench.trouble.fail(.append)
    await #expect(throws: JournalFault.busy(detail: "test")) {
      try await bench.reply(code, from: Self.li, id: "one")
    }
    let said = try await bench.reply(code, from: Self.li, id: "one")

    #expect(said == "It is yours now: Incident a")
    #expect(bench.answered() == ["li took it by reply"])
  }

  @Test func `a second reply says that it is theirs already, and a repeated one nothing`()
    async throws
  {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)
    let code = try bench.code(of: "li")

    _ = try await bench.reply(code, from: Self.li, id: "one")
    let repeated = try await bench.reply(code, from: Self.li, id: "one")
    let second = try await bench.reply(code, from: Self.li, id: "two")

    #expect(repeated == nil)
    #expect(second == "You have it already: Incident a")
    #expect(bench.answered() == ["li took it by reply"])
  }

  @Test func `a reply after somebody else took it says who has it`() async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 301)

    _ = try await bench.reply(bench.code(of: "wang"), from: Self.wang)
    let late = try await bench.reply(bench.code(of: "li"), from: Self.li)

    #expect(late == "Wang has it already: Incident a")
    #expect(bench.answered() == ["wang took it by reply", "li already-taken"])
  }

  @Test func `a no that comes after others were called calls nobody else`() async throws {
    var bench = try AnswerBench([["li"], ["wang"], ["zhao"]])
    try bench.calls.call()
    bench.calls.run(until: 301)

    let late = try await bench.reply("no \(bench.code(of: "li"))", from: Self.li)
    bench.calls.run(until: 310)

    #expect(late == "Others have been called already: Wang. Incident a")
    #expect(bench.calls.sent.map(\.name) == ["Li", "Wang"])
    #expect(bench.answered() == ["li passed-on"])
  }

  @Test func `a reply after the end says that it is over`() async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)
    try bench.calls.act(.reach(.resolved, at: nil), by: "wang")

    let said = try await bench.reply(bench.code(of: "li"), from: Self.li)
    let again = try await bench.reply(bench.code(of: "li"), from: Self.li)

    #expect(said == "It is over: Incident a")
    #expect(again == said)
    #expect(bench.answered() == ["li over"])
  }

  @Test func `of two who share a telephone the code tells who answers`() async throws {
    var bench = try AnswerBench(
      [["li", "wang"]],
      shared: ["li": Self.li, "wang": Self.li]
    )
    bench.calls.spreadsCodes()
    try bench.calls.call()
    bench.calls.run(until: 10)

    let said = try await bench.reply(bench.code(of: "wang"), from: Self.li)

    #expect(try bench.code(of: "li") != bench.code(of: "wang"))
    #expect(said == "It is yours now: Incident a")
    #expect(bench.answered() == ["wang took it by reply"])
  }

  @Test func `where two must take it the first does not stop the ladder`() async throws {
    var bench = try AnswerBench([["li", "wang"], ["zhao"]], quorum: 2)
    bench.calls.spreadsCodes()
    try bench.calls.call()
    bench.calls.run(until: 10)

    _ = try await bench.reply(bench.code(of: "li"), from: Self.li)
    let isRunning = try bench.state().escalations.contains(where: \.isRunning)
    _ = try await bench.reply(bench.code(of: "wang"), from: Self.wang)
    bench.calls.run(until: 3600)

    #expect(isRunning)
    #expect(bench.calls.sent.map(\.name) == ["Li", "Wang"])
    #expect(bench.answered() == ["li took it by reply", "wang took it by reply"])
  }

  @Test func `what nobody understands takes nothing and is answered with how to do it`()
    async throws
  {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)

    let said = try await bench.reply("I am driving, back at 9", from: Self.li)
    let yes = try await bench.reply("ok", from: Self.li)

    #expect(said?.hasPrefix("Reply the four digits") == true)
    #expect(yes?.hasPrefix("Reply the four digits") == true)
    #expect(bench.answered() == ["li unclear"])
  }

  @Test func `a reply with a forged signature is refused`() async throws {
    var bench = try AnswerBench()
    try bench.calls.call()
    bench.calls.run(until: 10)
    let item = ["from": Self.li, "text": try bench.code(of: "li")]

    let forged = try await bench.post([item], secret: "wrong")
    let nowhere = try await bench.post([item], to: "pigeon")

    #expect(forged.status == 403)
    #expect(nowhere.status == 404)
    #expect(bench.answered() == [])
    #expect(bench.remarks.list == [.refused(notifier: "sms", .signature)])
  }

  @Test func `a code that was used is not used again while it is remembered`() async throws {
    var bench = try AnswerBench()
    var codes: Set<String> = []
    for number in 0..<40 {
      try bench.calls.call("i\(number)")
      bench.calls.run(until: Int64(number) * 60 + 50)
      codes.insert(try bench.code(of: "li", in: "i\(number)"))
      try bench.calls.act(.reach(.resolved, at: nil), by: "wang", on: "i\(number)")
    }

    #expect(codes.count == 40)
    #expect(codes.allSatisfy { $0.utf8.count == ReplyText.codeLength })
  }
}
