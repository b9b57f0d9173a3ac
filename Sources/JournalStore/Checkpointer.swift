import Foundation
import GRDB
import GRDBSQLite
import Synchronization

/// Brings what stands in the write-ahead log into the database file, on a connection and in a thread
/// of its own.
///
/// SQLite would do it in the middle of a commit, and people would be called later by as long as the
/// disk takes. A log that grows faster than that is brought in by SQLite's way all the same.
final class Checkpointer: Sendable {
  /// How many pages more in the log are worth the work.
  private static let step: Int32 = 1000
  /// How many pages the log may have at most.
  private static let most: Int32 = 50_000

  private struct State {
    var connection: DatabaseQueue?
    var isUnderWay = false
    var isClosed = false
    /// How many pages there have to be for the next time.
    var next = Checkpointer.step
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
        if pages >= Checkpointer.most {
          unsafe sqlite3_wal_checkpoint_v2(connection, name, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        } else {
          checkpointer.heed(pages)
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

  private func heed(_ pages: Int32) {
    let connection = state.withLock { state -> DatabaseQueue? in
      // The log has begun anew.
      if pages < state.next - Self.step { state.next = Self.step }
      guard pages >= state.next, !state.isUnderWay, !state.isClosed else { return nil }
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
      }
    }
  }
}
