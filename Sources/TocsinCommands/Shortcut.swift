/// Answers that need nothing of the argument parser.
///
/// To put its tree of commands together takes longer than what these do, and prompts and scripts
/// ask for them again and again. With any further argument the parser does it all.
enum Shortcut {
  /// Does what the arguments ask for, unless that is for the parser.
  ///
  /// - Returns: whether it was done.
  static func run(_ arguments: [String]) throws(CommandFailure) -> Bool {
    switch arguments {
    case ["--version"]: StandardStream.output(Version.text + "\n")
    case ["list"]:
      let home = try Home(
        folder: Home.defaultFolder,
        name: nil,
        language: LanguageOption.ofEnvironment,
        goesOn: true
      )
      home.mergeSideFiles()
      try IncidentList(home).write()
    default: return false
    }
    return true
  }
}
