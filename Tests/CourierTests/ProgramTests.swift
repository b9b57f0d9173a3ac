import Courier
import Foundation
import Glibc
import NotifierCards
import Testing

private let courier = CurlCourier()

@Test func `a program reads its input and answers with code and output`() async {
  let outcome = await courier.send(
    .program(
      ["sh", "-c", "cat; echo \"$KEY\" >&2; exit 3"],
      input: "text",
      environment: ["KEY": "v"]
    )
  )

  #expect(outcome.reply?.status == 3)
  #expect(outcome.reply?.text == "textv\n")
}

@Test func `a program sees only the environment that it is given`() async {
  let outcome = await courier.send(.program(["/usr/bin/env"], environment: ["ONLY": "this"]))

  #expect(outcome.reply?.text == "ONLY=this\n")
}

@Test func `long input and long output do not block each other`() async {
  let input = String(repeating: "0123456789abcde\n", count: 100_000)

  let outcome = await courier.send(.program(["cat"], input: input, responseLimit: 2_000_000))
  let cut = await courier.send(.program(["cat"], input: input, responseLimit: 1000))

  #expect(outcome.reply?.body.count == 1_600_000)
  #expect(outcome.reply?.isCut == false)
  #expect(cut.reply?.status == 0)
  #expect(cut.reply?.body.count == 1000)
  #expect(cut.reply?.isCut == true)
}

@Test func `a program that does not read its input is no fault`() async {
  let input = String(repeating: "x", count: 1_000_000)

  let outcome = await courier.send(.program(["sh", "-c", "exec <&-; exit 0"], input: input))

  #expect(outcome.reply?.status == 0)
}

@Test(arguments: [[], [""], ["no-such-program"], ["/etc/passwd"], ["/no/such"], ["a\u{0}b"], ["/"]])
func `what is no program is not sent`(arguments: [String]) async {
  let outcome = await courier.send(.program(arguments))

  #expect(outcome.notSent != nil, "\(outcome)")
}

@Test func `a program that a signal ends has 128 and its number`() async {
  let outcome = await courier.send(.program(["sh", "-c", "kill -9 $$"]))

  #expect(outcome.reply?.status == 137)
}

@Test func `what a program leaves in the background does not hold it up`() async {
  let outcome = await courier.send(.program(["sh", "-c", "tail -f /dev/null & echo $!"]))

  #expect(outcome.reply?.status == 0)
  let pid = pid_t(outcome.reply?.text.split(separator: "\n").first ?? "") ?? 0
  #expect(pid > 0)
  if pid > 0 { kill(pid, SIGKILL) }
}

@Test func `a program that takes too long is stopped with what it started`() async throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "courier-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let note = folder.appending(path: "note").path
  // Both say when TERM comes; the first one waits for the second.
  let script = """
    sh -c 'trap "echo child >>\(note); exit" TERM; tail -f /dev/null & wait' &
    trap 'wait; echo parent >>\(note); exit' TERM; wait
    """

  let own = CurlCourier()
  let outcome = await own.send(.program(["sh", "-c", script], milliseconds: 2000))
  let late = await own.send(
    .program(["sh", "-c", "until [ -s \(note) ]; do :; done; cat \(note)"])
  )

  #expect(outcome.unknown?.contains("time") == true, "\(outcome)")
  #expect(late.reply?.text.contains("child") == true, "\(late)")
}

@Test func `a cancelled program is stopped`() async {
  let task = Task {
    await courier.send(.program(["tail", "-f", "/dev/null"], milliseconds: 60_000))
  }
  task.cancel()

  let outcome = await task.value

  #expect(outcome.reply == nil)
}
