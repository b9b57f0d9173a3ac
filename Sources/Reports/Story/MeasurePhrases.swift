import Phrases

/// How measures are named and explained.
enum MeasurePhrases {
  static func name(_ kind: Measure.Kind) -> Phrase {
    switch kind {
    case .timeToDetect: Phrase(en: "Time to detect", zh: "发现用时（TTD）")
    case .timeToAcknowledge: Phrase(en: "Time to acknowledge", zh: "确认用时（TTA）")
    case .timeToMitigate: Phrase(en: "Time to mitigate", zh: "缓解用时（TTM）")
    case .timeToResolve: Phrase(en: "Time to resolve", zh: "解决用时（TTR）")
    case .impactDuration: Phrase(en: "Duration of impact", zh: "影响时长")
    }
  }

  static let formula = Phrase(en: "{end} − {start}", zh: "{end} − {start}")
  static let formulaWithEvents = Phrase(
    en: "{end} (#{endEvent}) − {start} (#{startEvent})",
    zh: "{end}（第 {endEvent} 条）− {start}（第 {startEvent} 条）"
  )
  static let missing = Phrase(
    en: "not applicable: no record of {milestones}",
    zh: "不适用：没有{milestones}的记录"
  )
  static let quoted = Phrase(en: "“{name}”", zh: "“{name}”")
  static let wrongOrder = Phrase(
    en: "not applicable: event #{end} lies before event #{start}",
    zh: "不适用：第 {end} 条的时间早于第 {start} 条"
  )
  static let event = Phrase(en: "event #{event}", zh: "第 {event} 条")
  static let assumed = Phrase(
    en: "opening of the incident, event #{event} (nothing recorded)",
    zh: "以事件开始时间计，第 {event} 条（未单独填写）"
  )
  static let earliest = Phrase(
    en: "event #{event}, the earliest of {n}",
    zh: "第 {event} 条，{n} 次记录中最早的一次"
  )
  static let latest = Phrase(
    en: "event #{event}, the latest of {n}",
    zh: "第 {event} 条，{n} 次记录中最晚的一次"
  )
}
