import DutyRoster
import Findings
import Yams

extension ConfigurationBuilder {
  /// Reads where answers come in.
  mutating func readServer(_ node: Node?) {
    guard let node, node.null == nil else { return }
    let example = "server: { listen: 127.0.0.1:8787 }"
    guard let fields = fields(node, .server, owner: "server", example: example) else { return }
    let address = fields["listen"].flatMap { node in
      value(node, "listen", example: "listen: 127.0.0.1:8787") { ServerSettings.address($0) }
    }
    var url: String?
    if let node = fields["url"] {
      url = value(node, "url", example: "url: https://tocsin.example.org") { Self.base($0) }
      if let url, Self.isPlain(url) {
        report(MeaningRules.serverPlain, node, ["value": url])
      }
    }
    let key = fields["key"].flatMap {
      secret($0, named: "server-key", at: fields.key("key"), owner: "server.key")
    }
    guard let address else { return }
    server = ServerSettings(host: address.host, port: address.port, url: url, key: key)
    if server?.isLocal == false, let node = fields["listen"] {
      report(MeaningRules.serverExposed, node, ["value": node.scalar?.string ?? ""])
    }
  }

  /// The URL without slashes at its end; `nil` when something else could not be put behind it.
  private static func base(_ text: String) -> String? {
    var base = text[...]
    while base.hasSuffix("/") { base.removeLast() }
    let isUsable = base.utf8.allSatisfy { byte in
      byte > 0x20 && byte < 0x7F && !"?#@\"<>\\".utf8.contains(byte)
    }
    return isURL(String(base)) && isUsable ? String(base) : nil
  }

  /// Whether what is typed there can be read on the way.
  private static func isPlain(_ url: String) -> Bool {
    guard url.hasPrefix("http://") else { return false }
    let host = url.dropFirst(7).prefix { $0 != "/" }
    return !["127.", "localhost", "[::1]"].contains { host.hasPrefix($0) }
  }
}
