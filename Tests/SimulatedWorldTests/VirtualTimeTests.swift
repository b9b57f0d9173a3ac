import Ports
import SimulatedWorld
import Synchronization
import Testing
import Timekeeping

@Suite struct VirtualTimeTests {
  private let time = VirtualTime(start: Instant(milliseconds: 0))

  @Test func `time passes only when everybody waits, and to the first who wakes`() {
    let log = Shared<[String]>([])
    let time = time
    for seconds in [3, 1, 2] as [Int64] {
      time.start {
        await time.sleep(until: Instant(milliseconds: seconds * 1000))
        log.update { $0.append("\(time.now.milliseconds)") }
      }
    }

    let stop = time.run()

    #expect(stop == .quiet)
    #expect(log.value == ["1000", "2000", "3000"])
    #expect(time.figures.wakeUps == 3)
  }

  @Test func `who watches wakes soon after news and not before`() {
    let woken = Shared<[Int64]>([])
    let time = time
    time.start {
      await time.clock.watch(nil, TimeSpan(milliseconds: 150))
      woken.update { $0.append(time.now.milliseconds) }
    }
    time.start {
      await time.clock.sleep(Instant(milliseconds: 60_000))
      time.tellNews()
    }

    let stop = time.run()

    #expect(stop == .quiet)
    #expect(woken.value == [60_150])
  }

  @Test func `a task that is cancelled does not sleep on`() {
    let time = time
    let end = Shared<Instant?>(nil)
    let sleeper = time.start {
      await time.sleep(until: Instant(milliseconds: 60_000))
      end.update { $0 = time.now }
    }
    time.start {
      await time.sleep(until: Instant(milliseconds: 1000))
      sleeper.cancel()
    }

    _ = time.run()

    #expect(end.value == Instant(milliseconds: 1000))
  }

  @Test func `jobs without end are noticed`() {
    time.start { while !Task.isCancelled { await Task.yield() } }

    #expect(time.run() == .spinning)
  }

  @Test func `a process whose clock is set sleeps as long as its clock says`() {
    let time = time
    let process = SimulatedProcess(number: 1, time: time)
    let end = Shared<Instant?>(nil)
    process.start {
      await process.clock.sleep(Instant(milliseconds: 60_000))
      end.update { $0 = time.now }
    }

    _ = time.run(until: Instant(milliseconds: 10_000))
    process.setClock(aheadBy: .seconds(30))
    _ = time.run()

    #expect(end.value == Instant(milliseconds: 30_000))
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `the same seed chooses the same order, and another one another`(seed: UInt64) {
    func history(_ seed: UInt64) -> [Int] {
      let time = VirtualTime(start: Instant(milliseconds: 0), order: .chosen(seed: seed))
      let log = Shared<[Int]>([])
      for number in 0..<50 { time.start { log.update { $0.append(number) } } }
      _ = time.run()
      return log.value
    }

    #expect(history(seed) == history(seed))
    #expect(history(seed) != history(seed + 1))
    #expect(history(seed).sorted() == Array(0..<50))
  }

  @Test func `the generator gives the numbers that its author published`() {
    var generator = SeededGenerator(seed: 1_234_567)

    let numbers = (0..<3).map { _ in generator.next() }

    #expect(
      numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]
    )
  }
}
