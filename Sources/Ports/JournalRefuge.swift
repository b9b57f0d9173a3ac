public import IncidentCore

/// What becomes of events that the journal does not take.
public struct JournalRefuge: Sendable {
  /// Why events are kept beside the journal, and where.
  public struct Stay: Hashable, Sendable {
    /// Why the journal does not take them.
    public var fault: JournalFault
    /// The files that they are in, the latest last.
    public var sideFiles: [String]

    /// A stay in those files.
    public init(fault: JournalFault, sideFiles: [String]) {
      self.fault = fault
      self.sideFiles = sideFiles
    }
  }

  /// What was brought back into the journal.
  public struct Return: Hashable, Sendable {
    /// How many events the journal took in.
    public var events: Int
    /// The incidents that others wrote to meanwhile: their events have other numbers now.
    public var moved: [IncidentID]

    /// A return of that many events.
    public init(events: Int, moved: [IncidentID]) {
      self.events = events
      self.moved = moved
    }
  }

  /// Where events are kept now; `nil` while the journal takes them.
  public var stay: @Sendable () -> Stay?
  /// Brings them back, or throws when the journal still takes nothing.
  public var comeBack: @Sendable () throws(JournalFault) -> Return

  /// A refuge of those two functions.
  public init(
    stay: @escaping @Sendable () -> Stay?,
    comeBack: @escaping @Sendable () throws(JournalFault) -> Return
  ) {
    self.stay = stay
    self.comeBack = comeBack
  }

  /// No refuge: what the journal does not take is not kept.
  public static let none = JournalRefuge(stay: { nil }, comeBack: { Return(events: 0, moved: []) })
}
