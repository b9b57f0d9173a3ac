/// What a person pressed.
package enum Key: Hashable, Sendable {
  /// A character, the space included.
  case character(Character)
  case enter
  case tab
  case escape
  case backspace
  case delete
  case left
  case right
  case up
  case down
  case home
  case end
  /// Control with that lower-case letter or sign: `c` for Ctrl-C.
  case control(Character)
  /// Text that the terminal says was pasted.
  case paste(String)
}
