import Engine
import Foundation
import IncidentCore
import Phrases
import RunbookModel
import Testing
import Web

private func view(
  _ language: Language,
  standing: CallView.Standing = .open,
  _ change: (inout CallView) -> Void = { _ in }
) -> CallView {
  var view = CallView(
    incident: "20261123-k7f2",
    title: language == .chinese ? "门户网站无法访问" : "The portal does not answer",
    severity: .sev2,
    step: language == .chinese ? "检查数据库" : "Look at the database",
    reason: language == .chinese ? "需要人工处理" : "a person is needed",
    since: "2026-11-23 02:55 +08:00",
    isDrill: false,
    person: language == .chinese ? "李伟" : "Wang Fang",
    language: language,
    called: ["李伟", "Wang Fang"],
    isPassedOn: false,
    standing: standing,
    takenAt: standing == .open ? nil : "2026-11-23 02:58 +08:00",
    isExpired: false
  )
  change(&view)
  return view
}

private func asked(_ language: Language, _ kind: StepQuestion.Kind) -> CallView {
  view(language, standing: .told) { view in
    view.questions = [
      CallView.Question(
        id: "4.1.1",
        step: language == .chinese ? "提升备库" : "Promote the replica",
        kind: kind,
        commands: ["pg_ctl promote -D \"$PGDATA\" && echo '<done>'"]
      )
    ]
  }
}

@Test(arguments: Language.allCases)
func `the page says what is wrong and asks one question`(language: Language) throws {
  let html = CallPage(view(language) { $0.isDrill = true }).html

  try Golden.compare(html, with: "call.\(language.rawValue).html")
}

@Test(arguments: Language.allCases)
func `every way in which things may stand is said plainly`(language: Language) throws {
  let standings: [(String, CallView)] = [
    ("open", view(language)),
    ("passed on", view(language) { $0.isPassedOn = true }),
    ("yours", view(language, standing: .yours)),
    ("taken", view(language, standing: .taken(by: "赵敏 Zhao Min"))),
    ("declined", view(language, standing: .declined)),
    ("over", view(language, standing: .over)),
    ("expired", view(language) { $0.isExpired = true }),
    ("expired and taken", view(language, standing: .taken(by: "Zhao")) { $0.isExpired = true }),
    ("answered", view(language, standing: .answered)),
    ("told", view(language, standing: .told)),
    ("told long ago", view(language, standing: .told) { $0.isExpired = true }),
    ("asked for consent", asked(language, .consent(given: 0, needed: 1))),
    ("asked for one of several consents", asked(language, .consent(given: 1, needed: 2))),
    ("asked yes or no", asked(language, .verification("Is the old primary fenced?"))),
    ("asked for a decision", asked(language, .choice(["Fence it", "<Go on>"]))),
  ]

  let text = standings.map { name, view in
    let lines = CallPage(view).html.split(separator: "\n").filter { line in
      ["<p class=\"standing", "<p class=question", "<pre", "<input", "<button"]
        .contains { line.hasPrefix($0) }
    }
    return "\(name):\n" + lines.map { "  \($0)\n" }.joined()
  }
  try Golden.compare(text.joined(), with: "standings.\(language.rawValue).txt")
}

@Test func `nothing that is written in a runbook becomes part of the page`() {
  let hostile = "</h1><script>alert('1')</script>\"&\u{202E}"
  let html = CallPage(
    view(.english, standing: .taken(by: hostile)) {
      $0.title = hostile
      $0.step = hostile
      $0.called = [hostile]
      $0.person = hostile
    }
  ).html

  #expect(!html.contains("<script"))
  #expect(!html.contains("\u{202E}"))
  #expect(html.contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;"))
}

@Test func `the page needs no script, no other file and no cookie`() {
  let html = CallPage(view(.english)).html

  for word in ["<script", "src=", "href=", "url(", "@import", "http:", "https:", "onclick"] {
    #expect(!html.contains(word), "\(word)")
  }
  #expect(html.utf8.count < 8 * 1024)
}
