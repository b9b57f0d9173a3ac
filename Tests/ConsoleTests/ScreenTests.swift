import Console
import Phrases
import Testing

@Suite struct ScreenTests {
  let footer = Footer(lines: [Line("one"), Line("two")], cursor: 3)

  @Test func `lines scroll up above the live ones`() {
    var screen = Screen(width: 80)
    let look = ConsoleLook(language: .english)

    let first = screen.draw([], footer: footer, look: look)
    let second = screen.draw([Line("fact")], footer: footer, look: look)

    #expect(first == "\u{1B}[?25lone\r\ntwo\r\u{1B}[3C\u{1B}[?25h")
    #expect(
      second
        == "\u{1B}[?25l\r\u{1B}[1A\u{1B}[Jfact\r\none\r\ntwo\r\u{1B}[3C\u{1B}[?25h"
    )
  }

  @Test func `nothing is written when nothing changed`() {
    var screen = Screen(width: 80)
    let look = ConsoleLook(language: .english)
    _ = screen.draw([], footer: footer, look: look)

    #expect(screen.draw([], footer: footer, look: look).isEmpty)
  }

  @Test func `live lines that a narrower terminal has wrapped are cleared whole`() {
    var screen = Screen(width: 80)
    let wide = Footer(lines: [Line(String(repeating: "x", count: 70)), Line("two")], cursor: 3)
    _ = screen.draw([], footer: wide, look: ConsoleLook(language: .english))

    let text = screen.draw([], footer: footer, look: ConsoleLook(language: .english, width: 40))

    #expect(text.hasPrefix("\u{1B}[?25l\r\u{1B}[2A\u{1B}[J"))
  }

  @Test func `clearing leaves nothing behind`() {
    var screen = Screen(width: 80)
    let look = ConsoleLook(language: .english)
    _ = screen.draw([], footer: footer, look: look)

    #expect(screen.clear(look: look) == "\r\u{1B}[1A\u{1B}[J")
    #expect(screen.clear(look: look).isEmpty)
  }

  @Test func `text of a runbook cannot drive the terminal`() {
    let line = Line("a\u{1B}[2Jb\u{7}\u{9B}c\nd\u{202E}", .strong)

    #expect(line.rendered(hasColour: true) == "\u{1B}[1ma[2Jbc d\u{1B}[0m")
  }
}
