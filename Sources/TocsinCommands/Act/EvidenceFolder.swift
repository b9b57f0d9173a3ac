import Crypto
import Foundation
import IncidentCore
import Phrases
import RunbookModel

/// The folder that keeps evidence files under their SHA-256.
struct EvidenceFolder {
  let home: Home

  /// Copies a file into the folder; one that is there already is not copied again.
  func keep(_ path: String) throws(CommandFailure) -> Evidence {
    if let reason = Self.reasonNotToRead(path) {
      throw failure(CommandPhrases.unreadable, path, reason.text(home.language))
    }
    let data: Data
    do {
      data = try Data(contentsOf: URL(filePath: path), options: .mappedIfSafe)
    } catch {
      throw failure(CommandPhrases.unreadable, path, error.localizedDescription)
    }
    let sha256 = SHA256.hash(data: data).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
    let folder = FilePath.join(home.folder, "evidence")
    let copy = FilePath.join(folder, sha256)
    do {
      try FileManager.default.createDirectory(
        atPath: folder,
        withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700]
      )
      if !FileManager.default.fileExists(atPath: copy) {
        try data.write(to: URL(filePath: copy), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: copy)
      }
    } catch {
      throw failure(CommandPhrases.unwritable, copy, TextFile.reason(error, home.language))
    }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return Evidence(kind: .file, fileName: name, sha256: sha256, bytes: data.count)
  }

  private func failure(
    _ phrase: Phrase,
    _ path: String,
    _ reason: String
  ) -> CommandFailure {
    CommandFailure(phrase.text(home.language, ["path": path, "reason": reason]), code: 2)
  }

  /// Why a file is not even opened: a pipe or a device might never end.
  private static func reasonNotToRead(_ path: String) -> Phrase? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      return errno == EACCES ? CommandPhrases.fileDenied : CommandPhrases.fileMissing
    }
    if status.st_mode & S_IFMT != S_IFREG { return CommandPhrases.fileOdd }
    return unsafe access(path, R_OK) == 0 ? nil : CommandPhrases.fileDenied
  }
}
