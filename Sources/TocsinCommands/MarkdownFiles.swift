/// The Markdown files that paths on the command line stand for.
struct MarkdownFiles {
  /// The paths of the files, those of one folder sorted.
  private(set) var paths: [String] = []
  /// The paths that cannot be read, with the reason.
  private(set) var failures: [(path: String, reason: DiskFile.Failure)] = []
  private var seen: Set<DiskFile.Identity> = []

  /// Finds the files.
  ///
  /// A file is taken whatever it is called. A folder gives its `*.md` and `*.markdown` files, those
  /// of its folders too, except hidden ones and `node_modules`. Symbolic links to files are taken,
  /// those to folders are not followed, and nothing is taken twice.
  init(at roots: [String]) {
    for root in roots {
      do throws(DiskFile.Failure) {
        let (kind, identity) = try DiskFile.look(at: root)
        if kind == .folder {
          search(Self.withoutSlash(root), identity)
        } else if seen.insert(identity).inserted {
          paths.append(root)
        }
      } catch {
        failures.append((root, error))
      }
    }
  }

  private mutating func search(_ folder: String, _ identity: DiskFile.Identity) {
    guard seen.insert(identity).inserted else { return }
    do throws(DiskFile.Failure) {
      for entry in try DiskFile.entries(of: folder) where !entry.name.hasPrefix(".") {
        visit(entry, in: folder, device: identity.device)
      }
    } catch {
      failures.append((folder, error))
    }
  }

  private mutating func visit(_ entry: DiskFile.Entry, in folder: String, device: UInt64) {
    let path = FilePath.join(folder, entry.name)
    switch entry.kind {
    case .file:
      let identity = DiskFile.Identity(device: device, number: entry.number)
      if Self.isMarkdown(entry.name), seen.insert(identity).inserted { paths.append(path) }
    case .folder:
      guard entry.name != "node_modules" else { return }
      search(path, DiskFile.Identity(device: device, number: entry.number))
    case nil:
      // A link that leads nowhere is none of the runbooks.
      guard let (kind, identity) = try? DiskFile.look(at: path) else { return }
      if kind == .file, Self.isMarkdown(entry.name), seen.insert(identity).inserted {
        paths.append(path)
      } else if kind == .folder, entry.isUnknown, entry.name != "node_modules" {
        search(path, identity)
      }
    case .other: break
    }
  }

  private static func isMarkdown(_ name: String) -> Bool {
    let name = name.lowercased()
    return name.hasSuffix(".md") || name.hasSuffix(".markdown")
  }

  private static func withoutSlash(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return String(path)
  }
}
