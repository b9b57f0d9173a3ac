import Synchronization

/// What requests of one card have in common, so that it is made once when thousands are called.
///
/// It changes nothing about them: whatever stands in it is used only for what it was made of.
public final class CardMemory: Sendable {
  /// The beginning of a text, which does not depend on whom it is for.
  private struct Head {
    /// The message that it was made of.
    var message: MessageText
    /// Everything but how to answer.
    var text: String?
    /// The same in few words.
    var short: String?

    subscript(isShort isShort: Bool) -> String? {
      get { isShort ? short : text }
      set { if isShort { short = newValue } else { text = newValue } }
    }
  }

  /// Messages of so many sorts, such as languages, come in turns at most.
  private static let size = 4
  private let heads = Mutex<[Head]>([])
  private let url = Mutex("")
  private let settings = Mutex<Settings?>(nil)

  /// A memory of nothing.
  public init() {}

  /// The head of a message, in few words or in all; it is made when the memory does not have it.
  func head(of message: MessageText, isShort: Bool, make: () -> String) -> String {
    let known = heads.withLock { heads in
      heads.first { $0.message.hasHead(of: message) }?[isShort: isShort]
    }
    if let known { return known }
    let made = make()
    heads.withLock { heads in
      if let place = heads.firstIndex(where: { $0.message.hasHead(of: message) }) {
        heads[place][isShort: isShort] = made
      } else {
        if heads.count == Self.size { heads.removeFirst() }
        var head = Head(message: message.withoutMemory)
        head[isShort: isShort] = made
        heads.append(head)
      }
    }
    return made
  }

  /// The settings of all requests; they are made when the memory does not have them.
  func settings(make: () -> Settings) -> Settings {
    settings.withLock { settings in
      if let settings { return settings }
      let made = make()
      settings = made
      return made
    }
  }

  /// Whether a text is the URL that was checked last.
  func knows(url text: String) -> Bool { url.withLock { $0 == text } }

  /// Keeps a URL that was checked.
  func keep(url text: String) { url.withLock { $0 = text } }
}
