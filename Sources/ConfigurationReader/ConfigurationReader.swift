public import DutyRoster
public import Findings
public import Timekeeping

/// Reads `tocsin.yaml`: people, duty, escalation policies, notifiers and settings.
///
/// What is wrong with a file is a finding. A file with an error gives no configuration: one that is
/// half right would call the wrong people.
public enum ConfigurationReader: Sendable {
  /// The world around a configuration.
  public struct Surroundings: Sendable {
    /// The time now, to tell which years and leaves still matter; `nil` asks for no year.
    public var now: Instant?
    /// The content of a file that the configuration names, its path as it stands there.
    public var file: @Sendable (String) -> [UInt8]?

    /// What the card of that name asks for.
    public var card: @Sendable (String) -> CardLookup

    /// Surroundings with those files and cards; without cards nothing that they ask for is checked.
    public init(
      now: Instant? = nil,
      card: @escaping @Sendable (String) -> CardLookup = { _ in .unknown },
      file: @escaping @Sendable (String) -> [UInt8]? = { _ in nil }
    ) {
      self.now = now
      self.card = card
      self.file = file
    }
  }

  /// What reading a file gave.
  public struct Reading: Sendable {
    /// The configuration; `nil` when there is an error.
    public var configuration: Configuration?
    /// What is wrong, in the order of the file.
    public var findings: [Finding]
    /// What is wrong in files that this one names.
    public var otherFiles: [FileFindings]
  }

  /// The longest file that is read, in bytes.
  public static let sizeLimit = YAMLText.sizeLimit

  /// Reads the bytes of a file.
  public static func read(_ bytes: [UInt8], _ surroundings: Surroundings) -> Reading {
    switch YAMLText.tree(bytes) {
    case .failure(let malformed):
      return Reading(configuration: nil, findings: [malformed.finding], otherFiles: [])
    case .success(let root):
      var builder = ConfigurationBuilder(surroundings)
      builder.read(root)
      let findings = builder.findings.sorted {
        ($0.position, $0.code) < ($1.position, $1.code)
      }
      // A file that was good yesterday must not be refused because a new year has begun.
      let isUsable =
        !findings.contains {
          $0.level == .error && $0.code != MeaningRules.calendarYearMissing.code
        } && !builder.otherFiles.contains { $0.findings.contains { $0.level == .error } }
      return Reading(
        configuration: isUsable ? builder.configuration() : nil,
        findings: findings,
        otherFiles: builder.otherFiles
      )
    }
  }

  /// Every rule that a finding about a configuration may come from, sorted by their codes.
  public static let rules: [Rule] =
    (FormRules.all + MeaningRules.all + CardRules.all
    + OverseerRules.all)
    .map { Rule($0.code, $0.level, $0.summary, why: $0.remedy) }
    .sorted { $0.code < $1.code }

  /// Those of the rules that compare a configuration with the cards of its notifiers.
  public static let cardRules: [Rule] = {
    let codes = Set((CardRules.all + [MeaningRules.literalSecret]).map(\.code))
    return rules.filter { codes.contains($0.code) }
  }()
}
