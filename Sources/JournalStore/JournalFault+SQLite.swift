import GRDB
import Ports

extension JournalFault {
  /// What an error of the storage means for who asked.
  init(_ error: any Error, path: String) {
    if let fault = error as? JournalFault {
      self = fault
      return
    }
    guard let error = error as? DatabaseError else {
      self = .storage(detail: "\(path): \(error)")
      return
    }
    let code = error.extendedResultCode
    let detail = "\(path): \(error.message ?? "SQLite") (\(code.rawValue))"
    switch code.primaryResultCode {
    case .SQLITE_FULL: self = .full(detail: detail)
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(detail: detail)
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self = .readOnly(detail: detail)
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self = .corrupt(detail: detail)
    default: self = .storage(detail: detail)
    }
  }
}
