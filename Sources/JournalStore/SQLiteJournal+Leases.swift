import GRDB
public import Ports
public import Timekeeping

extension SQLiteJournal: Leases {
  /// Takes, keeps or waits for a lease.
  public func lease(_ request: LeaseRequest) throws(JournalFault) -> LeaseAnswer {
    try write { database in
      let known = try database.cachedStatement(
        sql: "SELECT holder, rank, fence, renewed, until FROM leases WHERE name = ?"
      )
      let row = try Row.fetchOne(known, arguments: [request.name])
      let holder: String? = row?[0]
      let rank: Int = row?[1] ?? 0
      let fence: Int64 = row?[2] ?? 0
      let until = Instant(milliseconds: row?[4] ?? 0)
      let isOurs = holder == request.holder
      guard isOurs || until <= request.now || rank < request.rank else {
        return .held(by: holder ?? "", until: until)
      }
      let newFence = isOurs ? fence : fence + 1
      try database.carryOut(
        """
        INSERT INTO leases (name, holder, rank, fence, renewed, until) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, rank = excluded.rank,
          fence = excluded.fence, renewed = excluded.renewed, until = excluded.until
        """,
        [
          .text(request.name), .text(request.holder), .integer(request.rank),
          .integer(Int(newFence)), .integer(Int(request.now.milliseconds)),
          .integer(Int((request.now + request.length).milliseconds)),
        ]
      )
      guard let row, !isOurs else { return .granted(fence: newFence, previous: nil) }
      let previous = LeaseAnswer.Previous(
        holder: row[0],
        lastSeen: Instant(milliseconds: row[3]),
        gaveBack: (row[4] as Int64) == 0
      )
      return .granted(fence: newFence, previous: previous)
    }
  }

  /// Gives a lease back, so that the next one need not wait for its end.
  public func giveBack(
    _ name: String,
    holder: String,
    at now: Instant
  ) throws(JournalFault) {
    try write { database in
      try database.carryOut(
        "UPDATE leases SET until = 0, renewed = ? WHERE name = ? AND holder = ?",
        [.integer(Int(now.milliseconds)), .text(name), .text(holder)]
      )
    }
  }
}
