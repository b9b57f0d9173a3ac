import Foundation
import Phrases

/// A row of the action items that people keep in a post-mortem.
struct ActionItem: Hashable {
  var text: String
  var owner: String
  var due: String
  var status: String

  private static let closed: Set<String> = [
    "done", "closed", "finished", "declined", "完成", "已完成", "关闭", "已关闭", "不采纳",
  ]

  /// Whether nothing is left to do.
  var isClosed: Bool { Self.closed.contains(status.lowercased()) }

  /// The rows of a Markdown table with the columns of ``Place/actionItems``.
  static func read(_ markdown: String) -> [ActionItem] {
    let rows = markdown.split(whereSeparator: \.isNewline).map(String.init)
      .filter { $0.drop(while: \.isWhitespace).hasPrefix("|") }
      .map(MarkdownFragment.cells)
    return rows.dropFirst()
      .filter { row in
        !row.allSatisfy { !$0.isEmpty && $0.allSatisfy { "-: ".contains($0) } }
          && !(row.first ?? "").isEmpty
      }
      .map { row in
        let cells = row + Array(repeating: "", count: max(0, 6 - row.count))
        return ActionItem(text: cells[0], owner: cells[2], due: cells[3], status: cells[5])
      }
      .filter { item in
        !(item.status.isEmpty && item.owner.isEmpty && item.due.isEmpty
          && [PartPhrases.notRecorded.english, PartPhrases.notRecorded.chinese]
            .contains(item.text))
      }
  }
}
