import ArgumentParser
import ConfigurationReader
import DutyRoster
import Findings
import Phrases
import Timekeeping

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `--config`, and where the configuration is looked for without it.
struct ConfigurationOption: ParsableArguments {
  @Option(
    name: .customLong("config"),
    help: .said(
      en: """
        The configuration. [default: TOCSIN_CONFIG, or tocsin.yaml here, in a folder above, or in \
        the home of the journal]
        """,
      zh: "配置文件。[默认：TOCSIN_CONFIG，或当前文件夹、上级文件夹、日志文件夹中的 tocsin.yaml]"
    ),
    completion: .file(extensions: ["yaml", "yml"])
  )
  var path: String?

  /// The configuration's path; `nil` when there is none anywhere.
  var found: String? { path ?? ConfigurationFile.path }
}

/// A configuration that was read from the disk.
struct ConfigurationFile {
  let path: String
  let source: SourceText
  let reading: ConfigurationReader.Reading

  /// Reads the configuration at `path` as of `now`; with `cards` it is compared with them.
  init(
    path: String,
    now: Instant? = WallClock.now,
    cards: CardFolders? = nil,
    language: Language
  ) throws(CommandFailure) {
    self.path = path
    do throws(DiskFile.Failure) {
      let bytes = try DiskFile.bytes(at: path, limit: ConfigurationReader.sizeLimit)
      source = SourceText(bytes: bytes)
      reading = ConfigurationReader.read(
        bytes,
        ConfigurationReader.Surroundings(
          now: now,
          card: { name in cards?.lookup(name) ?? .unknown },
          file: { name in
            let other = FilePath.resolve(name, besides: path)
            return try? DiskFile.bytes(at: other, limit: ConfigurationReader.sizeLimit)
          }
        )
      )
    } catch {
      let arguments = ["path": path, "reason": error.reason(language)]
      throw CommandFailure(DutyPhrases.unreadable.text(language, arguments), code: 2)
    }
  }

  /// What is wrong with it and with the files that it names.
  var files: [FileFindings] {
    let own = FileFindings(path: path, findings: reading.findings, source: source)
    let others = reading.otherFiles.map { other in
      FileFindings(
        path: FilePath.resolve(other.path, besides: path),
        findings: other.findings,
        source: other.source
      )
    }
    return ([own] + others).filter { !$0.findings.isEmpty }
  }

  /// The configuration that a person or the surroundings name; `nil` when there is none.
  static func find(
    _ option: ConfigurationOption,
    _ language: Language
  ) throws(CommandFailure) -> Configuration? {
    guard let path = option.found else { return nil }
    let file = try ConfigurationFile(path: path, now: WallClock.now, language: language)
    if let configuration = file.reading.configuration { return configuration }
    let count = file.files.flatMap(\.findings).count { $0.level == .error }
    let arguments = ["path": path, "count": "\(count)"]
    throw CommandFailure(DutyPhrases.unusable.text(language, arguments), code: 2)
  }

  /// As ``find(_:_:)``, but for commands that make no sense without a configuration.
  static func open(
    _ option: ConfigurationOption,
    _ language: Language
  ) throws(CommandFailure) -> Configuration {
    if let configuration = try find(option, language) { return configuration }
    throw CommandFailure(DutyPhrases.noConfiguration.text(language), code: 2)
  }

  /// Where the configuration is when nobody says it; `nil` when it is nowhere.
  static var path: String? {
    if let path = Environment.value(of: "TOCSIN_CONFIG"), !path.isEmpty { return path }
    // The nearest folder wins, as with other tools that are told their work by a file.
    var folder = workingFolder ?? "."
    while true {
      let candidate = FilePath.join(folder, "tocsin.yaml")
      if DiskFile.exists(candidate) { return candidate }
      if folder == "/" || folder == "." { break }
      folder = FilePath.folder(of: folder)
    }
    let candidate = FilePath.join(Home.defaultFolder, "tocsin.yaml")
    return DiskFile.exists(candidate) ? candidate : nil
  }

  private static var workingFolder: String? {
    guard let path = unsafe getcwd(nil, 0) else { return nil }
    defer { unsafe free(path) }
    return unsafe String(cString: path)
  }
}
