import NotifierCards

/// What a mail server said, line by line.
struct MailAnswers {
  /// How much is kept, in bytes.
  static let limit = 64 * 1024

  /// The lines, without their ends.
  private(set) var lines: [String] = []
  private var length = 0

  /// Takes in the next line.
  ///
  /// - Returns: whether more may come.
  mutating func add(_ line: some Sequence<UInt8>) -> Bool {
    let bytes = Array(line)
    length += bytes.count
    guard length <= Self.limit else { return false }
    let text = String(decoding: bytes.filter { $0 != 13 && $0 != 10 }, as: UTF8.self)
    lines.append(text)
    return true
  }

  /// What was said up to the answer with `status`, for a farewell may follow it.
  func text(endingWith status: Int) -> String {
    let end = lines.lastIndex { $0.hasPrefix("\(status)") } ?? lines.count - 1
    return lines.prefix(end + 1).joined(separator: "\n")
  }

  /// The recipients that were refused while others were not, each with the server's answer.
  ///
  /// Recipients are named one after the other, and the answer to DATA follows them, so theirs are
  /// the last before it.
  func refused(of recipients: [String]) -> [WireRequest.Header] {
    let answers = lines.filter { !$0.dropFirst(3).hasPrefix("-") }
    guard let data = answers.lastIndex(where: { $0.hasPrefix("354") }), data >= recipients.count
    else { return [] }
    return zip(recipients, answers[(data - recipients.count)..<data])
      .filter { !$1.hasPrefix("2") }
      .map { WireRequest.Header("Refused-Recipient", "\($0): \($1)") }
  }
}
