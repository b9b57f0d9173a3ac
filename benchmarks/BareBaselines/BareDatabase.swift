import GRDBSQLite

/// A SQLite file with a row for each event, durable one by one, and nothing else.
@safe package final class BareDatabase {
  private var connection: OpaquePointer?
  private var insertion: OpaquePointer?
  private var sequence = 0

  /// Makes the file at `path` with the pragmas of the journal.
  package init(path: String) throws(BareFault) {
    guard unsafe sqlite3_open(path, &connection) == SQLITE_OK else {
      throw BareFault("sqlite3_open", reason: path)
    }
    try execute(
      """
      PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
      CREATE TABLE events (
        incident TEXT NOT NULL, sequence INTEGER NOT NULL, kind TEXT NOT NULL,
        record TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (incident, sequence)
      ) WITHOUT ROWID
      """
    )
    let sql = "INSERT INTO events VALUES ('20261123-aaaa', ?, 'note.added', ?, ?)"
    guard unsafe sqlite3_prepare_v2(connection, sql, -1, &insertion, nil) == SQLITE_OK else {
      throw fault(sql)
    }
  }

  deinit {
    unsafe sqlite3_finalize(insertion)
    unsafe sqlite3_close(connection)
  }

  /// Adds a row; it is on the disk afterwards.
  package func insert(record: String, hash: String) throws(BareFault) {
    // The text is copied, as the binding of any safe language has to do.
    let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    sequence += 1
    unsafe sqlite3_bind_int64(insertion, 1, Int64(sequence))
    unsafe sqlite3_bind_text(insertion, 2, record, -1, copied)
    unsafe sqlite3_bind_text(insertion, 3, hash, -1, copied)
    guard unsafe sqlite3_step(insertion) == SQLITE_DONE else { throw fault("INSERT") }
    unsafe sqlite3_reset(insertion)
  }

  /// Makes a table with a row for each of `count` timers, ten for an incident.
  package func fillTimers(_ count: Int) throws(BareFault) {
    try execute(
      """
      CREATE TABLE timers (incident TEXT NOT NULL, due INTEGER NOT NULL);
      WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number LIMIT \(count))
        INSERT INTO timers
        SELECT '20261123-' || (100000 + n / 10), 1790000000000 + n * 97 % 36000000 FROM number
      """
    )
  }

  /// Reads all timers.
  ///
  /// - Returns: the earliest time.
  package func readTimers() throws(BareFault) -> Int64 {
    var query: OpaquePointer?
    let sql = "SELECT incident, due FROM timers"
    guard unsafe sqlite3_prepare_v2(connection, sql, -1, &query, nil) == SQLITE_OK else {
      throw fault(sql)
    }
    defer { unsafe sqlite3_finalize(query) }
    var earliest = Int64.max
    var bytes = 0
    while unsafe sqlite3_step(query) == SQLITE_ROW {
      unsafe bytes += Int(sqlite3_column_bytes(query, 0))
      earliest = unsafe min(earliest, sqlite3_column_int64(query, 1))
    }
    guard bytes > 0 else { throw fault(sql) }
    return earliest
  }

  private func execute(_ sql: String) throws(BareFault) {
    guard unsafe sqlite3_exec(connection, sql, nil, nil, nil) == SQLITE_OK else { throw fault(sql) }
  }

  private func fault(_ call: String) -> BareFault {
    unsafe BareFault(call, reason: String(cString: sqlite3_errmsg(connection)))
  }
}
