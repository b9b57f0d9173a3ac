import ArgumentParser
import CommandRunner
import Engine
import IncidentCore
import JournalStore
import Phrases
import Ports
import Timekeeping

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The options that every command about incidents has.
struct HomeOptions: ParsableArguments {
  @Option(
    help: .said(
      en: "The folder of the journal and of evidence. [default: see TOCSIN_HOME]",
      zh: "日志和证据所在的文件夹。[默认：见 TOCSIN_HOME]"
    )
  )
  var home: String?

  @Option(
    name: .customLong("as"),
    help: .said(
      en: "Your name, when it is not the one you are logged in as.",
      zh: "您的姓名，与登录名不同时使用。"
    )
  )
  var name: String?

  @OptionGroup var languageOption: LanguageOption

  var language: Language { languageOption.language }

  /// Opens the journal, and brings into it what had to be kept beside it.
  ///
  /// With `goesOn`, what the journal does not take is kept beside it.
  func open(goesOn: Bool = true) throws(CommandFailure) -> Home {
    // A limit on the size of files is a full disk to us, and no reason to die.
    signal(SIGXFSZ, SIG_IGN)
    let opened = try Home(
      folder: home ?? Home.defaultFolder,
      name: name,
      language: language,
      goesOn: goesOn
    )
    opened.mergeSideFiles()
    return opened
  }
}

/// The journal and the folders beside it, opened by one person.
struct Home {
  let folder: String
  let language: Language
  let me: Actor
  let process: ProcessIdentity
  let sqlite: SQLiteJournal?
  let journal: FallbackJournal

  init(
    folder: String,
    name: String?,
    language: Language,
    goesOn: Bool
  ) throws(CommandFailure) {
    self.folder = folder
    self.language = language
    process = .current
    me = Actor(name: name ?? Self.userName, terminal: Terminal.name)
    let path = FilePath.join(folder, "journal.sqlite")
    let clock: @Sendable () -> Instant = { WallClock.now }
    let salt: @Sendable () -> [UInt8] = { Chance.bytes() }
    let opened: Result<SQLiteJournal, JournalFault>
    do throws(JournalFault) {
      opened = .success(try SQLiteJournal(path: path, clock: clock, salt: salt))
    } catch {
      if case .tooNew = error { throw CommandFailure(error, language) }
      opened = .failure(error)
    }
    sqlite = try? opened.get()
    journal = FallbackJournal(
      opened,
      refuge: FallbackJournal.Refuge(
        path: path,
        folders: [FilePath.join(folder, "side"), AttemptFolders.temporary(of: folder)]
      ),
      clock: clock,
      salt: salt,
      goesOn: { _ in goesOn }
    )
  }

  /// Where the journal is when nobody says it.
  static var defaultFolder: String {
    if let folder = Environment.value(of: "TOCSIN_HOME"), !folder.isEmpty { return folder }
    if let data = Environment.value(of: "XDG_DATA_HOME"), !data.isEmpty {
      return FilePath.join(data, "tocsin")
    }
    return FilePath.join(Environment.value(of: "HOME") ?? "/", ".local/share/tocsin")
  }

  /// The name of the person, when they do not say another.
  static var userName: String {
    Environment.value(of: "TOCSIN_USER") ?? Environment.value(of: "SUDO_USER") ?? loginName
  }

  /// The name of the account that this process runs under.
  private static var loginName: String {
    guard let entry = unsafe getpwuid(geteuid()) else { return "\(geteuid())" }
    return unsafe String(cString: entry.pointee.pw_name)
  }

  /// The journal itself, for commands that make no sense without it.
  func database() throws(CommandFailure) -> SQLiteJournal {
    if let sqlite { return sqlite }
    throw CommandFailure(
      journal.fault ?? .readOnly(detail: FilePath.join(folder, "journal.sqlite")),
      language
    )
  }

  /// The incident that a person means: its id, the end of it, or the open one.
  func incident(
    _ text: String?,
    whenNoneIsOpen: IncidentChoice.WhenNoneIsOpen = .latest
  ) throws(CommandFailure) -> IncidentID {
    guard let text else {
      return try IncidentChoice(home: self, whenNoneIsOpen: whenNoneIsOpen).incident()
    }
    let matches = try summaries().filter { $0.id.text == text || $0.id.text.hasSuffix("-\(text)") }
    if matches.count == 1, let match = matches.first { return match.id }
    throw CommandFailure(
      CommandPhrases.unknownIncident.text(language, ["incident": text]),
      code: 2
    )
  }

  /// The latest incidents; with `isRunning` only those that are not over.
  func summaries(
    isRunning: Bool = false,
    limit: Int? = nil
  ) throws(CommandFailure) -> [IncidentSummary] {
    do throws(JournalFault) {
      return try journal.incidents(isRunning: isRunning, limit: limit)
    } catch {
      throw CommandFailure(error, language)
    }
  }

  func load(_ id: IncidentID) throws(CommandFailure) -> JournaledIncident {
    do throws(JournalFault) {
      return try JournaledIncident(id, journal: journal, now: { WallClock.now })
    } catch {
      throw CommandFailure(error, language)
    }
  }

  /// The path that the files begin with that an attempt leaves outside the journal.
  func attemptFiles(_ id: IncidentID, _ attempt: Int) -> String {
    AttemptFolders(home: folder, incident: id).files(of: attempt)
  }
}

/// Why a command ends with an exit code other than 0, as a sentence.
struct CommandFailure: Error, CustomStringConvertible {
  let description: String
  let code: Int32

  init(_ text: String, code: Int32 = 1) {
    description = text
    self.code = code
  }

  init(_ fault: JournalFault, _ language: Language) {
    self.init(fault.message.text(language), code: 2)
  }

  init(_ fault: SessionFault, _ language: Language) {
    switch fault {
    case .refused(let refusal): self.init(refusal.message.text(language), code: 1)
    case .journal(let fault): self.init(fault, language)
    }
  }
}

/// The terminal of this process.
enum Terminal {
  /// Its name without `/dev/`, when there is one.
  static var name: String? {
    for descriptor: Int32 in [0, 1, 2] {
      if let path = unsafe ttyname(descriptor) {
        let name = unsafe String(cString: path)
        return name.hasPrefix("/dev/") ? String(name.dropFirst(5)) : name
      }
    }
    return nil
  }

  /// Whether a person can type and read here.
  static var isInteractive: Bool { isatty(0) == 1 && isatty(1) == 1 }
}
