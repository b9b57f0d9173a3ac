/// The keys of each kind of map in `tocsin.yaml`, under the name that the JSON Schema has for it.
package struct KeySet: Sendable {
  /// The name below `$defs` in the schema; `document` for the file itself.
  package let name: String
  /// The keys.
  package let keys: [String]
  /// Those that must be there.
  package let required: [String]

  /// Keys of that name.
  package init(_ name: String, _ keys: [String], required: [String] = []) {
    self.name = name
    self.keys = keys
    self.required = required
  }

  package static let document = KeySet(
    "document",
    [
      "version", "time-zone", "language", "report-language", "calendar", "calendars", "hours",
      "people", "teams", "places", "schedules", "roles", "leave", "swaps", "coverage", "limits",
      "notifiers", "provider-groups", "policies", "default-policy", "engine",
      "server",
    ]
  )
  package static let calendar = KeySet("calendar", ["file"], required: ["file"])
  package static let window = KeySet("window", ["days", "times", "dates", "calendar", "not"])
  package static let person = KeySet(
    "person",
    ["name", "language", "time-zone", "contacts", "quiet-hours"]
  )
  package static let contact = KeySet(
    "contact",
    ["notifier", "address", "after", "urgency"],
    required: ["notifier", "address"]
  )
  package static let team = KeySet("team", ["name", "members"], required: ["members"])
  package static let role = KeySet("role", ["name", "members"], required: ["members"])
  package static let schedule = KeySet(
    "schedule",
    ["name", "time-zone", "place", "layers", "overrides"],
    required: ["layers"]
  )
  package static let layer = KeySet(
    "layer",
    [
      "name", "rotation", "starts", "handover", "participants", "shifts", "cycle", "during",
      "until",
    ],
    required: ["starts"]
  )
  package static let override = KeySet(
    "override",
    ["from", "to", "people", "instead-of", "reason"],
    required: ["from", "to", "people"]
  )
  package static let leave = KeySet(
    "leave",
    ["person", "from", "to", "reason"],
    required: ["person", "from", "to"]
  )
  package static let swap = KeySet(
    "swap",
    ["schedule", "person", "day", "with", "for"],
    required: ["schedule", "person", "day", "with"]
  )
  package static let coverage = KeySet(
    "coverage",
    ["name", "place", "schedule", "role", "at-least", "at-most", "during"]
  )
  package static let limit = KeySet("limit", ["name", "places", "per-day", "per-week", "rest"])
  package static let notifier = KeySet(
    "notifier",
    ["card", "parameters", "secrets", "address", "drill-only"],
    required: ["card"]
  )
  package static let secret = KeySet("secret", ["env", "file", "command"])
  package static let policy = KeySet(
    "policy",
    [
      "levels", "repeat", "last-resort", "acknowledgement-timeout", "on-empty", "catch-up",
      "variants",
    ],
    required: ["levels"]
  )
  package static let level = KeySet(
    "level",
    ["call", "wait", "quorum", "selection", "call-again-every", "urgency"],
    required: ["call", "wait"]
  )
  package static let variant = KeySet(
    "variant",
    ["severity", "during", "levels", "repeat", "last-resort", "acknowledgement-timeout"]
  )
  package static let catchUp = KeySet(
    "catch-up",
    ["skip-older-than"],
    required: ["skip-older-than"]
  )
  package static let engine = KeySet("engine", ["heartbeat", "audit-age", "catch-up"])
  package static let heartbeat = KeySet(
    "heartbeat",
    ["url", "secret", "every"],
    required: ["every"]
  )
  package static let server = KeySet("server", ["listen", "url", "key"], required: ["listen"])

  /// All of them.
  package static let all = [
    document, calendar, window, person, contact, team, role, schedule, layer, override, leave,
    swap, coverage, limit, notifier, secret, policy, level, variant, catchUp, engine, heartbeat,
    server,
  ]
}
