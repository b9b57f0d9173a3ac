import ConfigurationReader
import DutyRoster
import Findings
import NotifierCards
import Phrases
import PlanProof
import Timekeeping

/// The configuration and the cards that plans are proved with.
struct ProofWorld {
  let configuration: Configuration
  let world: PlanProof.World

  /// Reads the configuration that a person or the surroundings name.
  init(_ option: ConfigurationOption, _ language: Language) throws(CommandFailure) {
    guard let path = option.found else {
      throw CommandFailure(DutyPhrases.noConfiguration.text(language), code: 2)
    }
    let file = try ConfigurationFile(path: path, now: nil, language: language)
    guard let configuration = file.reading.configuration else {
      let count = file.files.flatMap(\.findings).count { $0.level == .error }
      let arguments = ["path": path, "count": "\(count)"]
      throw CommandFailure(DutyPhrases.unusable.text(language, arguments), code: 2)
    }
    let folders = CardFolders(configuration: path, home: Home.defaultFolder)
    var gateways: [String: PlanProof.Gateway] = [:]
    for settings in configuration.notifiers {
      // What is wrong with cards is said by `tocsin notify check`.
      guard let card = folders.card(named: settings.card)?.reading.card else { continue }
      gateways[settings.id] = PlanProof.Gateway(
        name: Self.name(settings, card),
        patience: card.longestTry
      )
    }
    self.configuration = configuration
    world = PlanProof.World(
      configuration: configuration,
      path: path,
      source: file.source,
      places: ConfigurationReader.places(in: file.source.bytes),
      gateways: gateways
    )
  }

  /// What fails as one: the host that messages go to, else whatever the card stands for.
  private static func name(_ settings: NotifierSettings, _ card: NotifierCard) -> String {
    let given = settings.parameters["url"]
    let usual = card.parameters.first { $0.name == "url" }?.defaultValue
    guard let url = given ?? usual, let mark = url.firstRange(of: "://") else { return card.name }
    let host = url[mark.upperBound...].prefix { !"/?#".contains($0) }
    return host.isEmpty ? card.name : host.lowercased()
  }
}
