import Glibc

/// The service manager that started us, told by datagrams as sd_notify(3) describes.
enum Supervisor {
  /// Tells it `state`, such as `READY=1`; does nothing when there is none.
  static func tell(_ state: String) {
    guard let path = Environment.value(of: "NOTIFY_SOCKET"), path.utf8.count < 108,
      path.hasPrefix("/") || path.hasPrefix("@")
    else { return }
    let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    var bytes = Array(path.utf8)
    // An abstract name begins with a zero byte, written as @.
    if bytes[0] == UInt8(ascii: "@") { bytes[0] = 0 }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let length = MemoryLayout<sa_family_t>.size + bytes.count
    let message = Array(state.utf8)
    _ = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe sendto(
          descriptor,
          message,
          message.count,
          Int32(MSG_NOSIGNAL),
          address,
          socklen_t(length)
        )
      }
    }
  }
}
