public import IncidentCore
public import Phrases

/// What a check of one incident's events found and proved.
public struct VerificationResult: Hashable, Sendable {
  /// The incident.
  public var incident: IncidentID
  /// How many events hold, from the first on without a break.
  public var soundEvents: Int
  /// The last of these events.
  public var head: Anchor?
  /// The anchors that these events agree with, the latest last.
  public var confirmed: [Anchor]
  /// How many sealed values still have the digest that was hashed.
  public var soundValues: Int
  /// How many sealed values and outputs were erased on purpose, so that they cannot be checked.
  public var erased: Int
  /// The first thing that is wrong; `nil` when everything holds.
  public var flaw: Flaw?

  /// Whether nothing is wrong.
  public var isSound: Bool { flaw == nil }

  /// What was proved, in a sentence for each proof, and what was not.
  public var proofs: [Message] { VerificationPhrases.proofs(of: self) }
}

/// What is wrong with an incident's events.
public enum Flaw: Hashable, Sendable {
  /// The event's text is not the one that was hashed.
  case changed(sequence: Int)
  /// The column `kind` says something else than the event's text.
  case kindChanged(sequence: Int)
  /// The event's text belongs to another place, so that it was moved or copied here.
  case moved(sequence: Int, from: String)
  /// There is no event with that number although there are later ones.
  case removed(sequence: Int)
  /// The event does not follow on the one before it, so that one of the two was replaced.
  case unlinked(sequence: Int)
  /// A sealed value is not the one whose digest was hashed.
  case valueChanged(sequence: Int, name: String)
  /// A sealed value was removed instead of erased.
  case valueRemoved(sequence: Int, name: String)
  /// There is a sealed value that the event does not know.
  case valueAdded(sequence: Int, name: String)
  /// The output of a command is not the one whose digest was hashed.
  case outputChanged(sequence: Int, attempt: Int)
  /// The step graph that the incident ran, or a text it was read from, is not the one of its time.
  case graphChanged(sha256: String)
  /// The end is cut off: an event that an anchor knows is missing.
  case cutOff(Anchor)
  /// The event differs from the one that an anchor knows: everything was hashed anew.
  case rewritten(Anchor)

  /// The sentence that says it.
  public var message: Message { VerificationPhrases.message(for: self) }
}
