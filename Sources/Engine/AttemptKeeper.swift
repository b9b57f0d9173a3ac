import Crypto
import IncidentCore
import Ports
import RunbookModel
import Timekeeping

/// Keeps what one attempt of a command writes: masked, limited, and ready to be written down.
struct AttemptKeeper: Sendable {
  /// How many bytes of an attempt's output are kept; what is more is counted and dropped.
  static let keptBytes = 1 << 20
  /// How many bytes of standard output decisions and expectations see.
  static let readBytes = 1 << 16

  let attempt: Int
  let step: Int
  let command: any RunningCommand
  let hasTerminal: Bool
  private let startedAt: Instant
  private var stdoutMask: OutputMask
  private var stderrMask: OutputMask
  private var pending: [OutputChunk] = []
  private var stdout: [UInt8] = []
  private var digest = SHA256()
  private var keptCount = 0
  private var totalCount = 0
  private var skipping: [OutputChunk.Stream: Int] = [:]

  init(
    attempt: Int,
    step: Int,
    command: any RunningCommand,
    hasTerminal: Bool,
    startedAt: Instant,
    secrets: [String]
  ) {
    self.attempt = attempt
    self.step = step
    self.command = command
    self.hasTerminal = hasTerminal
    self.startedAt = startedAt
    stdoutMask = OutputMask(values: secrets)
    stderrMask = OutputMask(values: secrets)
  }

  /// Lets what an earlier process has written down already pass without being kept again.
  mutating func skipKept(_ chunks: [OutputChunk]) {
    for chunk in chunks {
      skipping[chunk.stream, default: 0] += chunk.bytes.count
    }
  }

  /// Takes in what the command wrote; gives what a terminal may show of it.
  mutating func take(_ bytes: [UInt8], _ stream: OutputChunk.Stream) -> OutputChunk? {
    switch stream {
    case .stdout: keep(stdoutMask.mask(bytes), stream)
    case .stderr: keep(stderrMask.mask(bytes), stream)
    }
  }

  /// Gives what the masks still held back.
  mutating func close() -> [OutputChunk] {
    [keep(stdoutMask.flush(), .stdout), keep(stderrMask.flush(), .stderr)].compactMap { $0 }
  }

  private mutating func keep(
    _ masked: [UInt8],
    _ stream: OutputChunk.Stream
  ) -> OutputChunk? {
    totalCount += masked.count
    let isStdout = stream == .stdout
    if isStdout { stdout += masked.prefix(max(0, Self.readBytes - stdout.count)) }
    let room = max(0, Self.keptBytes - keptCount)
    let kept = Array(masked.prefix(room))
    keptCount += kept.count
    if isStdout { digest.update(data: kept) }
    let skipped = min(skipping[stream] ?? 0, kept.count)
    skipping[stream] = (skipping[stream] ?? 0) - skipped
    if kept.count > skipped {
      pending.append(
        OutputChunk(attempt: attempt, stream: stream, bytes: Array(kept.dropFirst(skipped)))
      )
    }
    guard masked.count > skipped else { return nil }
    return OutputChunk(attempt: attempt, stream: stream, bytes: Array(masked.dropFirst(skipped)))
  }

  /// What is not written down yet, neighbours of one stream put together.
  mutating func unwritten() -> [OutputChunk] {
    var chunks: [OutputChunk] = []
    for chunk in pending {
      if chunks.last?.stream == chunk.stream {
        chunks[chunks.count - 1].bytes += chunk.bytes
      } else {
        chunks.append(chunk)
      }
    }
    pending = []
    return chunks
  }

  /// Standard output without white space around it.
  var trimmedOutput: String {
    guard !stdout.isEmpty else { return "" }
    let text = String(decoding: stdout, as: UTF8.self)
    let tail = text.reversed().drop { $0.isWhitespace }
    return String(String(tail.reversed()).drop { $0.isWhitespace })
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in bytes { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
    return String(decoding: text, as: UTF8.self)
  }

  /// How the attempt ended; `nil` when nobody knows.
  func result(
    _ end: CommandEnd,
    expectations: [Expectation],
    at now: Instant
  ) -> CommandResult? {
    let resultEnd: CommandResult.End
    switch end {
    case .exited(let code): resultEnd = .exited(code)
    case .signalled(let signal): resultEnd = .signalled(signal)
    case .unknown: return nil
    }
    let exitCode: Int? = if case .exited(let code) = end { code } else { nil }
    let unmet = ExpectationCheck(exitCode: exitCode, stdout: trimmedOutput)
      .unmet(of: expectations)
    return CommandResult(
      end: resultEnd,
      unmet: unmet,
      duration: now - startedAt,
      stdoutSHA256: Self.hexadecimal(digest.finalize()),
      outputBytes: totalCount,
      isTruncated: totalCount > keptCount
    )
  }
}
