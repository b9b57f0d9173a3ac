import CSpawn
import Glibc
import NotifierCards

extension ProgramRun {
  /// Why a program did not start.
  struct Fault: Error {
    var reason: String
  }

  /// Starts the program of `errand`, the leader of a session of its own, with nothing of ours but
  /// the two pipes and the environment that the request names.
  static func start(_ errand: Errand) throws(Fault) -> ProgramRun {
    guard case .program(let arguments, let bytes, let variables) = errand.request.transport,
      let name = arguments.first
    else { throw Fault(reason: "no program is named") }
    guard let path = path(of: name, in: variables["PATH"]) else {
      throw Fault(reason: "\(name): there is no such program")
    }
    guard let input = Pipe(isBlocking: true), let output = Pipe(isBlocking: true) else {
      throw Fault(reason: "\(name): \(text(of: errno))")
    }
    let words = CTexts(arguments)
    let pairs = CTexts(variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" })
    let ends = [input.reading.number, output.writing.number, output.writing.number]
    var pid: pid_t = 0
    // The lists end with a null, `ends` has three numbers, and all outlive the call.
    let fault = unsafe tocsin_spawn_filter(path, words.pointers, pairs.pointers, ends, &pid)
    withExtendedLifetime((words, pairs, input, output)) {}
    guard fault == 0 else { throw Fault(reason: "\(name): \(text(of: fault))") }
    input.writing.stopBlocking()
    output.reading.stopBlocking()
    return ProgramRun(
      errand,
      lane: name,
      pid: pid,
      input: input.writing,
      output: output.reading,
      bytes: bytes
    )
  }

  /// Where the program is, found as a shell would.
  private static func path(of name: String, in searchPath: String?) -> String? {
    if name.contains("/") { return name }
    let places = (searchPath ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
    // A relative place would depend on where we happen to have been started.
    return places.filter { $0.hasPrefix("/") }.map { "\($0)/\(name)" }
      .first { unsafe access($0, X_OK) == 0 }
  }

  private static func text(of number: Int32) -> String {
    var bytes = [CChar](repeating: 0, count: 256)
    // Writes at most as much as the array holds, with a zero behind it.
    guard unsafe strerror_r(number, &bytes, bytes.count) == 0 else { return "error \(number)" }
    return String(decoding: bytes.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}

/// A list of C strings with a null behind it.
///
/// Safe to use: it owns what it points at, and nobody else frees it.
@safe private final class CTexts {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ texts: [String]) {
    count = texts.count
    unsafe pointers = .allocate(capacity: count + 1)
    for (index, text) in texts.enumerated() {
      unsafe (pointers + index).initialize(to: strdup(text))
    }
    unsafe (pointers + count).initialize(to: nil)
  }

  deinit {
    for index in 0..<count { unsafe free(pointers[index]) }
    unsafe pointers.deallocate()
  }
}
