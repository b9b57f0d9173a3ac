import Glibc

/// The calls of the system that a server needs.
enum Socket {
  /// Listens on loopback; a port of 0 picks a free one.
  static func listen(port: UInt16) -> (descriptor: Int32, port: UInt16)? {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let listener = socket(AF_INET, kind, 0)
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // The option is a variable of that size.
    unsafe setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, size)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    // The address is a local variable of that length in each of these calls.
    let isListening = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(listener, pointer, length) == 0 && Glibc.listen(listener, 4096) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard isListening else {
      close(listener)
      return nil
    }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  static func accept(_ listener: Int32) -> Int32? {
    let descriptor = Glibc.accept(listener, nil, nil)
    guard descriptor >= 0 else { return nil }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    var yes: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // The option is a variable of that size.
    unsafe setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &yes, size)
    return descriptor
  }

  /// Reads what there is behind `bytes`.
  ///
  /// - Returns: whether more may come.
  static func read(_ descriptor: Int32, into bytes: inout [UInt8]) -> Bool {
    let capacity = 64 * 1024
    while true {
      var count = 0
      let chunk = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { buffer, filled in
        count = unsafe recv(descriptor, buffer.baseAddress, capacity, 0)
        filled = max(0, count)
      }
      bytes += chunk
      if count == 0 { return false }
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      if count < capacity { return true }
    }
  }

  /// Writes what the socket takes, and leaves the rest in `bytes`.
  ///
  /// - Returns: whether the other side is still there.
  static func write(_ bytes: inout [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    defer { bytes = Array(rest) }
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      if count < 0 { return errno == EAGAIN || errno == EINTR }
      rest = rest.dropFirst(count)
    }
    return true
  }

  static func resetOnClose(_ descriptor: Int32) {
    var now = linger(l_onoff: 1, l_linger: 0)
    let size = socklen_t(MemoryLayout<linger>.size)
    // The option is a variable of that size.
    unsafe setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &now, size)
  }
}
