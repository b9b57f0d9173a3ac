import ConfigurationReader
import DutyRoster
import IncidentCore
import Phrases
import Ports
import Synchronization
import Timekeeping

extension RoleBook {
  /// The roles of the configuration that there is, read when they are asked for.
  ///
  /// With one that cannot be used nobody has a role by it: consent is not given by mistake.
  static func found(_ option: ConfigurationOption, _ language: Language) -> RoleBook {
    guard option.found != nil else { return .none }
    let read = OnceRead(option, language)
    return RoleBook(
      members: { role, instant in
        guard let configuration = read.configuration else { return [] }
        return RoleBook { configuration.roster }.members(role, instant)
      },
      person: { name in
        read.configuration.flatMap { file in RoleBook { file.roster }.person(name) }
      }
    )
  }
}

/// A configuration that is read at most once.
private final class OnceRead: Sendable {
  private let option: String?
  private let language: Language
  private let content = Mutex<Configuration??>(nil)

  init(_ option: ConfigurationOption, _ language: Language) {
    self.option = option.found
    self.language = language
  }

  var configuration: Configuration? {
    content.withLock { content in
      if let known = content { return known }
      var found: Configuration?
      if let path = option {
        do throws(CommandFailure) {
          let file = try ConfigurationFile(path: path, language: language)
          found = file.reading.configuration
        } catch {
          StandardStream.complain(error.description)
        }
      }
      content = .some(found)
      return found
    }
  }
}
