import Findings
import Phrases

/// Checks on inputs, captures and the variables that commands use.
enum VariableChecks {
  static func check(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    let known = Known(checked)
    for (index, step) in checked.steps.enumerated() {
      findUndeclared(step, at: index, known, checked, &findings)
    }
    findUnused(checked, &findings)
  }

  /// What has a value when the commands run, and from where.
  private struct Known {
    /// Inputs and secrets, which have a value from the start.
    var declared: Set<String> = []
    /// The steps that capture a name.
    var captures: [String: [Int]] = [:]
    /// Jumps backwards, from where to where.
    var loops: [(from: Int, to: Int)] = []

    init(_ checked: CheckedRunbook) {
      declared = Set(checked.runbook.inputs.map(\.name) + checked.runbook.secrets.map(\.name))
      for (index, step) in checked.steps.enumerated() {
        if let name = step.capture { captures[name, default: []].append(index) }
      }
      for edge in checked.edges {
        if case .node(let target) = edge.to, target <= edge.from, edge.kind != .back {
          loops.append((edge.from, target))
        }
      }
    }

    /// The step that captures `name` too late for step `index`, if there is one.
    func lateCapture(of name: String, at index: Int, includingOwn: Bool) -> Int? {
      guard !declared.contains(name), let places = captures[name] else { return nil }
      let isSet = places.contains { place in
        place < index || (includingOwn && place == index)
          || loops.contains { $0.from >= place && $0.to <= index }
      }
      return isSet ? nil : places.first
    }

    func contains(_ name: String) -> Bool {
      declared.contains(name) || captures[name] != nil || EnvironmentNames.contains(name)
    }
  }

  static let undeclared = Rule(
    "undeclared-variable",
    .warning,
    Phrase(en: "A variable that is not an input, capture or secret", zh: "既非输入、记录也非密钥的变量"),
    why: Phrase(
      en: """
        A command or a condition uses a variable that nothing sets: it is no input, capture or \
        secret, no variable that is common in environments, and the script itself does not set it. \
        Every fence runs as a process of its own, so what an earlier fence sets is gone. Declare an \
        input, or pass the value on with `capture`.
        """,
      zh:
        "命令或条件使用了没有来源的变量：它不是输入、记录或密钥，也不是常见的环境变量，脚本自身也没有赋值。每个代码块都是独立的进程，前一个代码块里设置的变量不会保留。请声明为输入，或用 `记录为` 传递。"
    )
  )

  static let usedTooEarly = Rule(
    "capture-used-too-early",
    .warning,
    Phrase(en: "A variable that is captured only later", zh: "尚未记录就被使用的变量"),
    why: Phrase(
      en: """
        The variable gets its value from the `capture` of a step that comes later, so it is still \
        empty here. Within one step the capture is set after its last `run` or `check`.
        """,
      zh: "该变量由后面步骤的 `记录为` 赋值，此处仍为空。在同一步骤内，记录在最后一个 `run` 或 `check` 之后才生效。"
    )
  )

  private static func findUndeclared(
    _ step: Step,
    at index: Int,
    _ known: Known,
    _ checked: CheckedRunbook,
    _ findings: inout [Finding]
  ) {
    var reported: Set<String> = []
    func judge(_ name: String, isAfterCapture: Bool, at span: @autoclosure () -> SourceSpan) {
      if let late = known.lateCapture(of: name, at: index, includingOwn: isAfterCapture) {
        guard reported.insert(name).inserted else { return }
        findings.append(tooEarly(name, checked.graph.nodes[late].step, at: span()))
      } else if !known.contains(name), reported.insert(name).inserted {
        findings.append(missing(name, at: span()))
      }
    }
    for command in step.commands
    where isShell(command) && command.script.utf8.contains(UInt8(ascii: "$")) {
      let script = ShellScript(command.script)
      guard !script.isOpen else { continue }
      for use in script.uses where !script.assigned.contains(use.name) {
        judge(
          use.name,
          isAfterCapture: command.role == .rollback,
          at: place(of: use, in: command, checked)
        )
      }
    }
    for choice in step.choices {
      guard case .all(let clauses) = choice.condition else { continue }
      for case .variable(let name) in clauses.map(\.operand) {
        judge(name, isAfterCapture: true, at: checked.span(from: choice.position))
      }
    }
    for binding in step.call?.bindings ?? [] where binding.value.hasPrefix("$") {
      let name = String(binding.value.dropFirst())
      judge(name, isAfterCapture: false, at: checked.span(ofKey: ["run", "调用"], in: step))
    }
  }

  private static func missing(_ name: String, at span: SourceSpan) -> Finding {
    undeclared.finding(
      at: span,
      Phrase(en: "Nothing gives `${name}` a value.", zh: "没有任何地方为 `${name}` 赋值。")
        .with(["name": name]),
      remedy: Phrase(
        en: "Declare the input `{name}` in the front matter, or capture it in an earlier step.",
        zh: "请在文件头中声明输入 `{name}`，或在前面的步骤中记录它。"
      ).with(["name": name])
    )
  }

  private static func tooEarly(_ name: String, _ step: Step, at span: SourceSpan) -> Finding {
    usedTooEarly.finding(
      at: span,
      Phrase(
        en: "`${name}` is still empty here: “{title}” captures it later.",
        zh: "`${name}` 在此仍为空：“{title}”之后才会记录它。"
      ).with(["name": name, "title": step.title]),
      remedy: Phrase(
        en: "Capture it in an earlier step, or move this behind that step.",
        zh: "请在更早的步骤中记录它，或把此处移到该步骤之后。"
      ).with([:]),
      notes: [
        Finding.Note(
          Phrase(en: "It is captured here.", zh: "在这里记录。").with([:]),
          at: step.position
        )
      ]
    )
  }

  private static func place(
    of use: ShellScript.Use,
    in command: Command,
    _ checked: CheckedRunbook
  ) -> SourceSpan {
    for prefix in ["$", "${", ""] {
      let span = checked.span(of: prefix + use.name, onLine: use.line, in: command)
      if let span { return span }
    }
    return checked.span(from: command.position)
  }

  private static func isShell(_ command: Command) -> Bool {
    switch command.language {
    case "sh", "shell", "bash", "zsh": true
    default: false
    }
  }

  static let unused = Rule(
    "unused-input",
    .warning,
    Phrase(en: "An input that nothing uses", zh: "未被使用的输入"),
    why: Phrase(
      en: """
        People are asked for a value that no command, condition or call uses. It is left over, or \
        its name is misspelt where it is used.
        """,
      zh: "系统会要求人填写一个没有任何命令、条件或调用使用的值。它可能是遗留的，也可能在使用处拼错了名字。"
    )
  )

  static let unusedCapture = Rule(
    "unused-capture",
    .warning,
    Phrase(en: "A capture that nothing uses", zh: "未被使用的记录"),
    why: Phrase(
      en: """
        The output is put into a variable that no later command, condition or call uses. It is left \
        over, or its name is misspelt where it is used.
        """,
      zh: "输出被记录到变量中，但之后没有任何命令、条件或调用使用它。它可能是遗留的，也可能在使用处拼错了名字。"
    )
  )

  private static func findUnused(_ checked: CheckedRunbook, _ findings: inout [Finding]) {
    let names = checked.runbook.inputs.map(\.name) + checked.graph.nodes.compactMap(\.step.capture)
    let mentioned = mentioned(Set(names), in: checked)
    for input in checked.runbook.inputs where !mentioned.contains(input.name) {
      findings.append(
        unused.finding(
          at: checked.span(from: input.position),
          Phrase(en: "Nothing uses the input `{name}`.", zh: "没有任何地方使用输入 `{name}`。")
            .with(["name": input.name]),
          remedy: Phrase(
            en: "Use it in a command as `\"${name}\"`, or delete it.",
            zh: "请在命令中以 `\"${name}\"` 使用它，或将其删除。"
          ).with(["name": input.name])
        )
      )
    }
    for step in checked.steps {
      guard let name = step.capture, !mentioned.contains(name) else { continue }
      findings.append(
        unusedCapture.finding(
          at: checked.span(ofKey: ["capture", "记录为"], in: step),
          Phrase(en: "Nothing uses the capture `{name}`.", zh: "没有任何地方使用记录 `{name}`。")
            .with(["name": name]),
          remedy: Phrase(
            en: "Use it as `\"${name}\"` or in a condition, or delete the line.",
            zh: "请以 `\"${name}\"` 或在条件中使用它，或删除这一行。"
          ).with(["name": name])
        )
      )
    }
  }

  /// Those of `names` that stand in a command of any language, a condition or a call.
  ///
  /// A name counts wherever it stands, in quotes too, because it may reach another shell.
  private static func mentioned(_ names: Set<String>, in checked: CheckedRunbook) -> Set<String> {
    var missing = names
    func mention(_ text: String) {
      guard !missing.isEmpty else { return }
      for word in text.unicodeScalars.split(whereSeparator: { !ShellScript.isNamePart($0) }) {
        missing.remove(String(Substring(word)))
      }
    }
    for node in checked.graph.nodes {
      guard !missing.isEmpty else { break }
      for command in node.step.commands {
        mention(command.script)
        for word in command.interpreter { mention(word) }
        mention(command.workingDirectory ?? "")
      }
      for case .all(let clauses) in node.step.choices.compactMap(\.condition) {
        for case .variable(let name) in clauses.map(\.operand) { missing.remove(name) }
      }
      for binding in node.step.call?.bindings ?? [] { mention(binding.value) }
    }
    for case .command(let text) in checked.runbook.secrets.map(\.source) { mention(text) }
    return names.subtracting(missing)
  }
}
