import Foundation
import Testing

/// Runs whose journal cannot be written: loudly told, carried on, and merged afterwards.
struct DegradedTests {
  /// Two steps that run by themselves; the first one does what a test wants to happen.
  private static func runbook(_ command: String = "echo first") -> String {
    """
    ---
    runbook: two
    title: Two steps
    ---

    # Two steps

    ## Steps

    ### One

    - timeout: 1m
    - auto: yes

    ```sh run
    \(command)
    ```

    ### Two

    - timeout: 1m
    - auto: yes

    ```sh run
    echo second
    ```
    """
  }

  /// Whether this machine lets us have a disk of our own for a while.
  private static let mayMount: Bool = {
    let probe = Process()
    probe.executableURL = URL(filePath: "/bin/sh")
    probe.arguments = ["-c", "unshare -rm mount -t tmpfs tmpfs /mnt 2>/dev/null"]
    guard (try? probe.run()) != nil else { return false }
    probe.waitUntilExit()
    return probe.terminationStatus == 0
  }()

  @Test(arguments: [
    ("en", "THE JOURNAL CANNOT BE WRITTEN", "merged into the journal"), ("zh", "日志无法写入", "并入日志"),
  ])
  func `a damaged database is told, kept as it is, and what happened waits beside it`(
    language: String,
    loud: String,
    merged: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Self.runbook(), to: "two.md")
    _ = try desk.tocsin("list")
    let journal = desk.folder.appending(path: "home/journal.sqlite")
    let damage = Data("no journal at all".utf8)
    try damage.write(to: journal)

    let run = try desk.tocsin("run", runbook, "--auto", "--no-wait", "--lang", language)
    let note = try desk.tocsin("list", "--lang", language)
    let kept = try Data(contentsOf: journal)
    try FileManager.default.removeItem(at: journal)
    let list = try desk.tocsin("list", "--lang", language)

    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains(loud), "\(run.output)")
    #expect(run.output.contains("│ second"))
    #expect(run.errors.contains(".jsonl"), "\(run.errors)")
    #expect(note.code == 2)
    #expect(kept == damage)
    #expect(list.errors.contains(merged), "\(list.errors)")
    #expect(list.output.contains("Two steps"))
    #expect(try desk.tocsin("verify").code == 0)
    #expect(try desk.tocsin("report").output.contains("second"))
  }

  @Test func `a database that another program holds does not stop a run`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write(Self.runbook(), to: "two.md")
    _ = try desk.tocsin("list")
    let lock = try FileLock(desk.folder.appending(path: "home/journal.sqlite").path)

    let run = try desk.tocsin("run", runbook, "--auto", "--no-wait")
    let answer = try desk.tocsin("ack", "nothing")
    lock.release()
    let list = try desk.tocsin("list")

    #expect(run.code == 0, "\(run.errors)")
    #expect(run.output.contains("THE JOURNAL CANNOT BE WRITTEN: another process holds"))
    #expect(run.output.contains("│ second"))
    #expect(answer.code == 2)
    #expect(list.output.contains("completed"), "\(list.output)\(list.errors)")
    #expect(try desk.tocsin("verify").code == 0)
  }

  @Test(.enabled(if: mayMount, "this machine does not let us mount a disk of our own"))
  func `a full disk does not stop a run, nor fail its commands`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let fill = "dd if=/dev/zero of=\"$TOCSIN_HOME/filler\" bs=1k 2>/dev/null || echo full"
    _ = try desk.write(Self.runbook(fill), to: "two.md")

    let outcome = try inside(
      desk,
      """
      mount -t tmpfs -o size=600k tmpfs "$TOCSIN_HOME"
      TMPDIR="$PWD" tocsin run two.md --auto --no-wait; echo "code $?"
      rm "$TOCSIN_HOME/filler"
      TMPDIR="$PWD" tocsin list; TMPDIR="$PWD" tocsin verify; echo "verified $?"
      """
    )

    #expect(outcome.output.contains("│ full"), "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("THE JOURNAL CANNOT BE WRITTEN: the disk is full"))
    #expect(outcome.output.contains("│ second"))
    #expect(outcome.output.contains("code 0"))
    #expect(outcome.errors.contains("merged into the journal"))
    #expect(outcome.output.contains("completed  Two steps"))
    #expect(outcome.output.contains("verified 0"))
  }

  @Test(.enabled(if: mayMount, "this machine does not let us mount a disk of our own"))
  func `a folder that may not be written does not stop a run`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Self.runbook(), to: "two.md")

    let outcome = try inside(
      desk,
      """
      mount -t tmpfs -o size=10m tmpfs "$TOCSIN_HOME"
      tocsin list
      mount -o remount,ro "$TOCSIN_HOME"
      TMPDIR="$PWD" tocsin run two.md --auto --no-wait; echo "code $?"
      mount -o remount,rw "$TOCSIN_HOME"
      TMPDIR="$PWD" tocsin list
      """
    )

    #expect(outcome.output.contains("may not be written"), "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("│ second"))
    #expect(outcome.output.contains("code 0"))
    #expect(outcome.output.contains("completed  Two steps"))
  }

  @Test func `a limit on the size of files does not stop a run`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Self.runbook("seq 30000"), to: "two.md")

    let outcome = try desk.shell(
      "(ulimit -f 500; tocsin run two.md --auto --no-wait); echo \"code $?\"; tocsin verify"
    )

    #expect(outcome.output.contains("THE JOURNAL CANNOT BE WRITTEN"), "\(outcome.errors)")
    #expect(outcome.output.contains("│ second"))
    #expect(outcome.output.contains("code 0"))
    #expect(outcome.output.contains("sound"))
  }

  @Test func `a reader that goes away does not stop a run`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.write(Self.runbook("seq 3000; echo it went on > went.txt"), to: "two.md")

    let outcome = try desk.shell("tocsin run two.md --auto --no-wait | head -n 1; tocsin list")

    #expect(outcome.output.contains("completed"), "\(outcome.output)\(outcome.errors)")
    #expect(desk.read("went.txt") == "it went on\n")
  }

  @Test(arguments: [("en", "somebody else may have written it"), ("zh", "可能由他人写入")])
  func `a side file that others may write is not believed, and that is said`(
    language: String,
    words: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    _ = try desk.tocsin("list")
    let file = try desk.write("{}\n", to: "home/journal.sqlite.side-00.jsonl")
    try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: file)

    let list = try desk.tocsin("list", "--lang", language)

    #expect(list.code == 0)
    #expect(list.errors.contains(words), "\(list.errors)")
    #expect(list.errors.contains(file))
  }

  @Test(arguments: [("en", "have other numbers now"), ("zh", "编号已改变")])
  func `a note that waited beside the journal says when others wrote before it`(
    language: String,
    words: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write("# Look\n\n## Steps\n\n1. Look\n", to: "look.md")
    _ = try desk.tocsin("run", runbook)
    let list = try desk.tocsin("list")
    let incident = String(try #require(list.output.split(separator: " ").first))

    let outcome = try desk.shell(
      """
      long=$(head -c 20000 /dev/zero | tr '\\0' x)
      (ulimit -f 64; tocsin note \(incident) "seen at the console $long"); echo "note $?"
      mv home/*.jsonl .
      tocsin note \(incident) "written meanwhile"
      mv *.jsonl home/
      tocsin list --lang \(language)
      tocsin timeline \(incident)
      """
    )

    #expect(outcome.output.contains("note 0"), "\(outcome.errors)")
    #expect(outcome.errors.contains("is kept in"), "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(outcome.output.contains("seen at the console"))
    #expect(outcome.output.contains("written meanwhile"))
  }

  @Test func `a command that moves a run says when it could not be written down`() throws {
    let desk = try Desk()
    defer { desk.remove() }
    let runbook = try desk.write("# Look\n\n## Steps\n\n1. Look\n", to: "look.md")
    _ = try desk.tocsin("run", runbook)
    let list = try desk.tocsin("list")
    let incident = String(try #require(list.output.split(separator: " ").first))

    let outcomes = try desk.shell(
      """
      (ulimit -f 1; tocsin answer \(incident) done); echo "answer $?"
      tocsin list
      """
    )

    #expect(outcomes.output.contains("answer 2"), "\(outcomes.output)\(outcomes.errors)")
    #expect(outcomes.output.contains("open"))
    #expect(!outcomes.output.contains("Noted in"))
  }

  /// Runs lines of the shell where mounts are nobody else's.
  private func inside(_ desk: Desk, _ lines: String) throws -> Desk.Outcome {
    let script = try desk.write(
      "set -u\nmkdir -p \"$TOCSIN_HOME\"\ntocsin() { \(desk.program.path) \"$@\"; }\n\(lines)\n",
      to: "inside.sh"
    )
    return try desk.shell("exec unshare -rm sh \(script)")
  }
}

/// A lock on a file, as SQLite takes it to have a database for itself.
private final class FileLock {
  private let descriptor: Int32

  init(_ path: String) throws {
    descriptor = unsafe open(path, O_RDWR | O_CLOEXEC)
    try #require(descriptor >= 0)
    // The bytes that SQLite locks, far behind any that a journal has.
    var lock = flock(
      l_type: Int16(F_WRLCK),
      l_whence: Int16(SEEK_SET),
      l_start: 0x4000_0000,
      l_len: 512,
      l_pid: 0
    )
    let status = unsafe fcntl(descriptor, F_SETLK, &lock)
    try #require(status == 0)
  }

  func release() { close(descriptor) }
}
