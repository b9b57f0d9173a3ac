import RunbookModel

/// A word that answers whatever a step waits for.
package struct Answer {
  /// What a person wrote.
  package let text: String

  /// The answer `text`.
  package init(text: String) { self.text = text }

  private static let yes: Set<String> = ["yes", "y", "ok", "是", "确认"]
  private static let no: Set<String> = ["no", "n", "否"]
  private static let done: Set<String> = ["done", "yes", "y", "ok", "完成", "是"]
  private static let goOn: Set<String> = ["continue", "run", "go", "yes", "y", "继续", "执行", "是"]
  private static let approve: Set<String> = ["approve", "yes", "y", "批准", "同意", "是"]
  private static let reject: Set<String> = ["reject", "no", "n", "驳回", "拒绝", "否"]
  private static let again: Set<String> = ["again", "retry", "重试", "重做"]
  private static let skip: Set<String> = ["skip", "跳过"]

  private var word: String { text.lowercased() }

  /// The inputs that the answer stands for at the step; `nil` when it answers nothing there.
  package func inputs(at index: Int, of state: IncidentState) -> [Input]? {
    let id = state.step(index).id
    switch state.phase(of: index) {
    case .approving:
      if Self.approve.contains(word) { return [.approve(id)] }
      if Self.reject.contains(word) { return [.reject(id, reason: nil)] }
    case .ready:
      if Self.goOn.contains(word) { return [.release(id)] }
    case .unknown:
      if Self.done.contains(word) { return [.settle(id, .done)] }
      if Self.again.contains(word) { return [.settle(id, .again)] }
      if Self.skip.contains(word) { return [.settle(id, .skip)] }
      if word == "failed" || word == "失败" { return [.settle(id, .failed)] }
    case .stopped:
      if Self.again.contains(word) { return [.retry(id)] }
      if Self.skip.contains(word) { return [.skip(id, reason: text)] }
      if word == "done" || word == "完成" { return [.overrule(id, reason: text)] }
    case .attended: return attended(index, state)
    case .pending, .waiting, .due, .running, .substeps, .ended: return nil
    }
    return nil
  }

  private func attended(_ index: Int, _ state: IncidentState) -> [Input]? {
    let id = state.step(index).id
    switch state.personsPart(of: index).first {
    case .items(let open):
      if Self.done.contains(word) || word == "all" || word == "全部" {
        return open.map { .mark(id, item: $0, .done) }
      }
      let numbers = text.split(whereSeparator: { ", ，".contains($0) }).map { Int($0) }
      guard !numbers.isEmpty, !numbers.contains(nil) else { return nil }
      return numbers.compactMap { $0 }.map { .mark(id, item: $0 - 1, .done) }
    case .verification:
      if Self.yes.contains(word) { return [.verify(id, isConfirmed: true)] }
      if Self.no.contains(word) { return [.verify(id, isConfirmed: false)] }
      return nil
    case .evidence(let request):
      guard request.accepts(.text), !text.isEmpty else { return nil }
      return [.attach(id, Evidence(kind: .text, bytes: text.utf8.count), text: text)]
    case .choice(let choices):
      let choice =
        choices.first { $0.answer == text } ?? choices.first { $0.answer.lowercased() == word }
        ?? Int(text).flatMap { choices.indices.contains($0 - 1) ? choices[$0 - 1] : nil }
      return choice.map { [.choose(id, answer: $0.answer)] }
    case .confirmation: return Self.done.contains(word) ? [.confirm(id)] : nil
    case nil: return nil
    }
  }

  /// The words that answer what the step waits for, to show a person.
  package static func possible(at index: Int, of state: IncidentState) -> [String] {
    switch state.phase(of: index) {
    case .approving: return ["approve", "reject"]
    case .ready: return ["continue"]
    case .unknown: return ["done", "again", "skip", "failed"]
    case .stopped: return ["retry", "skip", "done"]
    case .attended:
      switch state.personsPart(of: index).first {
      case .items: return ["done", "1,2"]
      case .verification: return ["yes", "no"]
      case .evidence(let request): return request.accepts(.text) ? ["…"] : []
      case .choice(let choices): return choices.map(\.answer)
      case .confirmation: return ["done"]
      case nil: return []
      }
    case .pending, .waiting, .due, .running, .substeps, .ended: return []
    }
  }
}

/// The steps of a run that wait for a person.
extension IncidentState {
  /// Their indexes, a rollback that stands still first.
  package var waitingSteps: [Int] {
    let active = activeSteps.filter {
      !Answer.possible(at: $0, of: self).isEmpty || asksForFile($0)
    }
    if let rollback, rollback.isStopped, let item = rollback.remaining.first {
      return [item.step] + active
    }
    return active
  }

  private func asksForFile(_ index: Int) -> Bool {
    guard phase(of: index) == .attended, case .evidence? = personsPart(of: index).first
    else { return false }
    return true
  }
}
