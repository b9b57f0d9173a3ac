import Foundation
import Phrases

/// Files of text that options name.
enum TextFile {
  /// The most that is read, which no anchor, template or report comes near.
  private static let limit = 64 * 1_048_576

  /// The text of the file at `path`.
  static func read(_ path: String, _ language: Language) throws(CommandFailure) -> String {
    let bytes: [UInt8]
    do throws(DiskFile.Failure) {
      bytes = try DiskFile.bytes(at: path, limit: limit)
    } catch {
      throw failure(CommandPhrases.unreadable, path, error.reason(language), language)
    }
    guard bytes.count <= limit, let text = String(validating: bytes, as: UTF8.self) else {
      let reason = bytes.count > limit ? CommandPhrases.fileLarge : CommandPhrases.fileNoText
      throw failure(CommandPhrases.unreadable, path, reason.text(language), language)
    }
    return text
  }

  /// Writes the whole file or nothing.
  static func write(
    _ text: String,
    to path: String,
    _ language: Language
  ) throws(CommandFailure) {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw failure(CommandPhrases.unwritable, path, reason(error, language), language)
    }
  }

  /// Why something cannot be written; Foundation's own words, which are English, for what is rare.
  static func reason(_ error: any Error, _ language: Language) -> String {
    switch (error as? CocoaError)?.code {
    case .fileNoSuchFile, .fileReadNoSuchFile: CommandPhrases.folderMissing.text(language)
    case .fileWriteNoPermission, .fileReadNoPermission:
      CommandPhrases.writingDenied.text(language)
    case .fileWriteVolumeReadOnly: CommandPhrases.diskReadOnly.text(language)
    case .fileWriteOutOfSpace: CommandPhrases.diskFull.text(language)
    default: error.localizedDescription
    }
  }

  private static func failure(
    _ phrase: Phrase,
    _ path: String,
    _ reason: String,
    _ language: Language
  ) -> CommandFailure {
    CommandFailure(phrase.text(language, ["path": path, "reason": reason]), code: 2)
  }
}
