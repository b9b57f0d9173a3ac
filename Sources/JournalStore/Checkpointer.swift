import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// Brings what stands in the write-ahead log into the database file, on a connection and in a thread
/// of its own.
///
/// SQLite would do it in the middle of a commit, and people would be called later by as long as the
/// disk takes. What is written meanwhile is little, and brought in by the one who writes: only then
/// the log begins anew, and a write that makes no file longer is on the disk sooner. A log that grows
/// faster than that is brought in by SQLite's way all the same.
final class Checkpointer: Sendable {
  /// How many pages more in the log are worth the work.
  private static let step: Int32 = 1000
  /// How many pages the one who writes brings in at most.
  private static let rest: Int32 = 200
  /// How many pages the log may have at most.
  private static let most: Int32 = 50_000

  private struct State {
    var connection: DatabaseQueue?
    var isUnderWay = false
    var isClosed = false
    /// How many pages there have to be for the next time.
    var next = Checkpointer.step
    /// How many pages the last time has brought in, until the one who writes has seen it.
    var done: Int32?
  }

  private let path: String
  private let state = Mutex(State())

  init(path: String) {
    self.path = path
  }

  /// Is told by the connection that writes how long the log is, from now on.
  func watch(_ database: Database) {
    // The context lives as long as the journal, which closes its connection before it goes.
    let context = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe sqlite3_wal_hook(
      database.sqliteConnection,
      { context, connection, name, pages in
        guard let context = unsafe context else { return SQLITE_OK }
        let checkpointer = unsafe Unmanaged<Checkpointer>.fromOpaque(context).takeUnretainedValue()
        if pages >= Checkpointer.most || checkpointer.leavesRest(of: pages) {
          unsafe sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        }
        return SQLITE_OK
      },
      context
    )
  }

  /// Waits for what is under way, and does nothing any more.
  func close() throws {
    let connection = state.withLock { state in
      state.isClosed = true
      defer { state.connection = nil }
      return state.connection
    }
    try connection?.close()
  }

  /// Begins when it is time.
  ///
  /// - Returns: whether so little is left that the one who writes can bring it in.
  private func leavesRest(of pages: Int32) -> Bool {
    var isRest = false
    let connection = state.withLock { state -> DatabaseQueue? in
      if pages < state.next - Self.step {
        // The log has begun anew.
        state.next = Self.step
        state.done = nil
      }
      guard !state.isUnderWay, !state.isClosed else { return nil }
      if let done = state.done, pages - done <= Self.rest {
        isRest = true
        state.done = nil
        state.next = pages + Self.step
        return nil
      }
      guard pages >= state.next else { return nil }
      state.connection = state.connection ?? (try? DatabaseQueue(path: path))
      state.isUnderWay = state.connection != nil
      return state.connection
    }
    connection?.asyncWriteWithoutTransaction { database in
      // When it fails the next time is not far.
      let done = (try? database.checkpoint(.passive))?.checkpointedFrameCount ?? 0
      self.state.withLock { state in
        state.isUnderWay = false
        state.next = Int32(clamping: done) + Self.step
        state.done = Int32(clamping: done)
      }
    }
    return isRest
  }
}
