import Foundation
import Testing

/// An authority of our own and what it signed, made by `openssl` for one test.
struct Certificates {
  let folder: URL
  private let openssl: String

  /// Makes the authority in `folder`.
  init(in folder: URL) throws {
    self.folder = folder
    openssl = try #require(Programs.path(of: "openssl"))
    let subject = ["-subj", "/CN=Tocsin test authority", "-days", "2"]
    try run(["req", "-x509", "-nodes", "-keyout", "ca.key", "-out", "ca.pem"] + Self.key + subject)
  }

  private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]

  var authority: String { folder.appending(path: "ca.pem").path }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  /// Makes `name.pem` and `name.key` for a host, signed by the authority.
  func issue(_ name: String, host: String = "IP:127.0.0.1", days: Int = 2) throws {
    try "subjectAltName=\(host)\n".write(
      toFile: path("\(name).ext"),
      atomically: true,
      encoding: .utf8
    )
    let request = ["req", "-nodes", "-keyout", "\(name).key", "-out", "\(name).csr"]
    try run(request + Self.key + ["-subj", "/CN=\(name)"])
    try run([
      "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
      "-days", "\(days)", "-extfile", "\(name).ext", "-out", "\(name).pem",
    ])
  }

  /// A server at `port` that passes what is inside TLS to its own input and output.
  func tunnel(_ name: String, port: UInt16) throws -> Companion {
    try Companion(
      openssl,
      [
        "s_server", "-quiet", "-accept", "127.0.0.1:\(port)", "-cert", "\(name).pem", "-key",
        "\(name).key",
      ],
      in: folder
    )
  }

  private func run(_ arguments: [String]) throws {
    try Programs.run(openssl, arguments, in: folder)
  }

  /// A server with that certificate that answers GET, and its port.
  func server(_ name: String, _ options: [String] = ["-www"]) throws -> (Companion, Int) {
    let server = try Companion(
      openssl,
      [
        "s_server", "-accept", "127.0.0.1:0", "-cert", "\(name).pem", "-key", "\(name).key",
      ] + options,
      in: folder
    )
    let greeting = try #require(server.line(with: "ACCEPT"))
    let port = try #require(Int(greeting.split(separator: ":").last ?? ""))
    return (server, port)
  }
}
