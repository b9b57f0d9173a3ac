import GRDB
import GRDBSQLite

/// What is put into a place of a statement.
enum Bound {
  case integer(Int)
  case text(String)
  /// A text in UTF-8.
  case utf8([UInt8])
  case blob([UInt8])
}

extension Database {
  /// Carries out `sql`, which gives no rows, with `values` in its places.
  ///
  /// A message is five rows and there may be thousands at once: GRDB's arguments would cost half as
  /// much as SQLite's work.
  func carryOut(_ sql: String, _ values: [Bound] = []) throws {
    _ = unsafe try step(sql, values) { _ in }
  }

  /// The number and the text that the first row of `sql` has; `nil` when it has none.
  func numberAndText(_ sql: String, _ values: [Bound]) throws -> (number: Int, text: String)? {
    unsafe try step(sql, values) { statement in
      // The text is SQLite's and valid until the next step.
      let text = unsafe sqlite3_column_text(statement, 1).map { unsafe String(cString: $0) }
      return (Int(unsafe sqlite3_column_int64(statement, 0)), text ?? "")
    }
  }

  /// Does the first step of a statement, and reads the row that it gives.
  private func step<Row>(
    _ sql: String,
    _ values: [Bound],
    read: (OpaquePointer) -> Row
  ) throws -> Row? {
    let cached = try cachedStatement(sql: sql)
    // The statement lives as long as the cache of this connection has it.
    let statement = unsafe cached.sqliteStatement
    defer { unsafe sqlite3_reset(statement) }
    for (index, value) in values.enumerated() {
      let code = unsafe Self.bind(value, to: statement, at: Int32(index) + 1)
      guard code == SQLITE_OK else { throw fault(code) }
    }
    let code = unsafe sqlite3_step(statement)
    switch code {
    case SQLITE_DONE: return nil
    case SQLITE_ROW: return unsafe read(statement)
    default: throw fault(code)
    }
  }

  private static func bind(_ value: Bound, to statement: OpaquePointer, at place: Int32) -> Int32 {
    // SQLite copies the bytes at once.
    let copied = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    switch value {
    case .integer(let number): return unsafe sqlite3_bind_int64(statement, place, Int64(number))
    case .text(let text):
      return unsafe sqlite3_bind_text(statement, place, text, Int32(text.utf8.count), copied)
    case .utf8(let bytes):
      return unsafe bytes.withUnsafeBytes { buffer in
        let text = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
        return unsafe sqlite3_bind_text(statement, place, text, Int32(buffer.count), copied)
      }
    case .blob(let bytes):
      // A pointer to nothing would be NULL and no empty value.
      if bytes.isEmpty { return unsafe sqlite3_bind_zeroblob(statement, place, 0) }
      return unsafe bytes.withUnsafeBytes { buffer in
        unsafe sqlite3_bind_blob(statement, place, buffer.baseAddress, Int32(buffer.count), copied)
      }
    }
  }

  private func fault(_ code: Int32) -> DatabaseError {
    // The text is SQLite's and valid until the next call.
    let message = unsafe sqliteConnection.map { unsafe String(cString: sqlite3_errmsg($0)) }
    return DatabaseError(resultCode: ResultCode(rawValue: code), message: message)
  }
}
