public import Phrases
public import RunbookModel

/// Why an input changes nothing.
public enum Refusal: Error, Hashable, Sendable {
  /// The incident has not begun.
  case notOpen
  /// The incident has begun already.
  case alreadyOpen
  /// The run is over.
  case runOver
  /// The run is being ended or undone.
  case runEnding
  /// Somebody else holds the pen.
  case penHeld(by: Actor)
  /// The runbook has no such step.
  case unknownStep(StepID)
  /// The run is not at that step.
  case notActive(StepID)
  /// The step does not wait for that.
  case notAsked(StepID)
  /// The decision has no such answer.
  case unknownAnswer(String, allowed: [String])
  /// The backward link was taken as often as `at most` allows.
  case loopExhausted(StepID, limit: Int)
  /// The checklist has no such item.
  case unknownItem(Int, count: Int)
  /// The evidence has the wrong form.
  case wrongEvidence(EvidenceRequest.Kind)
  /// The name is not in the role; those who are.
  case notInRole(name: String, role: String, members: [String] = [])
  /// Who runs the step may not consent to it; those who may.
  case runnerMayNotApprove(name: String, others: [String] = [])
  /// Who consented to the step may not run it.
  case approverMayNotRun(name: String)
  /// The name has consented already.
  case alreadyApproved(name: String)
  /// A command of the step is running.
  case commandRunning(StepID)
  /// A reason has to be given.
  case reasonMissing
  /// The incident has no event of that number.
  case unknownEvent(Int)
  /// Several steps are active side by side, so there is no one place to jump from.
  case severalActive
  /// More people were called since the person looked: those.
  case alreadyEscalated(to: [String])
  /// The name was not called, so that there is nothing to answer.
  case notCalled(name: String)
  /// The incident has no such message.
  case unknownMessage(MessageKey)
  /// The message did not fail, so that there is nothing to send anew.
  case notFailed(MessageKey)
  /// Those who were called are not called any more.
  case callsOver(MessageKey)
}

extension Refusal {
  /// The refusal as a sentence that says what to do.
  public var message: Message {
    switch self {
    case .notOpen: RefusalPhrases.notOpen.with([:])
    case .alreadyOpen: RefusalPhrases.alreadyOpen.with([:])
    case .runOver: RefusalPhrases.runOver.with([:])
    case .runEnding: RefusalPhrases.runEnding.with([:])
    case .penHeld(let actor):
      RefusalPhrases.penHeld.with(["name": actor.name, "terminal": actor.terminal ?? "-"])
    case .unknownStep(let step): RefusalPhrases.unknownStep.with(["step": step.text])
    case .notActive(let step): RefusalPhrases.notActive.with(["step": step.text])
    case .notAsked(let step): RefusalPhrases.notAsked.with(["step": step.text])
    case .unknownAnswer(let answer, let allowed):
      RefusalPhrases.unknownAnswer.with([
        "answer": answer, "allowed": allowed.joined(separator: " | "),
      ])
    case .loopExhausted(let step, let limit):
      RefusalPhrases.loopExhausted.with(["step": step.text, "n": String(limit)])
    case .unknownItem(let item, let count):
      RefusalPhrases.unknownItem.with(["item": String(item + 1), "n": String(count)])
    case .wrongEvidence(let kind): RefusalPhrases.wrongEvidence.with(["kind": kind.rawValue])
    case .notInRole(let name, let role, let members):
      (members.isEmpty ? RefusalPhrases.notInEmptyRole : RefusalPhrases.notInRole).with([
        "name": name, "role": role, "members": members.listed,
      ])
    case .runnerMayNotApprove(let name, let others):
      (others.isEmpty
        ? RefusalPhrases.runnerMayNotApprove : RefusalPhrases.runnerMayNotApproveOthersMay)
        .with(["name": name, "others": others.listed])
    case .approverMayNotRun(let name): RefusalPhrases.approverMayNotRun.with(["name": name])
    case .alreadyApproved(let name): RefusalPhrases.alreadyApproved.with(["name": name])
    case .commandRunning(let step): RefusalPhrases.commandRunning.with(["step": step.text])
    case .reasonMissing: RefusalPhrases.reasonMissing.with([:])
    case .unknownEvent(let number): RefusalPhrases.unknownEvent.with(["n": String(number)])
    case .severalActive: RefusalPhrases.severalActive.with([:])
    case .alreadyEscalated(let names):
      RefusalPhrases.alreadyEscalated.with(["names": names.listed])
    case .notCalled(let name): RefusalPhrases.notCalled.with(["name": name])
    case .unknownMessage(let key): RefusalPhrases.unknownMessage.with(["key": key.text])
    case .notFailed(let key): RefusalPhrases.notFailed.with(["key": key.text])
    case .callsOver(let key): RefusalPhrases.callsOver.with(["key": key.text])
    }
  }
}

/// What a refusal says.
enum RefusalPhrases {
  static let notOpen = Phrase(en: "The incident has not begun.", zh: "事件尚未开始。")
  static let alreadyOpen = Phrase(en: "The incident has begun already.", zh: "事件已经开始。")
  static let runOver = Phrase(
    en: "The run is over; notes, milestones and corrections can still be written.",
    zh: "执行已结束；仍可补记备注、关键时刻和更正。"
  )
  static let runEnding = Phrase(
    en: "The run is being ended or undone; no other step can begin.",
    zh: "执行正在结束或回滚，不能再进入其他步骤。"
  )
  static let penHeld = Phrase(
    en: "{name} at {terminal} holds the pen; add --take-pen to take it over.",
    zh: "{name}（{terminal}）正在操作；加 --take-pen 可接管。"
  )
  static let unknownStep = Phrase(
    en: "There is no step “{step}”; `tocsin show` lists the steps.",
    zh: "没有步骤“{step}”；`tocsin show` 可列出全部步骤。"
  )
  static let notActive = Phrase(
    en: "The run is not at the step “{step}”; `tocsin show` says where it is.",
    zh: "当前不在步骤“{step}”；`tocsin show` 显示当前位置。"
  )
  static let notAsked = Phrase(
    en: "The step “{step}” does not wait for that; `tocsin show` says what it waits for.",
    zh: "步骤“{step}”现在不需要这个；`tocsin show` 显示它在等什么。"
  )
  static let unknownAnswer = Phrase(
    en: "“{answer}” is not an answer here; the answers are: {allowed}",
    zh: "“{answer}”不是可选的答案；可选：{allowed}"
  )
  static let loopExhausted = Phrase(
    en:
      "The step “{step}” has gone back {n} {n|time|times}, which is its `at most`; take another answer.",
    zh: "步骤“{step}”已返回 {n} 次，达到“最多”的限制；请选择其他答案。"
  )
  static let unknownItem = Phrase(
    en: "There is no item {item}; the list has {n} {n|item|items}.",
    zh: "没有第 {item} 项；清单共 {n} 项。"
  )
  static let wrongEvidence = Phrase(
    en: "The step asks for evidence of another kind: {kind}.",
    zh: "该步骤要求的证据形式是：{kind}。"
  )
  static let notInRole = Phrase(
    en: "{name} is not in the role {role}; it is up to: {members}",
    zh: "{name} 不属于角色 {role}；现在可以审批的人：{members}"
  )
  static let notInEmptyRole = Phrase(
    en: "{name} is not in the role {role}, and nobody has it now. Put somebody who can decide into "
      + "the role in tocsin.yaml, or on duty in its schedule, and approve again; or end the run with "
      + "`tocsin abort`.",
    zh: "{name} 不属于角色 {role}，且该角色目前没有人。请在 tocsin.yaml 中把能决定的人加入该角色或排入其值班表，"
      + "再行审批；或用 `tocsin abort` 中止执行。"
  )
  static let runnerMayNotApprove = Phrase(
    en: "{name} runs this step and may not approve it; somebody else of the role has to.",
    zh: "{name} 是执行人，不能审批自己的步骤；须由该角色的其他人审批。"
  )
  static let runnerMayNotApproveOthersMay = Phrase(
    en: "{name} runs this step and may not approve it; it is up to: {others}",
    zh: "{name} 是执行人，不能审批自己的步骤；可以审批的人：{others}"
  )
  static let approverMayNotRun = Phrase(
    en: "{name} approved this step and may not run it; somebody else has to.",
    zh: "{name} 已审批该步骤，不能再执行；须由其他人执行。"
  )
  static let alreadyApproved = Phrase(
    en: "{name} has approved already; somebody else has to be next.",
    zh: "{name} 已审批过；还需要其他人审批。"
  )
  static let commandRunning = Phrase(
    en: "A command of the step “{step}” is running; stop it first.",
    zh: "步骤“{step}”有命令正在运行；请先停止它。"
  )
  static let reasonMissing = Phrase(en: "Say why: a reason is kept with it.", zh: "请说明原因：原因会记录在案。")
  static let unknownEvent = Phrase(
    en: "There is no event {n}; `tocsin timeline` shows the numbers.",
    zh: "没有第 {n} 号记录；`tocsin timeline` 显示编号。"
  )
  static let severalActive = Phrase(
    en: "Several steps are active side by side; finish or skip them first.",
    zh: "有多个步骤正在并行；请先完成或跳过它们。"
  )

  static let alreadyEscalated = Phrase(
    en: "More people have been called since you looked: {names}. Look again, then decide.",
    zh: "在您查看之后已经升级，已呼叫：{names}。请再看一次后决定。"
  )
  static let notCalled = Phrase(
    en: "{name} was not called in this incident.",
    zh: "本事件没有呼叫过 {name}。"
  )
  static let unknownMessage = Phrase(
    en: "There is no message “{key}”; `tocsin notify log` lists them.",
    zh: "没有消息“{key}”；`tocsin notify log` 可列出全部消息。"
  )
  static let notFailed = Phrase(
    en: "The message “{key}” has not failed; only one that came to nothing is sent anew.",
    zh: "消息“{key}”并未失败；只有未能送出的消息才能重新发送。"
  )
  static let callsOver = Phrase(
    en: "The calls of the message “{key}” have stopped; `tocsin escalate` calls people again.",
    zh: "消息“{key}”所属的呼叫已停止；`tocsin escalate` 可重新呼叫。"
  )
}
