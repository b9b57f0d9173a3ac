import Glibc

/// Our work beside the least that could do the same, measured in turns.
struct Comparison {
  /// The word that chooses it on the command line.
  var name: String
  /// What is done.
  var work: String
  /// What the least is.
  var bare: String
  /// How many times the bare time ours may be.
  var limit: Double
  /// How often each is measured; the medians count.
  var rounds: Int
  /// One round of ours.
  var runOurs: () async throws -> Void
  /// One round of the least.
  var runBare: () async throws -> Void

  /// What a round took.
  private struct Time {
    var wall: Duration
    /// Seconds of all processors, for this process and the children that it waited for.
    var processor: Double
  }

  /// Measures both in turns, after one round of each that does not count.
  func measured() async throws -> Line {
    var ours: [Time] = []
    var least: [Time] = []
    for round in 0...rounds {
      // Who goes first changes, so that neither always finds the warmer caches.
      let isOursFirst = round.isMultiple(of: 2)
      if isOursFirst { try await ours.append(Self.time(runOurs)) }
      try await least.append(Self.time(runBare))
      if !isOursFirst { try await ours.append(Self.time(runOurs)) }
    }
    let (mine, bare) = (ours.dropFirst(), least.dropFirst())
    let processor = Self.median(of: bare.map(\.processor))
    return Line(
      name: name,
      work: work,
      against: self.bare,
      ours: Self.median(of: mine.map(\.wall)),
      least: Self.median(of: bare.map(\.wall)),
      limit: limit,
      // What is too short to be counted says nothing.
      processorRatio: processor > 0.002
        ? Self.median(of: mine.map(\.processor)) / processor : nil
    )
  }

  private static func time(_ body: () async throws -> Void) async throws -> Time {
    let clock = ContinuousClock()
    let start = clock.now
    let used = processorSeconds
    try await body()
    return Time(wall: start.duration(to: clock.now), processor: processorSeconds - used)
  }

  static func median<Value: Comparable>(of values: [Value]) -> Value {
    values.sorted()[values.count / 2]
  }

  private static var processorSeconds: Double {
    [RUSAGE_SELF, RUSAGE_CHILDREN].reduce(0) { sum, who in
      var usage = rusage()
      unsafe getrusage(who.rawValue, &usage)
      return [usage.ru_utime, usage.ru_stime].reduce(sum) { sum, time in
        sum + Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
      }
    }
  }
}
