import Foundation
import IncidentCore
import Ports
import Timekeeping

/// Writes lines into the first folder that takes them.
struct SideFileWriter {
  /// Where the files may be, the best place first.
  let folders: [String]
  /// The journal's file name, with which the side files' names begin.
  let journalName: String
  let id: String
  private(set) var files: [SideFile] = []
  private var number = 0

  init(folders: [String], journalName: String, id: String) {
    self.folders = folders
    self.journalName = journalName
    self.id = id
  }

  /// Writes a line that `make` completes, given its writer and number.
  ///
  /// - Throws: what the last folder said when none takes it.
  mutating func append(
    _ make: (_ writer: String, _ number: Int) -> SideLine
  ) throws(JournalFault) {
    let line = make(id, number + 1)
    let text: String
    do {
      text = try CanonicalJSON.text(of: line)
    } catch {
      throw JournalFault(error, path: journalName)
    }
    var failure = JournalFault.readOnly(detail: "\(journalName): no folder for a side file")
    for folder in folders {
      do throws(JournalFault) {
        try file(in: folder).append(text)
        number += 1
        return
      } catch {
        failure = error
      }
    }
    throw failure
  }

  private mutating func file(in folder: String) throws(JournalFault) -> SideFile {
    let path = "\(folder)/\(journalName)\(SideFileName.infix)\(id)\(SideFileName.suffix)"
    if let file = files.first(where: { $0.path == path }) { return file }
    try JournalFile.createFolder(folder)
    let file = try SideFile(path: path)
    files.append(file)
    return file
  }
}

/// What side files are called: `journal.db.side-9f86d081884c7d65.jsonl`.
enum SideFileName {
  static let infix = ".side-"
  static let suffix = ".jsonl"
  static let mergedSuffix = ".merged"

  /// The side files of a journal in `folders`, in the order of folders and names.
  static func files(of journalName: String, in folders: [String]) -> [String] {
    folders.flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        .filter { $0.hasPrefix(journalName + infix) && $0.hasSuffix(suffix) }
        .sorted()
        .map { "\(folder)/\($0)" }
    }
  }
}
