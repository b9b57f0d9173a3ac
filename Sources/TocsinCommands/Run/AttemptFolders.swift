import Crypto
import Foundation
import IncidentCore

/// Where commands leave their output and exit status until they are in the journal.
///
/// Beside the journal, or in the folder for temporary files when there is no room or no right to
/// write: a command whose output goes nowhere would fail for no reason of its own.
struct AttemptFolders {
  let home: String
  let incident: IncidentID

  /// The room that a disk must have, in bytes: some output of some commands.
  private static let leastRoom: UInt64 = 4 << 20

  /// This user's folder for what has no place beside the journal of `home`.
  ///
  /// Each journal has one of its own, so that none takes in what belongs to another.
  static func temporary(of home: String) -> String {
    let place = URL(filePath: home).standardizedFileURL.resolvingSymlinksInPath().path
    let name = SHA256.hash(data: Data(place.utf8)).prefix(8).map { byte in
      String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }.joined()
    return FilePath.join(NSTemporaryDirectory(), "tocsin-\(geteuid())/\(name)")
  }

  /// The path that the files of an attempt begin with: where they are, else where they can be made.
  func files(of attempt: Int) -> String {
    let parents = [home, Self.temporary(of: home)].map {
      FilePath.join($0, "attempts/\(incident.text)")
    }
    let places = parents.map { FilePath.join($0, String(attempt)) }
    let known = places.first { place in
      // A command with a terminal has no output here, and few have a script.
      ["stdout", "script"].contains { Self.isOurs("\(place).\($0)", S_IFREG) }
    }
    if let known { return known }
    for (parent, place) in zip(parents, places) where Self.takes(parent) { return place }
    return places[0]
  }

  /// Whether there is such a folder, or can be, with room on its disk.
  private static func takes(_ folder: String) -> Bool {
    try? FileManager.default.createDirectory(
      atPath: folder,
      withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700]
    )
    var disk = statvfs()
    guard isOurs(folder, S_IFDIR), unsafe access(folder, W_OK | X_OK) == 0,
      unsafe statvfs(folder, &disk) == 0
    else { return false }
    return UInt64(disk.f_bavail) * UInt64(disk.f_frsize) >= leastRoom
  }

  /// Whether it is of that kind and nobody else has put it there.
  private static func isOurs(_ path: String, _ kind: mode_t) -> Bool {
    var status = stat()
    return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == kind
      && status.st_uid == geteuid()
  }
}
