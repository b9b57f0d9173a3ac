import Phrases

/// Several things that a command could mean.
///
/// Never a guess: a person at a terminal chooses, and a script is told the command.
struct Selection<Item> {
  /// How many are shown.
  private static var limit: Int { 20 }

  let items: [Item]
  let language: Language
  /// What stands above them.
  let heading: String
  /// What a person may type instead of a number.
  let name: (Item) -> String
  /// What is shown of each, the first line beside its number.
  let lines: (Item) -> [String]
  /// The command that means it.
  let command: (Item) -> String

  /// The one that the person at the terminal chooses.
  func chosen() throws(CommandFailure) -> Item {
    let shown = Array(items.prefix(Self.limit))
    let isInteractive = Terminal.isInteractive
    var text = [heading]
    for (index, item) in shown.enumerated() {
      let head = isInteractive ? DisplayWidth.pad(String(index + 1), to: 3) : ""
      for (place, line) in lines(item).enumerated() {
        let margin = place == 0 ? head : String(repeating: " ", count: head.count + 2)
        text.append("  " + margin + line)
      }
    }
    guard isInteractive else {
      let example = shown.first.map(command) ?? ""
      text.append(ChoicePhrases.nameOne.text(language, ["command": example]))
      throw CommandFailure(text.joined(separator: "\n"), code: 2)
    }
    StandardStream.output(text.joined(separator: "\n") + "\n")
    let question = ChoicePhrases.whichOne.text(language, ["n": String(shown.count)])
    while true {
      StandardStream.output(question)
      let typed = (readLine() ?? "").filter { !$0.isWhitespace }
      if let number = Int(typed), shown.indices.contains(number - 1) { return shown[number - 1] }
      if let named = items.first(where: { name($0) == typed }) { return named }
      if typed.isEmpty {
        throw CommandFailure(ChoicePhrases.noneChosen.text(language), code: 2)
      }
    }
  }
}

/// The command that was given, to be told to a person as it should be.
enum GivenCommand {
  /// The command with a word more, to be pasted into a shell: the last one, or the first behind the
  /// verb.
  static func text(adding words: [String], behindVerb: Bool = false) -> String {
    var given = Array(CommandLine.arguments.dropFirst())
    given.insert(contentsOf: words, at: behindVerb ? min(1, given.count) : given.count)
    return (["tocsin"] + given.map(quoted)).joined(separator: " ")
  }

  private static func quoted(_ word: String) -> String {
    let plain = word.unicodeScalars.allSatisfy { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".", "/", ":", "=", "+", ",", "@", "%": true
      default: !scalar.isASCII
      }
    }
    guard !plain || word.isEmpty else { return word }
    return "'"
      + word.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#) + "'"
  }
}

/// What is said when a command could mean several things.
enum ChoicePhrases {
  static let noneOpen = Phrase(
    en: "No incident is open; `tocsin list` shows those that are over.",
    zh: "没有进行中的事件；`tocsin list` 可列出已结束的事件。"
  )
  static let open = Phrase(
    en: "{n} {n|incident is|incidents are} open:",
    zh: "有 {n} 个进行中的事件："
  )
  static let severalSteps = Phrase(
    en: "{n} steps of {incident} could be meant:",
    zh: "{incident} 有 {n} 个步骤符合："
  )
  static let nameOne = Phrase(
    en: "Say which one, for example: {command}",
    zh: "请指明是哪一个，例如：{command}"
  )
  static let whichOne = Phrase(
    en: "Which one? 1 to {n}, or Enter alone to leave: ",
    zh: "选哪一个？输入 1 到 {n}，直接回车则退出："
  )
  static let noneChosen = Phrase(en: "Nothing was done.", zh: "未做任何操作。")
}
