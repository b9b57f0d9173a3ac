import Foundation
import GRDB
public import IncidentCore
public import Ports
import Timekeeping

/// What became of the side files.
public struct MergeReport: Hashable, Sendable {
  /// How many events the journal took in.
  public var events = 0
  /// The incidents that others wrote to meanwhile, so that the events have other numbers now.
  public var moved: [IncidentID] = []
  /// The side files that are in the journal now; they have `.merged` behind their names.
  public var merged: [String] = []
  /// The side files that a living process still writes into; they wait for the next time.
  public var inUse: [String] = []
  /// The side files with whole lines that do not read, of which the readable ones were taken in.
  public var unreadable: [String] = []
  /// The side files that somebody else may have written; they are not read.
  public var foreign: [String] = []

  /// A report of nothing.
  public init() {}
}

extension SQLiteJournal {
  /// Takes in what was written into side files while the journal could not be.
  ///
  /// Their events stand behind those that are there, with the time they happened and the source
  /// ``EventSource/sideFile``. Each line is taken in once, however often this is asked for.
  ///
  /// - Parameter folders: further folders to look into; the journal's own is looked into always.
  /// - Returns: what was taken in and what has to wait.
  /// - Throws: what the storage says; then nothing was taken in.
  @discardableResult
  public func mergeSideFiles(in folders: [String]) throws(JournalFault) -> MergeReport {
    try mergeSideFiles(in: folders, own: [])
  }

  /// The same, with the side files that the caller itself has open.
  func mergeSideFiles(
    in folders: [String],
    own: [String]
  ) throws(JournalFault) -> MergeReport {
    let url = URL(fileURLWithPath: path)
    var places = [url.deletingLastPathComponent().path]
    places += folders.filter { $0 != places[0] }
    var report = MergeReport()
    var files: [SideLines] = []
    for file in SideFileName.files(of: url.lastPathComponent, in: places) {
      if !SideFile.isOurs(path: file) {
        report.foreign.append(file)
      } else if !own.contains(file), SideFile.isInUse(path: file) {
        report.inUse.append(file)
      } else if let contents = FileManager.default.contents(atPath: file) {
        files.append(SideLines(path: file, contents: contents))
      }
    }
    guard !files.isEmpty else { return report }
    let lines = Self.ordered(files.flatMap(\.lines))
    report = try write { database in
      var report = report
      for line in lines { try self.take(in: line, in: database, report: &report) }
      return report
    }
    for file in files {
      guard file.unreadable == 0 else {
        report.unreadable.append(file.path)
        continue
      }
      // When the new name cannot be given, the lines are known and the next merge skips them.
      try? FileManager.default.moveItem(
        atPath: file.path,
        toPath: file.path + SideFileName.mergedSuffix
      )
      report.merged.append(file.path + SideFileName.mergedSuffix)
    }
    return report
  }

  /// Writers by the time of their first line, and the lines of each by their number.
  private static func ordered(_ lines: [SideLine]) -> [SideLine] {
    Dictionary(grouping: lines, by: \.writer).values
      .map { $0.sorted { $0.number < $1.number } }
      .sorted { ($0[0].written, $0[0].writer) < ($1[0].written, $1[0].writer) }
      .flatMap { $0 }
  }

  /// Takes in one line unless it is known.
  private func take(
    in line: SideLine,
    in database: Database,
    report: inout MergeReport
  ) throws {
    try database.cachedStatement(sql: "INSERT OR IGNORE INTO merged_lines (id) VALUES (?)")
      .execute(arguments: [line.id])
    guard database.changesCount > 0 else { return }
    if let graph = line.graph {
      try Self.insert(
        graph: graph.json,
        sha256: graph.sha256,
        sources: graph.sources.map {
          SourceText(path: $0.path, sha256: $0.sha256, text: $0.text)
        },
        in: database
      )
    }
    guard let incident = line.incident else { return }
    if let chunk = line.output?.chunk { try Self.insert(chunk, of: incident, in: database) }
    guard let drafts = line.drafts else { return }
    let merging = drafts.map { draft in
      var draft = draft
      draft.source = .sideFile
      return draft
    }
    let head = try Self.last(of: incident, in: database)
    let isMoved = line.after != head?.sequence ?? 0
    if isMoved, !report.moved.contains(incident) { report.moved.append(incident) }
    // Nobody knows what is due after these; whoever looks next finds out.
    try Self.note(.due(Instant(milliseconds: 0)), of: incident, in: database)
    report.events += try insert(merging, behind: head, of: incident, in: database).count
  }
}
