import RunbookModel
import SimulatedWorld
import Timekeeping

/// The sentences that a scenario is made of.
enum ScenarioGrammar {
  /// What a person does; `nil` stands for being on leave.
  static let person = Grammar<PersonScript?>(rules: [
    .init("answers after {least} to {most}", "{least} 至 {most} 后响应") {
      Self.range($0).map { PersonScript(.answers, after: $0) }
    },
    .init("answers after {time}", "{time} 后响应") {
      TimeSpan(text: $0["time"] ?? "").map { .answers(after: $0) }
    },
    .init("answers", "响应") { _ in PersonScript(.answers, after: .minutes(1) ... .minutes(2)) },
    .init("rejects after {least} to {most}", "{least} 至 {most} 后驳回") {
      Self.range($0).map { PersonScript(.rejects, after: $0) }
    },
    .init("rejects after {time}", "{time} 后驳回") {
      TimeSpan(text: $0["time"] ?? "").map { PersonScript(.rejects, after: $0...$0) }
    },
    .init("rejects", "驳回") { _ in PersonScript(.rejects, after: .minutes(1) ... .minutes(2)) },
    .init("never", "不响应") { _ in PersonScript(.never) },
    .init("never answers", "从不响应") { _ in PersonScript(.never) },
    .init("on leave", "休假") { _ in .some(nil) },
  ])

  static let command = Grammar<Scenario.CommandPlan>(rules: [
    .init("succeeds", "成功") { _ in .init(.succeeds) },
    .init("succeeds after {time}", "{time} 后成功") { Self.timed(.succeeds, $0) },
    .init("fails", "失败") { _ in .init(.fails) },
    .init("fails after {time}", "{time} 后失败") { Self.timed(.fails, $0) },
    .init("exit {code}", "退出码 {code}") { Self.code($0).map { .init(.exits($0)) } },
    .init("exit {code} after {time}", "{time} 后退出码 {code}") { places in
      Self.code(places).flatMap { Self.timed(.exits($0), places) }
    },
    .init("hangs", "卡住") { _ in .init(.hangs) },
    .init("cannot start", "无法启动") { _ in .init(.cannotStart) },
  ])

  /// What is wrong with a notifier, and when, as it is written.
  struct WrittenFault {
    var kind: Scenario.NotifierFault.Kind
    var from: String?
    var to: String?
    var length: TimeSpan?
  }

  static let fault = Grammar<WrittenFault>(
    rules: faultRules("down", "中断") { _ in .down }
      + faultRules("fails", "报错") { _ in .fails }
      + faultRules("times out", "超时") { _ in .timesOut }
      + faultRules("loses messages", "丢失消息") { _ in .loses }
      + faultRules("doubles messages", "重复送达") { _ in .doubles }
      + faultRules("slow {slow}", "变慢 {slow}") {
        TimeSpan(text: $0["slow"] ?? "").map { .slow($0) }
      }
  )

  private static func faultRules(
    _ english: String,
    _ chinese: String,
    _ kind: @escaping @Sendable ([String: String]) -> Scenario.NotifierFault.Kind?
  ) -> [Grammar<WrittenFault>.Rule] {
    [
      .init("\(english) from {from} to {to}", "{from} 至 {to} \(chinese)") { places in
        kind(places).map { WrittenFault(kind: $0, from: places["from"], to: places["to"]) }
      },
      .init("\(english) for {length}", "前 {length} \(chinese)") { places in
        guard let length = TimeSpan(text: places["length"] ?? "") else { return nil }
        return kind(places).map { WrittenFault(kind: $0, length: length) }
      },
      .init(english, chinese) { kind($0).map { WrittenFault(kind: $0) } },
    ]
  }

  private static func range(_ places: [String: String]) -> ClosedRange<TimeSpan>? {
    guard let least = TimeSpan(text: places["least"] ?? ""),
      let most = TimeSpan(text: places["most"] ?? ""), least <= most
    else { return nil }
    return least...most
  }

  private static func timed(
    _ end: Scenario.CommandPlan.End,
    _ places: [String: String]
  ) -> Scenario.CommandPlan? {
    TimeSpan(text: places["time"] ?? "").map { .init(end, takes: $0) }
  }

  private static func code(_ places: [String: String]) -> Int? {
    places["code"].flatMap { Int($0) }.flatMap { (0...255).contains($0) ? $0 : nil }
  }
}
