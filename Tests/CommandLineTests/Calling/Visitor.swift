import Foundation
import Glibc
import Testing

/// Speaks HTTP to a port of this machine as a browser, a scanner or a provider does.
enum Visitor {
  struct Answer {
    var status: Int
    var head: String
    var body: String
  }

  static func visit(
    _ method: String,
    _ path: String,
    at port: UInt16,
    form: String? = nil
  ) throws -> Answer {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = self.address(port)
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isConnected = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe connect(descriptor, pointer, size) == 0
      }
    }
    try #require(isConnected, "nobody listens on port \(port)")
    let body = form ?? ""
    let request = """
      \(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\
      Content-Type: application/x-www-form-urlencoded\r\nContent-Length: \(body.utf8.count)\r\n\r\n\
      \(body)
      """
    let bytes = Array(request.utf8)
    _ = unsafe send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    var answer: [UInt8] = []
    while true {
      var chunk = [UInt8](repeating: 0, count: 65_536)
      let count = unsafe recv(descriptor, &chunk, chunk.count, 0)
      guard count > 0 else { break }
      answer += chunk.prefix(count)
    }
    let parts = String(decoding: answer, as: UTF8.self).components(separatedBy: "\r\n\r\n")
    let words = parts[0].split(separator: " ")
    return Answer(
      status: words.count > 1 ? Int(words[1]) ?? 0 : 0,
      head: parts[0],
      body: parts.dropFirst().joined(separator: "\r\n\r\n")
    )
  }

  /// A port that nothing listens on, and the socket that keeps it until it is closed.
  static func takePort() throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = self.address(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        unsafe bind(descriptor, pointer, size) == 0 && listen(descriptor, 1) == 0
          && getsockname(descriptor, pointer, &size) == 0
      }
    }
    try #require(isBound)
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    address.sin_port = port.bigEndian
    return address
  }
}
