#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Writes whole texts to the standard streams with few calls.
enum StandardStream {
  /// Writes `text` to standard output.
  static func output(_ text: String) {
    write(text, to: 1)
  }

  /// Writes `text` to standard error.
  static func error(_ text: String) {
    write(text, to: 2)
  }

  /// Writes a sentence to standard error, on a line that says which program complains.
  static func complain(_ sentence: String) {
    error("tocsin: \(sentence)\n")
  }

  /// Whether standard output is a terminal that may be coloured.
  static var isColored: Bool {
    let terminal = Environment.value(of: "TERM") ?? ""
    let refusal = Environment.value(of: "NO_COLOR") ?? ""
    return isatty(1) == 1 && terminal != "dumb" && refusal.isEmpty
  }

  /// The columns of the terminal at standard output, or `nil` when it is none.
  static var columns: Int? {
    var size = winsize()
    guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var written = 0
      while written < bytes.count {
        let count = unsafe systemWrite(
          descriptor,
          bytes.baseAddress.map { unsafe $0 + written },
          bytes.count - written
        )
        // A reader that went away (`| head`) wants no more.
        if count < 0, errno != EINTR { return }
        written += max(0, count)
      }
    }
  }
}

/// `write(2)`, whose name ``StandardStream`` uses for its own.
private func systemWrite(
  _ descriptor: Int32,
  _ buffer: UnsafeRawPointer?,
  _ count: Int
) -> Int {
  unsafe write(descriptor, buffer, count)
}
