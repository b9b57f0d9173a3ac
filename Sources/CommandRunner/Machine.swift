import Glibc
import IncidentCore

/// Which machine this is, and since which start of it.
enum Machine {
  static let bootID = line(of: "/proc/sys/kernel/random/boot_id")
  static let host = line(of: "/proc/sys/kernel/hostname")

  private static func line(of path: String) -> String {
    String(decoding: SmallFile.bytes(of: path)?.prefix { $0 != 10 } ?? [], as: UTF8.self)
  }
}

/// What the system knows about its processes.
enum ProcessTable {
  /// The parts we need of a line of `/proc/PID/stat`.
  struct Entry {
    /// Whether it has ended and only its exit status is left.
    var isZombie: Bool
    /// When it started, in clock ticks since boot.
    var startTicks: UInt64

    /// Reads a line; the name in it may contain blanks and parentheses.
    init?(stat: [UInt8]) {
      guard let end = stat.lastIndex(of: UInt8(ascii: ")")) else { return nil }
      let fields = stat[(end + 1)...].split(separator: UInt8(ascii: " "))
      guard fields.count > 19, let ticks = UInt64(String(decoding: fields[19], as: UTF8.self))
      else { return nil }
      isZombie = fields[0].first == UInt8(ascii: "Z") || fields[0].first == UInt8(ascii: "X")
      startTicks = ticks
    }
  }

  /// The process with that number, dead or alive.
  static func entry(of pid: Int32) -> Entry? {
    SmallFile.bytes(of: "/proc/\(pid)/stat").flatMap(Entry.init(stat:))
  }

  /// The identity of a process of ours that was not waited for yet.
  static func identity(of pid: Int32) -> ProcessIdentity {
    ProcessIdentity(
      pid: pid,
      startTicks: entry(of: pid)?.startTicks ?? 0,
      bootID: Machine.bootID,
      host: Machine.host
    )
  }
}

/// Files of less than 4 KiB.
enum SmallFile {
  static func bytes(of path: String) -> [UInt8]? {
    guard let file = try? Descriptor.open(path, O_RDONLY) else { return nil }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(file.number, &bytes, bytes.count)
    return count < 0 ? nil : Array(bytes.prefix(count))
  }
}
