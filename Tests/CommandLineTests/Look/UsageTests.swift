import Phrases
import Testing

/// What a command line that cannot be read leads to, and the help, in both languages.
struct UsageTests {
  @Test(arguments: [
    (
      ["run"],
      "错误：缺少参数 <runbook>；请按下方用法补上。\n说明：<runbook>  预案：任意 Markdown 文件。\n用法：tocsin run <runbook> "
    ),
    (["list", "--oppen"], "错误：未知选项 --oppen。是否要用 --open？\n用法：tocsin list "),
    (["list", "--since"], "错误：未知选项 --since；可用的选项见下方用法。\n用法：tocsin list "),
    (["list", "x"], "错误：多余的参数“x”；请去掉，或按下方用法改写。\n"),
    (["list", "x", "y"], "错误：有 2 个多余的参数：'x'、'y'；"),
    (["list", "--limit"], "错误：选项 --limit <limit> 缺少值；请写在选项之后。\n说明：--limit <limit>  最多列出多少个。\n"),
    (["list", "--limit", "x"], "错误：--limit <limit> 的值“x”无效；含义见下方说明。\n"),
    (["list", "--open=3"], "错误：选项 --open 不带值；请去掉“3”。\n"),
    (["show", "--format", "x"], "错误：--format <format> 的值“x”无效；可选：'text'、'json'。\n"),
    (["check", "--format", "x"], "可选：'text'、'json'、'sarif'、'github'。\n"),
    (["answer"], "错误：缺少参数 <answer>；请按下方用法补上。\n"),
    (["severity", "bad"], "错误：<severity> 的值“bad”无效；"),
  ])
  func `a wrong command line is explained in Chinese, with what to do`(
    arguments: [String],
    text: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }

    let outcome = try desk.tocsin([arguments[0], "--lang", "zh"] + arguments.dropFirst())
    let english = try desk.tocsin(arguments)

    #expect(outcome.code == 64 && outcome.output == "")
    #expect(outcome.errors.contains(text), "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix("  详见 `tocsin \(arguments[0]) --help`。\n"))
    #expect(english.code == 64 && english.errors.hasPrefix("Error: "))
  }

  @Test(arguments: [
    (["reume"], "Error: There is no command `reume`. Did you mean `tocsin resume`?\n"),
    (["reume", "--lang", "zh"], "错误：没有命令 `reume`。是否要用 `tocsin resume`？\n"),
    (["frobnicate"], "Error: There is no command `frobnicate`; `tocsin --help` lists them.\n"),
    (["frobnicate", "--lang=zh"], "错误：没有命令 `frobnicate`；`tocsin --help` 可列出全部命令。\n"),
  ])
  func `a word that is no command is told, with the one that is near`(
    arguments: [String],
    text: String
  ) throws {
    let desk = try Desk()
    defer { desk.remove() }

    let outcome = try desk.tocsin(arguments)

    #expect(outcome.code == 64 && outcome.errors.hasPrefix(text))
  }

  @Test(arguments: ["run", "answer", "prove", "notify", "notify test"])
  func `the help of a command is in Chinese, within the columns`(command: String) throws {
    let desk = try Desk()
    defer { desk.remove() }

    let words = command.split(separator: " ").map(String.init)
    let help = try desk.tocsin(words + ["--help", "--lang", "zh"])

    let lines = help.output.split(separator: "\n").filter { !$0.hasPrefix("用法：") }
    #expect(help.code == 0 && help.errors == "")
    #expect(lines.contains { $0.hasSuffix("显示本说明。") }, "\(help.output)")
    #expect(lines.allSatisfy { DisplayWidth.width(of: $0) <= 80 }, "\(help.output)")
    for word in ["OVERVIEW", "USAGE", "OPTIONS", "default:", "values:", "Show ", "The "] {
      #expect(!help.output.contains(word), "\(help.output)")
    }
  }

  @Test func `the help in English is what the parser writes`() throws {
    let desk = try Desk()
    defer { desk.remove() }

    let help = try desk.tocsin("list", "--help")

    #expect(help.output.hasPrefix("OVERVIEW: List the incidents, the latest first.\n"))
    #expect(help.output.contains("--limit <limit>         At most that many. (default: 50)\n"))
  }
}
