import Phrases
import Testing

@Suite struct PhraseTests {
  static let steps = Phrase(
    en: "{n} {n|step|steps} of {name}",
    zh: "{name}：{n} 个步骤"
  )

  @Test(arguments: [
    ("1", "1 step of dns", "dns：1 个步骤"), ("0", "0 steps of dns", "dns：0 个步骤"),
    ("11", "11 steps of dns", "dns：11 个步骤"),
  ])
  func `places are filled in both languages`(n: String, english: String, chinese: String) {
    let message = Self.steps.with(["n": n, "name": "dns"])

    #expect(message.text(.english) == english)
    #expect(message.text(.chinese) == chinese)
  }

  @Test(arguments: [
    ("{a}{b}", "12"), ("{a", "{a"), ("a}", "a}"), ("", ""), ("{}", "{}"),
    ("{missing}", "{missing}"),
    ("{a|x|y}", "x"), ("{b|x|y}", "y"), ("{a|x}", "1"), ("{a||s}", ""), ("{b||s}", "s"),
  ])
  func `a template is filled once and never fails`(template: String, text: String) {
    #expect(Phrase(en: template, zh: "").text(.english, ["a": "1", "b": "2"]) == text)
  }

  @Test func `a list has the comma of the reader's language, known now or later`() {
    let phrase = Phrase(en: "one of: {known}; not {other}", zh: "可选：{known}；不含 {other}")
    let arguments = ["known": ["a", "b, c", ""].listed, "other": ["d"].listed]

    #expect(phrase.text(.english, arguments) == "one of: a, b, c, ; not d")
    #expect(phrase.with(arguments).text(.chinese) == "可选：a、b, c、；不含 d")
    #expect(["a", "b"].listed(.chinese) == "a、b" && ["a", "b"].listed(.english) == "a, b")
    #expect([String]().listed(.chinese) == "")
  }

  @Test func `what fills a place is not taken for a template`() {
    let phrase = Phrase(en: "{a}", zh: "{a}")

    #expect(phrase.text(.english, ["a": "{b}", "b": "x"]) == "{b}")
  }

  @Test(arguments: [
    ("zh_CN.UTF-8", Language.chinese), ("zh-Hans", .chinese), ("ZH", .chinese), ("en_GB", .english),
    ("C", .english), ("", .english), ("de_DE", .english),
  ])
  func `a locale asks for a language`(locale: String, language: Language) {
    #expect(Language(locale: locale) == language)
  }
}
