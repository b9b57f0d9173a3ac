public import Phrases

/// Why a report cannot be made.
public enum ReportFault: Error, Hashable, Sendable {
  /// The earlier report is no report of Tocsin in Markdown or JSON.
  case unreadablePrevious
  /// The earlier report is about that other incident.
  case otherIncident(String)
  /// The template cannot be read, for that reason at that line.
  case template(line: Int, reason: String)

  /// What is wrong and what to do, for a reader.
  public var message: Message {
    switch self {
    case .unreadablePrevious:
      Phrase(
        en: "The earlier report cannot be read; give the Markdown or JSON that Tocsin wrote.",
        zh: "无法读取之前的报告；请提供 Tocsin 生成的 Markdown 或 JSON 文件。"
      ).with([:])
    case .otherIncident(let id):
      Phrase(
        en: "The earlier report is about incident {id}; give the one of this incident.",
        zh: "之前的报告属于事件 {id}；请提供本事件的报告。"
      ).with(["id": id])
    case .template(let line, let reason):
      Phrase(
        en: "The template cannot be read at line {line}: {reason}.",
        zh: "模板第 {line} 行无法读取：{reason}。"
      ).with(["line": String(line), "reason": reason])
    }
  }
}
