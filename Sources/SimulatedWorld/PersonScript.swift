package import RunbookModel
package import Timekeeping

/// How a simulated person behaves.
package struct PersonScript: Hashable, Sendable {
  /// What they do when they are called.
  package enum Manner: Hashable, Sendable {
    /// They take the incident, and consent to what they are asked.
    case answers
    /// They take the incident, and refuse what they are asked to consent to.
    case rejects
    /// They do nothing.
    case never
  }

  /// What they do.
  package var manner: Manner
  /// The shortest and the longest time from the message to what they do.
  package var delay: ClosedRange<TimeSpan>

  /// A person who does that after that time.
  package init(_ manner: Manner, after delay: ClosedRange<TimeSpan> = .zero ... .zero) {
    self.manner = manner
    self.delay = delay
  }

  /// Answers after that time.
  package static func answers(after delay: TimeSpan) -> PersonScript {
    PersonScript(.answers, after: delay...delay)
  }
}

/// What the one who works on the run does at a step.
package struct WorkScript: Hashable, Sendable {
  /// What they say each time they are asked something that has no usual answer, the last one from
  /// then on; empty for the usual answers.
  package var answers: [String]
  /// How long each thing takes them that the step asks for; `nil` leaves it to chance.
  package var takes: TimeSpan?

  /// Work of those parts.
  package init(answers: [String] = [], takes: TimeSpan? = nil) {
    self.answers = answers
    self.takes = takes
  }
}

/// Everybody who may have a part in an incident, and what they do.
package struct Cast: Sendable {
  /// What people do, by their names.
  package var scripts: [String: PersonScript]
  /// What everybody else does.
  package var others: PersonScript
  /// Who runs the steps from the beginning; `nil` when nobody is there.
  package var starter: String?
  /// The work at steps.
  package var work: [StepID: WorkScript]
  /// Whether messages can reach that person; who works on the run telephones those that they
  /// cannot.
  package var isReachable: @Sendable (String) -> Bool
  /// The id of somebody whom a runbook names; the name itself when nobody is known by it.
  package var identity: @Sendable (String) -> String
  /// The seed of what is left to chance.
  package var seed: UInt64

  /// A cast of those parts.
  package init(
    scripts: [String: PersonScript] = [:],
    others: PersonScript = PersonScript(.answers, after: .minutes(1) ... .minutes(2)),
    starter: String? = nil,
    work: [StepID: WorkScript] = [:],
    isReachable: @escaping @Sendable (String) -> Bool = { _ in true },
    identity: @escaping @Sendable (String) -> String = { $0 },
    seed: UInt64
  ) {
    self.scripts = scripts
    self.others = others
    self.starter = starter
    self.work = work
    self.isReachable = isReachable
    self.identity = identity
    self.seed = seed
  }

  func script(of person: String) -> PersonScript { scripts[person] ?? others }
}
