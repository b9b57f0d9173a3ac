import DutyRoster
import Engine
import Phrases
import Ports

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What links are signed with.
enum AnswerKey {
  /// The file in the journal's home, for those who set no key of their own.
  static let fileName = "answer-key"
  private static let length = 32

  /// The key that the configuration names, or the one of the home, made when there is none.
  ///
  /// - Throws: why there is none, as a sentence.
  static func find(
    _ settings: ServerSettings,
    home: String,
    language: Language
  ) async throws(CommandFailure) -> [UInt8] {
    guard let secret = settings.key else { return try kept(in: home, language) }
    let value: String
    do throws(SecretFault) {
      value = try await Secrets.fromSurroundings { nil }.value(secret)
    } catch {
      throw CommandFailure(ServingPhrases.keyMissing.text(language), code: 2)
    }
    guard value.utf8.count >= AnswerLinks.leastKeyLength else {
      let arguments = ["n": "\(AnswerLinks.leastKeyLength)"]
      throw CommandFailure(ServingPhrases.keyShort.text(language, arguments), code: 2)
    }
    return Array(value.utf8)
  }

  private static func kept(
    in home: String,
    _ language: Language
  ) throws(CommandFailure) -> [UInt8] {
    let path = FilePath.join(home, fileName)
    let key: [UInt8]
    do throws(DiskFile.Failure) {
      if !DiskFile.exists(path) { try make(path) }
      key = try DiskFile.bytes(at: path, limit: 4096)
    } catch {
      let arguments = ["path": path, "reason": error.reason(language)]
      throw CommandFailure(ServingPhrases.keyUnusable.text(language, arguments), code: 2)
    }
    var status = stat()
    let isPrivate = unsafe stat(path, &status) == 0 && status.st_mode & 0o077 == 0
    guard isPrivate, key.count >= length else {
      throw CommandFailure(ServingPhrases.keyOpen.text(language, ["path": path]), code: 2)
    }
    return key
  }

  /// Makes the file as a whole, so that of two that do so at once both read the same key.
  private static func make(_ path: String) throws(DiskFile.Failure) {
    let draft = "\(path).\(getpid())"
    _ = unsafe unlink(draft)
    let descriptor = unsafe open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw DiskFile.Failure(code: errno) }
    defer { _ = unsafe unlink(draft) }
    let key = (0..<length).map { _ in UInt8.random(in: .min ... .max) }
    let isWritten =
      unsafe write(descriptor, key, key.count) == key.count && fsync(descriptor) == 0
    let code = errno
    close(descriptor)
    guard isWritten else { throw DiskFile.Failure(code: code) }
    guard unsafe link(draft, path) == 0 || errno == EEXIST else {
      throw DiskFile.Failure(code: errno)
    }
  }
}
