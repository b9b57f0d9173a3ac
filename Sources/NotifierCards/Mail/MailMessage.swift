import Timekeeping

/// A mail of plain text as it goes to a mail server (RFC 5322 and 2045 to 2047).
struct MailMessage {
  var from: String
  var fromName: String?
  var to: [String]
  var subject: String
  var text: String
  var date: Instant
  /// The idempotency key that the mail's id is made from.
  var id: String
  var isUrgent: Bool

  /// The whole message, lines ending in CR LF.
  var bytes: [UInt8] {
    let content = body
    var lines = [
      "From: " + mailbox,
      "To: " + to.joined(separator: ",\r\n "),
      "Subject: " + EncodedWords.text(TextEscape.sanitised(subject), used: 9),
      "Date: " + Self.date(date),
      "Message-ID: <\(messageID)>",
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: \(content.encoding)",
      // RFC 3834: nobody's holiday answer shall come back.
      "Auto-Submitted: auto-generated",
    ]
    if isUrgent { lines += ["Importance: high", "X-Priority: 1"] }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + content.text).utf8)
  }

  /// The mail's id: the same for every attempt, so that readers and servers know a repeat.
  var messageID: String {
    let domain = from.lastIndex(of: "@").map { from[from.index(after: $0)...] } ?? "localhost"
    return "\(IDForm.hex.text(of: id)).tocsin@\(domain)"
  }

  private var mailbox: String {
    guard let name = fromName.map(TextEscape.sanitised), !name.isEmpty else { return from }
    let isAtom = name.utf8.allSatisfy {
      $0 < 0x7F && ($0 == 0x20 || Percent.isUnreserved($0)) && $0 != UInt8(ascii: ".")
    }
    return "\(isAtom ? name : EncodedWords.encoded(name, used: 6)) <\(from)>"
  }

  private var body: (encoding: String, text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let text = lines.joined(separator: "\r\n") + "\r\n"
    let isPlain = text.utf8.allSatisfy { $0 < 0x7F && ($0 >= 0x20 || $0 == 0x0D || $0 == 0x0A) }
    if isPlain, lines.allSatisfy({ $0.utf8.count <= 998 }) { return ("7bit", text) }
    let encoded = Array(Base64.text(Array(text.utf8)))
    let rows = stride(from: 0, to: encoded.count, by: 76).map { start in
      String(encoded[start..<min(start + 76, encoded.count)])
    }
    return ("base64", rows.joined(separator: "\r\n") + "\r\n")
  }

  /// `Fri, 02 Jan 2026 03:04:05 +0000`.
  static func date(_ instant: Instant) -> String {
    let text = instant.rfc3339
    let months = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    let days = Int((Double(instant.milliseconds) / 86_400_000).rounded(.down))
    let weekday = weekdays[((days % 7) + 7) % 7]
    let month = months[(Int(text.dropFirst(5).prefix(2)) ?? 1) - 1]
    let day = text.dropFirst(8).prefix(2)
    return "\(weekday), \(day) \(month) \(text.prefix(4)) \(text.dropFirst(11).prefix(8)) +0000"
  }
}

/// Text of any script in the headers of a mail (RFC 2047).
enum EncodedWords {
  /// The text as it is when it is plain and short, else as encoded words.
  static func text(_ text: String, used: Int) -> String {
    let isPlain = text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }
    return isPlain && text.utf8.count + used <= 76 && !text.contains("=?")
      ? text : encoded(text, used: used)
  }

  /// The text as encoded words of at most 75 characters, `used` columns of the first line taken.
  static func encoded(_ text: String, used: Int) -> String {
    var words: [String] = []
    var chunk: [UInt8] = []
    // `=?UTF-8?B?` and `?=` take 12; Base64 makes 4 characters of 3 bytes.
    var room = (75 - 12 - used) / 4 * 3
    for character in text {
      let bytes = Array(character.utf8)
      if !chunk.isEmpty, chunk.count + bytes.count > room {
        words.append(word(chunk))
        chunk = []
        room = 45
      }
      chunk += bytes
    }
    words.append(word(chunk))
    return words.joined(separator: "\r\n ")
  }

  private static func word(_ bytes: [UInt8]) -> String {
    "=?UTF-8?B?\(Base64.text(bytes))?="
  }
}
