package import Engine
import IncidentCore
import Phrases
import RunbookModel

/// The page behind the link of a message, as HTML that an old telephone shows too.
package struct CallPage {
  private let view: CallView
  private let language: Language

  package init(_ view: CallView) {
    self.view = view
    language = view.language
  }

  /// The whole page.
  package var html: String {
    Self.document(
      language: language,
      title: view.title,
      body: [banner, heading, standing, facts, questions, form].joined()
    )
  }

  // MARK: Parts

  private var banner: String {
    view.isDrill ? "<p class=drill>\(escaped(text(PagePhrases.drill)))</p>\n" : ""
  }

  private var heading: String {
    let severity = view.severity.map { severity in
      "<p class=\"severity \(severity.rawValue)\">\(escaped(text(severity.name)))</p>\n"
    }
    return (severity ?? "") + "<h1>\(escaped(view.title))</h1>\n"
  }

  private var facts: String {
    var rows: [(Phrase, String)] = []
    if let step = view.step { rows.append((PagePhrases.step, step)) }
    if let reason = view.reason { rows.append((PagePhrases.reason, reason)) }
    rows.append((PagePhrases.since, view.since))
    if !view.called.isEmpty {
      rows.append((PagePhrases.called, view.called.listed(view.language)))
    }
    rows.append((PagePhrases.incident, view.incident))
    let items = rows.map { "<dt>\(escaped(text($0)))</dt><dd>\(escaped($1))</dd>\n" }
    return "<dl>\n\(items.joined())</dl>\n"
  }

  private var standing: String {
    var lines: [(kind: String, text: String)] = []
    switch view.standing {
    case .open where view.isPassedOn: lines.append(("note", text(PagePhrases.passedOn)))
    case .open: break
    case .yours:
      lines.append(("good", text(PagePhrases.yours, ["name": view.person, "time": takenAt])))
    case .taken(let name):
      lines.append(("note", text(PagePhrases.taken, ["name": name, "time": takenAt])))
    case .declined: lines.append(("note", text(PagePhrases.declined)))
    case .answered: lines.append(("note", text(PagePhrases.answered)))
    case .over: lines.append(("note", text(PagePhrases.over)))
    case .told where view.questions.isEmpty && !view.isExpired:
      lines.append(("note", text(PagePhrases.nothingAsked)))
    case .told where view.isExpired:
      lines.append(("note", text(PagePhrases.noticeExpired, ["incident": view.incident])))
    case .told: break
    }
    if view.isExpired, view.standing == .open || view.standing == .declined {
      lines.append(("note", text(PagePhrases.expired, ["incident": view.incident])))
    }
    return lines.map { "<p class=\"standing \($0.kind)\">\(escaped($0.text))</p>\n" }.joined()
  }

  private var questions: String { view.questions.map(form).joined() }

  /// A question with a button for each answer; it says which question it is, so that a page that
  /// was left open answers no later one.
  private func form(_ question: CallView.Question) -> String {
    let wording: String
    let answers: [String]
    switch question.kind {
    case .consent(let given, let needed):
      wording = text(
        needed > 1 ? PagePhrases.consentOfSeveral : PagePhrases.consent,
        ["name": view.person, "step": question.step, "given": "\(given)", "needed": "\(needed)"]
      )
      answers = [text(PagePhrases.approve), text(PagePhrases.reject)]
    case .verification(let asked):
      wording = asked
      answers = [text(PagePhrases.yes), text(PagePhrases.no)]
    case .choice(let choices):
      wording = question.step
      answers = choices
    }
    var commands = ""
    if case .consent = question.kind {
      commands = question.commands.map {
        "<pre>\(Self.escaped(Self.cut($0), keepingLines: true))</pre>\n"
      }
      .joined()
    }
    let buttons = answers.enumerated().map { place, answer in
      "<button class=choice name=option value=\(place)>\(escaped(answer))</button>\n"
    }
    return "<form method=post>\n<p class=question>\(escaped(wording))</p>\n\(commands)"
      + "<input type=hidden name=question value=\"\(escaped(question.id))\">\n"
      + "\(buttons.joined())</form>\n"
  }

  /// A command as far as it can be read on a telephone.
  private static func cut(_ command: String) -> String {
    command.count > 2000 ? "\(command.prefix(2000))…" : command
  }

  private var form: String {
    guard view.canTake || view.canDecline else { return "" }
    var buttons = ""
    if view.canTake { buttons += button("mine", PagePhrases.take) }
    if view.canDecline { buttons += button("cannot", PagePhrases.cannot) }
    let question = escaped(text(PagePhrases.question, ["name": view.person]))
    return "<form method=post>\n<p class=question>\(question)</p>\n\(buttons)</form>\n"
  }

  private func button(_ answer: String, _ phrase: Phrase) -> String {
    "<button class=\(answer) name=answer value=\(answer)>\(escaped(text(phrase)))</button>\n"
  }

  // MARK: Words

  private var takenAt: String { view.takenAt ?? "" }

  private func text(_ phrase: Phrase, _ arguments: [String: String] = [:]) -> String {
    phrase.text(language, arguments)
  }

  private func escaped(_ text: String) -> String { Self.escaped(text) }
}

extension CallPage {
  /// What is shown for a link that nobody made, in both languages, because nobody knows the reader.
  static let unknown = notice(PagePhrases.unknown)
  /// What is shown when the journal cannot be read.
  static let unavailable = notice(PagePhrases.unavailable)

  private static func notice(_ phrase: Phrase) -> String {
    let lines = [Language.english, .chinese].map { language in
      "<p class=standing lang=\(language.rawValue)>\(escaped(phrase.text(language)))</p>\n"
    }
    return document(language: .english, title: "Tocsin", body: lines.joined())
  }

  private static func document(language: Language, title: String, body: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="\(language == .chinese ? "zh-CN" : "en")">
    <head>
    <meta charset=utf-8>
    <meta name=viewport content="width=device-width, initial-scale=1">
    <meta name=robots content=noindex>
    <title>\(escaped(title))</title>
    <style>\(style)</style>
    </head>
    <body>
    <main>
    \(body)</main>
    </body>
    </html>

    """
  }

  private static func escaped(_ text: String, keepingLines: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n" where keepingLines: result += "\n"
      // What turns the direction of letters could make a text look like another one.
      case "\u{0}"..."\u{1F}", "\u{7F}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Plain rules that browsers of ten years ago know; the colours keep a contrast of at least 4.5.
  private static let style = """

    html{-webkit-text-size-adjust:100%}
    body{margin:0;background:#f4f4f2;color:#1a1a1a;font:17px/1.5 -apple-system,"Segoe UI",Roboto,\
    "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
    main{max-width:34em;margin:0 auto;padding:16px}
    h1{font-size:24px;line-height:1.25;margin:8px 0 16px;overflow-wrap:break-word;\
    word-wrap:break-word}
    .severity{display:inline-block;margin:0;padding:2px 10px;border-radius:4px;color:#fff;\
    background:#5a5a5a;font-weight:bold}
    .sev1{background:#a3001b}
    .sev2{background:#b34700}
    .sev3{background:#6b5a00}
    .drill{margin:0 0 12px;padding:8px 12px;background:#ffe08a;font-weight:bold;border-radius:4px}
    dl{margin:0 0 16px;background:#fff;border-radius:8px;padding:10px 14px}
    dt{color:#5a5a5a;float:left;clear:left;width:5em}
    dd{margin:0 0 0 5em;padding:0 0 4px 8px;overflow-wrap:break-word;word-wrap:break-word}
    .standing{margin:0 0 16px;padding:12px 16px;border-radius:8px;background:#e7e7e3}
    .good{background:#d8efd9;font-weight:bold}
    .question{font-weight:bold;margin:0 0 8px}
    button{display:block;width:100%;margin:0 0 12px;padding:15px;font:inherit;font-size:19px;\
    font-weight:bold;border-radius:8px;border:2px solid #1b5e20;-webkit-appearance:none;\
    appearance:none}
    .mine{background:#1b5e20;color:#fff}
    .cannot,.choice{background:#fff;color:#1a1a1a;border-color:#767676}
    pre{margin:0 0 12px;padding:10px;background:#e7e7e3;border-radius:4px;font-size:14px;\
    white-space:pre-wrap;overflow-wrap:anywhere}
    button:focus{outline:3px solid #1a73e8;outline-offset:2px}
    @media (prefers-color-scheme:dark){
    body{background:#161616;color:#f0f0f0}
    dl{background:#262626}
    dt{color:#b8b8b8}
    .standing,pre{background:#303030}
    .good{background:#1e4620}
    .drill{color:#1a1a1a}
    .cannot,.choice{background:#262626;color:#f0f0f0}
    }

    """
}
