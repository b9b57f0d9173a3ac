import Glibc

/// Files read with nothing but the C library.
package enum BareFolder {
  /// Calls `body` with the bytes of every file in the folder at `path`, in no order.
  package static func forEachFile(in path: String, _ body: ([UInt8]) -> Void) throws(BareFault) {
    guard let folder = unsafe opendir(path) else { throw BareFault("opendir \(path)") }
    defer { unsafe _ = closedir(folder) }
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name.hasPrefix(".") { continue }
      body(try bytes(of: "\(path)/\(name)"))
    }
  }

  /// The bytes of the file at `path`.
  package static func bytes(of path: String) throws(BareFault) -> [UInt8] {
    let file = unsafe open(path, O_RDONLY)
    guard file >= 0 else { throw BareFault("open \(path)") }
    defer { close(file) }
    var status = stat()
    guard unsafe fstat(file, &status) == 0 else { throw BareFault("stat \(path)") }
    let size = Int(status.st_size)
    return unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = unsafe Glibc.read(file, buffer.baseAddress?.advanced(by: count), size - count)
        if got <= 0 { return }
        count += got
      }
    }
  }
}

/// A call of the C library or SQLite that failed.
package struct BareFault: Error, CustomStringConvertible {
  /// What was tried, and the reason.
  package let description: String

  /// The call `call` failed for the reason in `errno`.
  package init(_ call: String) {
    let reason = unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "?"
    description = "\(call): \(reason)"
  }

  /// The call `call` failed for `reason`.
  package init(_ call: String, reason: String) {
    description = "\(call): \(reason)"
  }
}
