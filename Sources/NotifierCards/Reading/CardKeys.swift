/// The keys that cards may have, section by section; the JSON Schema has the same.
package enum CardKeys {
  /// The keys of each section.
  package static let sections: KeyValuePairs<String, [String]> = [
    "card": card, "title": title, "address": address, "parameter": parameter, "text": text,
    "map": map, "step": step, "request": request, "basic": basic, "mail": mail,
    "program": program, "respond": respond, "retry": retry, "verify": verify, "limits": limits,
    "window": window, "budget": budget, "transport": transport, "inbound": inbound,
    "check": check, "receipts": receipts, "status": status, "replies": replies,
    "answer": answer,
  ]

  static let card = [
    "notifier", "title", "kind", "address", "params", "texts", "maps", "sign", "request",
    "respond", "idempotent", "retry", "on_unknown", "verify", "limits", "budget", "transport",
    "inbound",
  ]
  static let title = ["en", "zh"]
  static let address = ["kind", "optional"]
  static let parameter = ["about", "secret", "required", "default"]
  static let text = ["of", "template", "limit", "overflow", "lines", "escape"]
  static let map = ["of", "cases", "else"]
  static let step = [
    "set", "op", "text", "key", "as", "prefix", "of", "with", "except", "encode", "equals",
    "names",
  ]
  static let request = [
    "method", "url", "query", "headers", "basic", "bearer", "json", "form", "xml", "text", "mail",
    "program",
  ]
  static let basic = ["user", "password"]
  static let mail = [
    "url", "from", "from_name", "to", "subject", "text", "user", "password", "starttls",
  ]
  static let program = ["arguments", "input", "environment"]
  static let respond = [
    "ok", "throttle", "auth", "permanent", "missing", "retry", "unknown", "wait", "id", "detail",
  ]
  static let retry = ["first", "factor", "most", "attempts", "jitter"]
  static let verify = ["sign", "request", "respond"]
  static let limits = ["windows", "penalty"]
  static let window = ["count", "per", "key"]
  static let budget = ["per_day", "per_month", "warn_at"]
  static let transport = ["connect", "timeout", "ca", "certificate", "key", "proxy"]
  static let inbound = ["format", "each", "check", "receipts", "replies", "answer"]
  static let check = ["sign", "given", "separator", "expected", "timestamp", "within"]
  static let receipts = ["when", "id", "key", "status", "at", "zone", "error"]
  static let status = ["delivered", "failed", "pending"]
  static let replies = ["when", "from", "text", "id"]
  static let answer = ["status", "type", "json", "xml", "text"]
}
