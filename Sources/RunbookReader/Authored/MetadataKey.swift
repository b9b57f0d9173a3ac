import Findings

/// The keys of a step's metadata, with their Chinese synonyms.
enum MetadataKey: String, CaseIterable {
  case id
  case role
  case timeout
  case deadline
  case retry
  case onFailure = "on failure"
  case approve
  case evidence
  case idempotent
  case notify
  case wait
  case run
  case parallel
  case verify
  case capture
  case auto
  case escalate
  case next
  case atMost = "at most"
  case optional

  /// The Chinese synonym.
  var chinese: String {
    switch self {
    case .id: "编号"
    case .role: "负责人"
    case .timeout: "超时"
    case .deadline: "时限"
    case .retry: "重试"
    case .onFailure: "失败时"
    case .approve: "审批"
    case .evidence: "证据"
    case .idempotent: "可重复执行"
    case .notify: "通知"
    case .wait: "等待"
    case .run: "调用"
    case .parallel: "并行"
    case .verify: "确认"
    case .capture: "记录为"
    case .auto: "自动"
    case .escalate: "升级"
    case .next: "下一步"
    case .atMost: "最多"
    case .optional: "可选"
    }
  }

  /// A right value, shown in remedies.
  var example: String {
    switch self {
    case .id: "id: promote"
    case .role: "role: dba"
    case .timeout: "timeout: 30s"
    case .deadline: "deadline: 15m"
    case .retry: "retry: 3 every 5s"
    case .onFailure: "on failure: rollback"
    case .approve: "approve: ic, not the runner, within 10m else escalate"
    case .evidence: "evidence: text, name of the person who took the call"
    case .idempotent: "idempotent: no"
    case .notify: "notify: sms role:ic"
    case .wait: "wait: 5m"
    case .run: "run: [DNS failover](../dns/failover.md) with zone=db"
    case .parallel: "parallel: 2"
    case .verify: "verify: Does the home page open?"
    case .capture: "capture: lag"
    case .auto: "auto: yes"
    case .escalate: "escalate: after 15m"
    case .next: "next: end"
    case .atMost: "at most: 3"
    case .optional: "optional: yes"
    }
  }

  /// The key of that name in either language; letters may be large or small.
  init?(name: some StringProtocol) {
    guard let key = Self.byName[String(name)] ?? Self.byName[name.lowercased()] else { return nil }
    self = key
  }

  private static let byName: [String: MetadataKey] = {
    var keys: [String: MetadataKey] = [:]
    for key in allCases {
      keys[key.rawValue] = key
      keys[key.chinese] = key
    }
    return keys
  }()

  /// Words that authors try, and the key they mean.
  private static let relatives = [
    "owner": "role", "assignee": "role", "who": "role", "retries": "retry", "after": "next",
    "goto": "next", "then": "next", "approval": "approve", "approver": "approve",
    "approvers": "approve", "call": "run", "runbook": "run", "onfailure": "on failure",
    "on_failure": "on failure", "on-failure": "on failure", "on error": "on failure",
    "max": "at most", "at-most": "at most", "automatic": "auto", "sleep": "wait",
    "delay": "wait", "escalation": "escalate", "审批人": "审批", "批准": "审批",
    "角色": "负责人", "执行人": "负责人", "失败": "失败时", "超时时间": "超时", "期限": "时限",
    "重试次数": "重试", "幂等": "可重复执行", "并发": "并行", "跳转": "下一步", "凭证": "证据",
    "捕获": "记录为", "最多次数": "最多",
  ]

  /// The name that was probably meant by `name`.
  static func suggestion(for name: String) -> String? {
    let name = name.lowercased()
    if let relative = relatives[name] { return relative }
    return Suggestion.nearest(to: name, among: allCases.flatMap { [$0.rawValue, $0.chinese] })
  }
}
