import Phrases
import Ports
public import RunbookModel

/// Asks for lines at a terminal while no run is shown.
struct LineQuestion {
  private let terminal: any TerminalPort
  private var look: ConsoleLook
  private var screen: Screen

  init(console: TerminalConsole) {
    terminal = console.terminal
    look = console.options.look
    look.width = terminal.size().columns
    screen = Screen(width: look.width)
  }

  /// Asks for a secret without showing it.
  func ask(secret name: String) async -> String? {
    var question = self
    let keys = terminal.open()
    defer { terminal.close() }
    var reader = KeyReader()
    let label = look.text(InputPhrases.secret, ["name": name])
    return await question.ask(label, isSecret: true, &reader, keys)
  }

  /// Asks for each input until its value can be taken; `nil` when the person leaves.
  func ask(_ inputs: [InputDeclaration]) async -> [String: String]? {
    var question = self
    let keys = terminal.open()
    defer { terminal.close() }
    var reader = KeyReader()
    question.say([Line(look.text(InputPhrases.needed, ["n": String(inputs.count)]), .strong)])
    var values: [String: String] = [:]
    for input in inputs {
      question.say(InputText.lines(of: input, look: look))
      var isTaken = false
      while !isTaken {
        guard let typed = await question.ask("\(input.name) =", &reader, keys)
        else { return nil }
        let value = typed.isEmpty ? input.defaultValue ?? "" : typed
        if let problem = InputValidation.problem(with: value, for: input) {
          question.say(look.wrapped(look.text(problem.message), first: Span("✗ ", .bad)))
        } else {
          isTaken = true
          if !value.isEmpty { values[input.name] = value }
        }
      }
    }
    return values
  }

  private mutating func say(_ lines: [Line]) {
    _ = terminal.write(screen.draw(lines, footer: .none, look: look))
  }

  private mutating func ask(
    _ label: String,
    isSecret: Bool = false,
    _ reader: inout KeyReader,
    _ signals: AsyncStream<TerminalSignal>
  ) async -> String? {
    var editor = LineEditor(isSecret: isSecret)
    show(label, editor)
    for await signal in signals {
      switch signal {
      case .bytes(let bytes):
        for key in reader.read(bytes) + (bytes == [0x1B] ? reader.flush() : []) {
          switch key {
          case .enter:
            let text = isSecret ? editor.text : editor.text.trimmed
            say([Line([Span(label, .strong), Span(" "), Span(isSecret ? "" : text)])])
            return text
          case .escape, .control("c"), .control("d"):
            _ = terminal.write(screen.clear(look: look))
            return nil
          case .control("z"):
            _ = terminal.write(screen.clear(look: look))
            terminal.suspend()
            screen.forget()
          default: editor.press(key)
          }
        }
      case .resized: look.width = terminal.size().columns
      case .continued: screen.forget()
      case .suspensionAsked: terminal.suspend()
      case .interrupted, .terminationAsked, .hungUp: return nil
      }
      show(label, editor)
    }
    return nil
  }

  private mutating func show(_ label: String, _ editor: LineEditor) {
    let short = DisplayWidth.truncate(Harmless.text(label), to: look.columns * 2 / 3)
    let head = Line([Span(short, .strong), Span(" ")])
    let view = editor.view(columns: look.columns - head.width)
    let footer = Footer(lines: [head + Line(view.text)], cursor: head.width + view.cursor)
    _ = terminal.write(screen.draw([], footer: footer, look: look))
  }
}

extension TerminalConsole {
  /// Asks for the inputs that have no value yet, each until its value can be taken.
  ///
  /// - Returns: the values by name, without those that were left empty; `nil` when the person
  ///   leaves.
  public func ask(inputs: [InputDeclaration]) async -> [String: String]? {
    inputs.isEmpty ? [:] : await LineQuestion(console: self).ask(inputs)
  }
}

/// What a person is told about an input.
package enum InputText {
  package static func lines(of input: InputDeclaration, look: ConsoleLook) -> [Line] {
    var facts: [String] = []
    if !input.choices.isEmpty {
      let choices = input.choices.joined(separator: " | ")
      facts.append(look.text(InputPhrases.choices, ["choices": choices]))
    }
    if let pattern = input.pattern {
      facts.append(look.text(InputPhrases.pattern, ["pattern": pattern]))
    }
    if let value = input.defaultValue {
      facts.append(look.text(InputPhrases.standard, ["value": value]))
    } else if !input.isRequired {
      facts.append(look.text(InputPhrases.optional))
    }
    return [Line()] + look.wrapped(input.description ?? input.name, mark: .strong)
      + facts.flatMap { look.wrapped($0, first: Span("  "), mark: .faint) }
  }
}
