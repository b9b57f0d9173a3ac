import Phrases

/// What a check of the journal says.
enum VerificationPhrases {
  static let sound = Phrase(
    en: """
      {count} {count|event|events}: each is as it was hashed, follows on the one before it, and \
      none between the first and the last is missing.
      """,
    zh: "共 {count} 条记录：每条都与写入时的哈希一致，前后相连，首尾之间没有缺失。"
  )
  static let soundUntilFlaw = Phrase(
    en: "The first {count} {count|event holds|events hold}; nothing is said about later ones.",
    zh: "前 {count} 条记录完好；其后的记录未作任何证明。"
  )
  static let values = Phrase(
    en: "{count} sealed {count|value agrees|values agree} with the hashed digest.",
    zh: "{count} 个密封值与已哈希的摘要一致。"
  )
  static let erased = Phrase(
    en: "{count} {count|value was|values were} erased and cannot be checked; the events stand.",
    zh: "{count} 个值已按要求清除，无法再核对；记录本身不受影响。"
  )
  static let anchored = Phrase(
    en: """
      Event {sequence} and all before it are the same as when the anchor {hash} was written: \
      nothing was changed, removed or hashed anew since.
      """,
    zh: "第 {sequence} 条及之前的全部记录与锚点 {hash} 写下时相同：此后没有被修改、删除或重新计算哈希。"
  )
  static let behindAnchor = Phrase(
    en: """
      {count} {count|event stands|events stand} behind the last anchor: a cut end or a complete \
      re-hash there would not be noticed.
      """,
    zh: "最后一个锚点之后还有 {count} 条记录：这一段若被截断或整体重算哈希，无法发现。"
  )
  static let notAnchored = Phrase(
    en: """
      Without an anchor from outside the journal, a cut end or a complete re-hash of the events \
      is not noticed.
      """,
    zh: "没有保存在日志之外的锚点，因此无法发现末尾被截断或全部记录被整体重算哈希。"
  )

  static let changed = Phrase(
    en: "Event {sequence} was changed after it was written.",
    zh: "第 {sequence} 条记录在写入后被修改。"
  )
  static let kindChanged = Phrase(
    en: "The column `kind` of event {sequence} was changed; the event itself holds.",
    zh: "第 {sequence} 条记录的 `kind` 列被修改；记录本身完好。"
  )
  static let moved = Phrase(
    en: "In place {sequence} stands an event that belongs to {from}.",
    zh: "第 {sequence} 个位置上的记录原属 {from}：顺序被调换或记录被复制。"
  )
  static let removed = Phrase(
    en: "Event {sequence} was removed; there are later ones.",
    zh: "第 {sequence} 条记录被删除，其后仍有记录。"
  )
  static let unlinked = Phrase(
    en: "Event {sequence} does not follow on the one before it: one of the two was replaced.",
    zh: "第 {sequence} 条记录与前一条不相连：两者之一被替换。"
  )
  static let valueChanged = Phrase(
    en: "The sealed value `{name}` of event {sequence} was changed.",
    zh: "第 {sequence} 条记录的密封值 `{name}` 被修改。"
  )
  static let valueRemoved = Phrase(
    en:
      "The sealed value `{name}` of event {sequence} was removed, and not erased as it should be.",
    zh: "第 {sequence} 条记录的密封值 `{name}` 被整行删除，而不是按规定清除。"
  )
  static let valueAdded = Phrase(
    en: "The sealed value `{name}` was added to event {sequence}, which does not know it.",
    zh: "第 {sequence} 条记录被添加了它并不包含的密封值 `{name}`。"
  )
  static let outputChanged = Phrase(
    en: "The output of attempt {attempt} is not the one that event {sequence} was written for.",
    zh: "第 {attempt} 号执行的输出与第 {sequence} 条记录中的摘要不符。"
  )
  static let graphChanged = Phrase(
    en: "The runbook that the incident ran ({hash}) was changed or removed.",
    zh: "该事件运行时的预案快照（{hash}）被修改或删除。"
  )
  static let cutOff = Phrase(
    en: "The end was cut off: an anchor knows event {sequence}, which is missing.",
    zh: "末尾被截断：锚点中有第 {sequence} 条记录，日志中没有。"
  )
  static let rewritten = Phrase(
    en: """
      The events up to {sequence} were replaced and hashed anew: the anchor says {hash}, the \
      journal says something else.
      """,
    zh: "第 {sequence} 条及之前的记录被替换并重新计算了哈希：锚点为 {hash}，与日志不符。"
  )

  static func message(for flaw: Flaw) -> Message {
    switch flaw {
    case .changed(let sequence): changed.with(["sequence": "\(sequence)"])
    case .kindChanged(let sequence): kindChanged.with(["sequence": "\(sequence)"])
    case .moved(let sequence, let from): moved.with(["sequence": "\(sequence)", "from": from])
    case .removed(let sequence): removed.with(["sequence": "\(sequence)"])
    case .unlinked(let sequence): unlinked.with(["sequence": "\(sequence)"])
    case .valueChanged(let sequence, let name):
      valueChanged.with(["sequence": "\(sequence)", "name": name])
    case .valueRemoved(let sequence, let name):
      valueRemoved.with(["sequence": "\(sequence)", "name": name])
    case .valueAdded(let sequence, let name):
      valueAdded.with(["sequence": "\(sequence)", "name": name])
    case .outputChanged(let sequence, let attempt):
      outputChanged.with(["sequence": "\(sequence)", "attempt": "\(attempt)"])
    case .graphChanged(let sha256): graphChanged.with(["hash": sha256])
    case .cutOff(let anchor): cutOff.with(["sequence": "\(anchor.sequence)"])
    case .rewritten(let anchor):
      rewritten.with(["sequence": "\(anchor.sequence)", "hash": anchor.hash])
    }
  }

  static func proofs(of result: VerificationResult) -> [Message] {
    var messages: [Message] = []
    let count = ["count": "\(result.soundEvents)"]
    if result.flaw == nil {
      messages.append(sound.with(count))
    } else if result.soundEvents > 0 {
      messages.append(soundUntilFlaw.with(count))
    }
    if result.soundValues > 0 { messages.append(values.with(["count": "\(result.soundValues)"])) }
    if result.erased > 0 { messages.append(erased.with(["count": "\(result.erased)"])) }
    guard let anchor = result.confirmed.last else { return messages + [notAnchored.with([:])] }
    messages.append(
      anchored.with(["sequence": "\(anchor.sequence)", "hash": anchor.hash])
    )
    let behind = result.soundEvents - anchor.sequence
    if behind > 0 { messages.append(behindAnchor.with(["count": "\(behind)"])) }
    return messages
  }
}
