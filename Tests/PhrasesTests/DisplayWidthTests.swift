import Phrases
import Testing

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("\u{1B}\r\n", 0), ("é", 1), ("e\u{301}", 1), ("数据库", 6),
    ("ＡＢ", 4), ("ｱｲ", 2), ("한글", 4), ("\u{1112}\u{1161}\u{11AB}", 2), ("🚨", 2),
    ("👩‍👩‍👧", 2), ("👍🏽", 2), ("🇨🇳", 2), ("❤", 1), ("❤️", 2), ("1️⃣", 2), ("→…“”", 4),
    ("a\u{200B}b", 2), ("ग\u{902}", 1), ("主机 db-1 🚨", 12), ("𠀀", 2), ("\u{AD}", 0),
  ])
  func `a text takes the columns that a terminal gives it`(text: String, columns: Int) {
    #expect(DisplayWidth.width(of: text) == columns)
    #expect(DisplayWidth.width(of: text[...]) == columns)
  }

  @Test(arguments: [
    ("ab", 4, DisplayWidth.Side.right, "ab  "), ("ab", 4, .left, "  ab"),
    ("主机", 6, .right, "主机  "), ("主机", 5, .left, " 主机"), ("主机", 3, .right, "主机"),
  ])
  func `padding counts columns`(text: String, to: Int, side: DisplayWidth.Side, padded: String) {
    #expect(DisplayWidth.pad(text, to: to, on: side) == padded)
  }

  @Test(arguments: [
    ("abcdef", 6, "abcdef"), ("abcdefg", 6, "abcde…"), ("数据库主机", 6, "数据…"),
    ("数据库", 6, "数据库"), ("abc", 1, "…"), ("abc", 0, ""), ("a👩‍👩‍👧b", 3, "a…"),
  ])
  func `a truncated text ends with an ellipsis and fits`(text: String, to: Int, short: String) {
    #expect(DisplayWidth.truncate(text, to: to) == short)
    #expect(DisplayWidth.width(of: short) <= to)
  }

  @Test(arguments: [
    ("", 10, [""]),
    ("one two three", 8, ["one two", "three"]),
    ("one two three", 7, ["one two", "three"]),
    ("a\nb\n\nc", 10, ["a", "b", "", "c"]),
    ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
    ("切换到备用数据库", 6, ["切换到", "备用数", "据库"]),
    ("切换到备，用数据库", 8, ["切换到", "备，用数", "据库"]),
    ("先（确认）再做", 6, ["先（确", "认）再", "做"]),
    ("先先先（确认）", 8, ["先先先", "（确认）"]),
    ("重启 portal 服务", 8, ["重启", "portal", "服务"]),
    ("x  y", 10, ["x  y"]),
    ("告警🚨🚨🚨", 6, ["告警🚨", "🚨🚨"]),
  ])
  func `wrapping keeps words and Chinese punctuation whole`(
    text: String,
    to columns: Int,
    lines: [String]
  ) {
    #expect(DisplayWidth.wrap(text, to: columns) == lines)
    #expect(lines.allSatisfy { DisplayWidth.width(of: $0) <= columns })
  }

  @Test func `no line is ever wider than asked, whatever the text`() {
    let text = "主机 db-1 停机！「请立即」call +86-571-8888, then ack👩‍👩‍👧 （两名值班员，共同）。"

    for columns in 2...60 {
      let lines = DisplayWidth.wrap(text, to: columns)

      #expect(lines.allSatisfy { DisplayWidth.width(of: $0) <= columns })
      #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
    }
  }
}
