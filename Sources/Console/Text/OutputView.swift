import Phrases
package import Ports

/// The output of commands as lines with a gutter, held back until the next frame.
package struct OutputView: Sendable {
  /// The most bytes that are read for one frame.
  private static let unreadLimit = 65_536

  private let look: ConsoleLook
  private let limit: Int
  private var attempt = 0
  private var stdout: OutputSanitiser
  private var stderr: OutputSanitiser
  private var unread: [(stream: OutputChunk.Stream, bytes: ArraySlice<UInt8>)] = []
  private var unreadBytes = 0
  private var held: [Line] = []
  private var skipped = 0

  /// A view that shows at most `limit` lines a frame.
  package init(look: ConsoleLook, limit: Int = 200) {
    self.look = look
    self.limit = limit
    stdout = OutputSanitiser(keepsColour: look.hasColour)
    stderr = OutputSanitiser(keepsColour: look.hasColour)
  }

  /// Takes a piece of output; what is far more than a frame shows is left out unread.
  package mutating func take(_ chunk: OutputChunk) {
    if chunk.attempt != attempt {
      finish()
      attempt = chunk.attempt
    }
    unread.append((chunk.stream, chunk.bytes[...]))
    unreadBytes += chunk.bytes.count
    while unreadBytes > Self.unreadLimit { leaveOutOldest() }
  }

  /// Leaves out the oldest bytes, so that a flood costs no more than a frame.
  private mutating func leaveOutOldest() {
    let excess = unreadBytes - Self.unreadLimit
    let (stream, bytes) = unread[0]
    let count = min(excess, bytes.count)
    skipped += bytes.prefix(count).count { $0 == 0x0A }
    unreadBytes -= count
    if count == bytes.count {
      unread.removeFirst()
    } else {
      unread[0].bytes = bytes.dropFirst(count)
    }
    switch stream {
    case .stdout: stdout = OutputSanitiser(keepsColour: look.hasColour)
    case .stderr: stderr = OutputSanitiser(keepsColour: look.hasColour)
    }
  }

  private mutating func read() {
    for (stream, bytes) in unread {
      switch stream {
      case .stdout: for line in stdout.read(bytes) { add(line, .stdout) }
      case .stderr: for line in stderr.read(bytes) { add(line, .stderr) }
      }
    }
    unread = []
    unreadBytes = 0
  }

  /// Ends the lines that have no end.
  package mutating func finish() {
    read()
    if let line = stdout.finish() { add(line, .stdout) }
    if let line = stderr.finish() { add(line, .stderr) }
  }

  /// The line of standard output that had no end at the last frame.
  package var unfinished: String { stdout.unfinished.map(\.text).joined() }

  /// Whether something is to be shown.
  package var isEmpty: Bool { held.isEmpty && unread.isEmpty }

  /// The lines for the next frame: the newest ones, and how many were left out before them.
  package mutating func frame() -> [Line] {
    read()
    trim()
    let note =
      skipped > 0
      ? look.wrapped(
        look.text(TerminalPhrases.skipped, ["n": String(skipped)]),
        first: Span("│ "),
        mark: .faint
      ) : []
    let lines = note + held
    held = []
    skipped = 0
    return lines
  }

  private mutating func add(_ line: OutputSanitiser.Pieces, _ stream: OutputChunk.Stream) {
    held += Self.lines(line, stream, look)
    if held.count > 4 * limit { trim() }
  }

  private mutating func trim() {
    guard held.count > limit else { return }
    skipped += held.count - limit
    held.removeFirst(held.count - limit)
  }

  /// One line of output, wrapped at the width, with the gutter of its stream.
  static func lines(
    _ pieces: OutputSanitiser.Pieces,
    _ stream: OutputChunk.Stream,
    _ look: ConsoleLook
  ) -> [Line] {
    let gutter = stream == .stdout ? Span("│ ", .faint) : Span("┊ ", .bad)
    let room = look.columns - 2
    var lines: [Line] = []
    var line: [Span] = [gutter]
    var used = 0
    for piece in pieces {
      var text = ""
      for character in piece.text {
        let width = DisplayWidth.width(of: character)
        if used + width > room {
          lines.append(Line(line + (text.isEmpty ? [] : [Span(text, piece.mark)])))
          line = [gutter]
          text = ""
          used = 0
        }
        text.append(character)
        used += width
      }
      if !text.isEmpty { line.append(Span(text, piece.mark)) }
    }
    return lines + [Line(line)]
  }
}
