import CSpawn

/// Waits for many descriptors at once.
struct Poller {
  /// Who waits for a descriptor.
  enum Owner: UInt32 {
    case bell
    case curl
    case program
  }

  /// Something that happened to a descriptor.
  struct Happening {
    var owner: Owner
    var descriptor: Int32
    var isReadable: Bool
    var isWritable: Bool
    var isBroken: Bool
  }

  /// What is waited for.
  let watches: Watches
  private var room = [tocsin_happening](repeating: tocsin_happening(), count: 128)

  init?() {
    guard let watches = Watches() else { return nil }
    self.watches = watches
  }

  /// Waits until something happens, at most that long; -1 for ever.
  mutating func wait(milliseconds: Int32) -> [Happening] {
    let poller = watches.poller.number
    // At most as many as the array holds are written.
    let count = unsafe tocsin_poller_wait(poller, &room, Int32(room.count), milliseconds)
    return room.prefix(Int(count)).compactMap { happening in
      guard let owner = Owner(rawValue: UInt32(truncatingIfNeeded: happening.word >> 32)) else {
        return nil
      }
      return Happening(
        owner: owner,
        descriptor: Int32(truncatingIfNeeded: happening.word),
        isReadable: happening.readable != 0,
        isWritable: happening.writable != 0,
        isBroken: happening.broken != 0
      )
    }
  }
}

/// The descriptors that a ``Poller`` waits for.
struct Watches {
  fileprivate let poller: Descriptor

  fileprivate init?() {
    guard let poller = Descriptor(tocsin_poller()) else { return nil }
    self.poller = poller
  }

  /// Waits for `descriptor` from now on, or changes what is waited for.
  func watch(_ descriptor: Int32, for owner: Poller.Owner, reading: Bool, writing: Bool) {
    let word = UInt64(owner.rawValue) << 32 | UInt64(UInt32(bitPattern: descriptor))
    tocsin_poller_watch(poller.number, descriptor, word, reading ? 1 : 0, writing ? 1 : 0)
  }

  /// Waits for `descriptor` no more.
  func forget(_ descriptor: Int32) {
    tocsin_poller_forget(poller.number, descriptor)
  }
}
