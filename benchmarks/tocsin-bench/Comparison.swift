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

  /// Measures both in turns, after one round of each that does not count.
  func measured() async throws -> Line {
    var ours: [Duration] = []
    var least: [Duration] = []
    for round in 0...rounds {
      // Who goes first changes, so that neither always finds the warmer caches.
      let isOursFirst = round.isMultiple(of: 2)
      if isOursFirst { try await ours.append(Self.time(runOurs)) }
      try await least.append(Self.time(runBare))
      if !isOursFirst { try await ours.append(Self.time(runOurs)) }
    }
    return Line(
      name: name,
      work: work,
      against: bare,
      ours: Self.median(of: Array(ours.dropFirst())),
      least: Self.median(of: Array(least.dropFirst())),
      limit: limit
    )
  }

  static func time(_ body: () async throws -> Void) async throws -> Duration {
    let clock = ContinuousClock()
    let start = clock.now
    try await body()
    return start.duration(to: clock.now)
  }

  static func median(of times: [Duration]) -> Duration {
    times.sorted()[times.count / 2]
  }
}
