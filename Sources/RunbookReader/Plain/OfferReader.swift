import Findings
import RunbookModel

/// Reads the code blocks of a plain file: what may be run is offered, the rest is shown.
struct OfferReader {
  private let tree: MarkdownTree
  private var variables: [String: String] = [:]
  /// What each variable stands for.
  private var meanings: [String: String] = [:]

  /// A reader for code blocks of `tree`.
  init(_ tree: MarkdownTree) {
    self.tree = tree
  }

  /// Reads the code block at `index` into a step.
  mutating func read(_ index: Int, into step: inout Step) {
    let language = Self.language(tree.info(of: index).language)
    let text = tree.texts[index]
    let isTranscript = Interpreter.isTranscript(language)
    let mayRun = isTranscript || Interpreter.isShell(language)
    // Code of other languages is only shown, unless a prompt tells that it was typed.
    guard mayRun || Transcript.mayBegin(text) else {
      step.body.append(.code(language: language, text: text))
      return
    }
    let code = CodeLines(text)
    if let transcript = Transcript(code, allowsRoot: isTranscript) {
      read(transcript, language, index, into: &step)
    } else if mayRun, ShellText.hasCommands(code), !ShellText.looksPrinted(code) {
      offer(text, language, index, in: &step)
    } else {
      step.body.append(.code(language: language, text: text))
    }
  }

  private mutating func read(
    _ transcript: Transcript,
    _ language: String,
    _ index: Int,
    into step: inout Step
  ) {
    // Without output between them the commands belong together; with it, each has its own.
    guard transcript.hasOutput else {
      let lines = transcript.parts.map(\.text)
      offer(lines.joined(separator: "\n"), language, index, in: &step)
      return
    }
    for part in transcript.parts {
      switch part {
      case .command(let text): offer(text, language, index, in: &step)
      case .output(let text): step.body.append(.code(language: "output", text: text))
      }
    }
  }

  /// Adds a script as a command, or as code when it cannot be one.
  private mutating func offer(
    _ script: String,
    _ language: String,
    _ index: Int,
    in step: inout Step
  ) {
    if let command = command(script, language, index) {
      step.body.append(.command(step.commands.count))
      step.commands.append(command)
    } else {
      step.body.append(.code(language: language, text: script))
    }
  }

  /// The script as a command; `nil` when a placeholder stands where no variable can.
  private mutating func command(_ script: String, _ language: String, _ index: Int) -> Command? {
    let known = Interpreter.isShell(language) ? language : "bash"
    var placeholders: [Placeholder] = []
    guard let replaced = replaced(script, &placeholders) else { return nil }
    var command = Command(
      role: .offered,
      language: known,
      script: replaced,
      interpreter: Interpreter.program(for: known) ?? [],
      position: tree.position(of: index)
    )
    command.placeholders = placeholders
    command.isDestructive = DestructiveCommands.isDestructive(script, language: known)
    return command
  }

  /// The script with variables in the places of its placeholders.
  private mutating func replaced(
    _ script: String,
    _ placeholders: inout [Placeholder]
  ) -> String? {
    guard ShellPlaceholders.mayStand(in: script) else { return script }
    let found = ShellPlaceholders(Array(script.utf8))
    return found.occurrences.isEmpty
      ? script
      : found.replaced { text in
        let name = variable(for: text)
        if !placeholders.contains(where: { $0.variable == name }) {
          placeholders.append(Placeholder(text: text, variable: name))
        }
        return name
      }
  }

  /// The variable of a placeholder; the same text has the same one in the whole file.
  ///
  /// `<pod name>` and `<pod-name>` are the same; `<主库 IP>` and `<从库 IP>` are not, though only two
  /// letters of each can stand in a name.
  private mutating func variable(for text: String) -> String {
    if let known = variables[text] { return known }
    let made = VariableName.make(from: text)
    let meaning = text.utf8.allSatisfy { $0 < 0x80 } && !made.isEmpty ? made : text
    let stem = made.isEmpty ? "value" : made
    var name = made.isEmpty ? "value_1" : made
    var number = 1
    while let other = meanings[name], other != meaning {
      number += 1
      name = "\(stem)_\(number)"
    }
    variables[text] = name
    meanings[name] = meaning
    return name
  }

  /// The first word of an info string without the marks that other tools write: `{.bash}`, `bash,`.
  private static func language(_ word: String) -> String {
    word.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "-") }
      ? word : word.filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "+" }
  }
}
