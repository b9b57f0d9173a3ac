import Foundation

/// A mail server of a few lines that answers as a test says.
struct FakeMailServer: Sendable {
  /// What it offers behind EHLO.
  var offers: [String] = []
  /// What it answers to a command that begins so, instead of 250.
  var answers: [String: String] = [:]
  /// Whether it speaks first.
  var greets = true
  /// What was said to it.
  let commands = Notebook<String>()
  /// The mails it took, with the dots that SMTP doubles.
  let mails = Notebook<String>()

  /// Speaks with one client until it hangs up, or has said the `last` command.
  func serve(_ line: () -> String?, _ write: (String) -> Void, until last: String? = nil) {
    if greets { write("220 mx.test ESMTP\r\n") }
    while let command = line() {
      commands.add(command)
      if let (_, answer) = answers.first(where: { command.uppercased().hasPrefix($0.key) }) {
        guard !answer.isEmpty else { return }
        write(answer + "\r\n")
        if command == last { return }
        continue
      }
      switch command.split(separator: " ").first?.uppercased() {
      case "EHLO":
        let lines = ["mx.test"] + offers
        for line in lines.dropLast() { write("250-\(line)\r\n") }
        write("250 \(lines.last ?? "")\r\n")
      case "AUTH": write("235 2.7.0 welcome\r\n")
      case "DATA":
        write("354 go on\r\n")
        guard let mail = Self.mail(line) else { return }
        mails.add(mail)
        guard let answer = answers["."] else {
          write("250 2.0.0 queued as 4711\r\n")
          continue
        }
        guard !answer.isEmpty else { return }
        write(answer + "\r\n")
      case "QUIT":
        write("221 bye\r\n")
        return
      default: write("250 2.1.0 fine\r\n")
      }
    }
  }

  private static func mail(_ line: () -> String?) -> String? {
    var lines: [String] = []
    while let next = line() {
      if next == "." { return lines.joined(separator: "\n") }
      lines.append(next)
    }
    return nil
  }
}
