/// Commands and the words that make them destructive.
enum DestructiveTable {
  /// Whether a command with these arguments is in the table.
  static func matches(_ name: String, _ arguments: [String]) -> Bool {
    guard let patterns = patterns[name] else { return false }
    let arguments = arguments.map { $0.hasPrefix("-") ? $0 : $0.lowercased() }
    return patterns.contains { matches($0, arguments) }
  }

  /// Whether the words of a pattern stand among the arguments in their order.
  ///
  /// Its first plain word must be one of the first four plain arguments: further back stand names.
  private static func matches(_ pattern: [String], _ arguments: [String]) -> Bool {
    var wanted = pattern[...]
    var plain = 0
    for argument in arguments {
      guard let next = wanted.first else { return true }
      let isPlain = !argument.hasPrefix("-")
      if isPlain { plain += 1 }
      if argument == next || next.hasSuffix("*") && argument.hasPrefix(next.dropLast()) {
        if isPlain, wanted.startIndex == pattern.startIndex, plain > 4 { return false }
        wanted = wanted.dropFirst()
      }
    }
    return wanted.isEmpty
  }

  /// Whether a text has any word without which nothing can be destructive.
  ///
  /// Most scripts have none, and to tell that is much cheaper than to read them.
  static func mayMatch(_ text: some StringProtocol) -> Bool {
    let triggers = Self.triggers
    return text.withBytes { bytes in
      var hash = Triggers.empty
      var isInWord = false
      var copies = false
      var namesDevice = false
      for offset in 0..<bytes.count {
        let byte = bytes[offset]
        if byte.isASCIIAlphanumeric {
          hash = Triggers.add(byte, to: hash)
          isInWord = true
        } else if isInWord {
          if triggers.contains(hash) { return true }
          // `pg_stat_activity` is one word; yet `fence_ipmilan` is told by its first part.
          if byte == UInt8(ascii: "_") {
            hash = Triggers.add(byte, to: hash)
            continue
          }
          // To copy onto a device destroys it, and `/dev/null` alone is in every other script.
          copies = copies || hash == Triggers.mv || hash == Triggers.cp
          namesDevice = namesDevice || hash == Triggers.dev
          (hash, isInWord) = (Triggers.empty, false)
        }
      }
      return triggers.contains(hash) || copies && (namesDevice || hash == Triggers.dev)
    }
  }

  /// A set of hashes of words, with a table of bits before it that answers most questions.
  private struct Triggers {
    /// The hash of no letter (FNV-1a).
    static let empty: UInt64 = 0xCBF2_9CE4_8422_2325
    static let mv = hash(of: "mv")
    static let cp = hash(of: "cp")
    static let dev = hash(of: "dev")

    private var bits = [Bool](repeating: false, count: 4096)
    private var hashes: Set<UInt64> = []

    init(_ words: [String]) {
      for word in words {
        let hash = Self.hash(of: word)
        bits[Int(hash >> 20 & 4095)] = true
        hashes.insert(hash)
      }
    }

    static func hash(of word: String) -> UInt64 {
      word.utf8.reduce(empty) { add($1, to: $0) }
    }

    static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 {
      (hash ^ UInt64(byte | 0x20)) &* 0x100_0000_01B3
    }

    func contains(_ hash: UInt64) -> Bool {
      bits[Int(hash >> 20 & 4095)] && hashes.contains(hash)
    }
  }

  /// One word of each pattern, and the words of the rules that are not in the table.
  private static let triggers: Triggers = {
    var words = """
      rm dd kill killall pkill shutdown init telinit fdisk sfdisk gdisk parted cfdisk push reset \
      clean branch filter stash delete exec execdir ok crontab umount vacuum mkfs fence remove \
      terminate destroy deregister stop reboot xdelete purge rb drop dropdatabase truncate update \
      flushall flushdb pg_promote pg_terminate_backend pg_drop_replication_slot rmtree deletemany \
      dropdb
      """.split(separator: " ").map(String.init)
    for (names, patterns) in table {
      for pattern in patterns {
        let wanted = pattern.split(separator: " ").reversed().lazy.compactMap(trigger).first
        words += wanted.map { [$0] } ?? names.split(separator: " ").compactMap(trigger)
      }
    }
    return Triggers(words)
  }()

  /// The longest part of a word of a pattern, `nil` when it says too little: `*`, `-f`.
  ///
  /// The last word of a pattern is the verb, which fewer scripts have than `host` or `set`.
  private static func trigger(_ word: Substring) -> String? {
    let parts = word.split { !$0.isLetter && !$0.isNumber && $0 != "_" }
    guard let longest = parts.max(by: { $0.count < $1.count }) else { return nil }
    return word.hasPrefix("-") && longest.count < 3 ? nil : String(longest)
  }

  private static let patterns: [String: [[String]]] = {
    var patterns: [String: [[String]]] = [:]
    for (names, words) in table {
      for name in names.split(separator: " ") {
        patterns[String(name), default: []] += words.map {
          $0.split(separator: " ").map(String.init)
        }
      }
    }
    return patterns
  }()

  /// Names of commands, and what must stand after them; an empty text when the name is enough.
  private static let table: [(String, [String])] = [
    (
      """
      shred wipefs mke2fs blkdiscard pvremove lvremove vgremove lvreduce vgreduce reboot poweroff \
      halt userdel groupdel deluser delgroup dropdb dropuser pg_resetwal pg_rewind truncate ifdown \
      sgdisk pg_promote kafka-delete-records kafka-delete-records.sh
      """, [""]
    ),
    (
      "systemctl",
      [
        "stop", "disable", "mask", "kill", "isolate", "poweroff", "reboot", "halt", "rescue",
        "emergency",
      ]
    ),
    ("service rc-service invoke-rc.d initctl supervisorctl sv", ["stop", "* stop", "shutdown"]),
    (
      "kubectl oc k",
      ["delete", "drain", "scale --replicas=0", "replace --force", "apply --prune", "adm drain"]
    ),
    (
      "docker podman nerdctl",
      [
        "rm", "rmi", "kill", "stop", "system prune", "volume prune", "image prune",
        "container prune", "compose down", "compose stop", "compose kill",
      ]
    ),
    ("docker-compose podman-compose", ["down", "rm", "stop", "kill"]),
    ("crictl", ["rm", "rmp", "rmi", "stop", "stopp"]),
    ("helm", ["uninstall", "delete", "del"]),
    ("terraform tofu terragrunt", ["destroy", "apply -destroy", "state rm", "taint"]),
    ("pulumi", ["destroy"]),
    (
      "ceph",
      [
        "osd out", "osd purge", "osd destroy", "osd rm", "osd down", "osd lost", "osd crush remove",
        "osd crush rm", "osd pool delete", "osd pool rm", "fs rm", "mon remove", "mon rm",
        "auth del",
        "auth rm", "orch rm", "orch osd rm", "orch host drain", "orch host rm",
      ]
    ),
    ("rados", ["rm", "purge", "rmpool"]),
    ("rbd", ["rm", "remove", "snap purge", "snap rm", "snap rollback", "trash purge"]),
    ("radosgw-admin", ["bucket rm", "user rm"]),
    ("ceph-volume", ["lvm zap"]),
    ("cephadm", ["rm-cluster", "rm-daemon", "zap-osds"]),
    (
      "openstack",
      [
        "* delete", "* * delete", "* evacuate", "server rebuild", "server stop", "server reboot",
        "server suspend", "server pause", "server shelve", "* * set --down", "* * set --disable",
      ]
    ),
    ("nova", ["delete", "force-delete", "evacuate", "host-evacuate", "rebuild", "reset-state"]),
    ("cinder", ["delete", "force-delete", "reset-state"]),
    ("iptables ip6tables", ["-F", "--flush", "-X", "-D", "--delete", "-P * drop"]),
    ("nft", ["flush", "delete"]),
    ("ipset", ["flush", "destroy"]),
    ("ufw", ["disable", "reset"]),
    ("tc", ["qdisc del"]),
    (
      "ip",
      [
        "link set * down", "link set dev * down", "link del", "link delete", "addr del",
        "addr delete", "addr flush",
        "route del", "route delete", "route flush",
      ]
    ),
    ("ifconfig", ["* down"]),
    ("nmcli", ["* down", "* delete", "networking off"]),
    ("zfs", ["destroy", "rollback"]),
    ("zpool", ["destroy", "labelclear", "offline", "detach", "remove"]),
    ("btrfs", ["subvolume delete"]),
    ("mdadm", ["--zero-superblock", "--stop", "--fail", "--remove", "-f", "-r"]),
    ("cryptsetup", ["luksformat", "erase", "lukserase"]),
    ("nvme", ["format", "sanitize"]),
    ("dmsetup", ["remove", "wipe_table"]),
    ("drbdadm", ["down", "invalidate", "primary --force", "wipe-md"]),
    ("gluster", ["volume delete", "volume stop"]),
    ("pg_ctl", ["promote", "stop"]),
    ("pg_ctlcluster", ["* * promote", "* * stop"]),
    ("patronictl", ["failover", "switchover", "reinit", "remove"]),
    ("repmgr", ["standby promote", "standby switchover", "node rejoin"]),
    ("mysqladmin", ["drop", "shutdown", "kill"]),
    (
      "redis-cli",
      [
        "flushall", "flushdb", "shutdown", "del", "cluster reset", "cluster failover",
        "unlink", "--scan del",
      ]
    ),
    (
      "rabbitmqctl",
      [
        "purge_queue", "delete_queue", "delete_vhost", "delete_user", "reset", "force_reset",
        "stop",
        "stop_app", "shutdown", "forget_cluster_node",
      ]
    ),
    ("rabbitmqadmin", ["delete", "purge"]),
    ("kafka-topics kafka-topics.sh", ["--delete"]),
    ("kafka-consumer-groups kafka-consumer-groups.sh", ["--delete", "--reset-offsets --execute"]),
    ("etcdctl", ["del", "member remove", "snapshot restore"]),
    ("consul", ["kv delete", "leave", "force-leave"]),
    ("vault", ["delete", "* delete", "* destroy", "* revoke"]),
    ("nomad", ["stop", "job stop", "node drain"]),
    ("ipmitool", ["power off", "power cycle", "power reset", "power soft"]),
    ("virsh", ["destroy", "undefine", "shutdown", "reset", "reboot", "vol-delete"]),
    ("qm pct", ["stop", "destroy", "shutdown", "reset"]),
    ("lxc incus", ["delete", "stop"]),
    (
      "pcs crm",
      [
        "resource stop", "resource disable", "cluster stop", "cluster destroy",
        "stonith fence", "node fence", "node standby",
      ]
    ),
    ("stonith_admin", ["--fence", "--reboot", "-F", "-B"]),
    ("gcloud", ["* * delete", "* * * delete", "* * reset", "* * stop"]),
    ("az", ["* delete", "* * delete", "* stop", "* deallocate"]),
    ("gsutil mc s3cmd", ["rm", "rb", "del", "-m rm"]),
    ("apt apt-get yum dnf", ["remove", "purge", "autoremove", "erase"]),
    ("rpm", ["-e", "--erase"]),
    ("dpkg", ["-r", "-P", "--purge", "--remove"]),
    ("restic", ["forget", "prune"]),
    ("velero", ["* delete"]),
    ("fuser", ["-k"]),
    ("swapoff", ["-a"]),
    ("nginx", ["-s stop", "-s quit"]),
    ("haproxy-cli", ["disable"]),
    ("passwd", ["-d", "-l"]),
  ]
}

/// Text of other languages, SQL above all, that destroys something.
enum DestructiveText {
  /// Whether a text has a statement that destroys.
  static func isDestructive(_ text: String) -> Bool {
    guard text.utf8.count < 1_000_000 else { return true }
    guard DestructiveTable.mayMatch(text) else { return false }
    guard text.contains(byte: UInt8(ascii: ";")) else { return isDestructiveStatement(text) }
    return text.utf8.split(separator: UInt8(ascii: ";"))
      .contains { isDestructiveStatement(String(Substring($0))) }
  }

  private static func isDestructiveStatement(_ statement: String) -> Bool {
    let words = words(of: statement)
    for (place, word) in words.enumerated() where verbs.contains(word) {
      let next = place + 1 < words.count ? words[place + 1] : ""
      switch word {
      case "DROP": if objects.contains(next) { return true }
      case "TRUNCATE": if place == 0 || next == "TABLE" { return true }
      case "DELETE":
        if next == "FROM", !words[place...].contains("WHERE") { return true }
      case "UPDATE":
        if place == 0, words.contains("SET"), !words.contains("WHERE") { return true }
      case "RESET": if ["REPLICA", "SLAVE", "MASTER"].contains(next) { return true }
      case "PURGE": if ["BINARY", "MASTER"].contains(next) { return true }
      // The others destroy whatever stands after them.
      default: return true
      }
    }
    return false
  }

  /// The words in large letters; `_` belongs to a word, as do letters and digits of any script.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    words.reserveCapacity(16)
    word.reserveCapacity(32)
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    for scalar in text.unicodeScalars {
      guard scalar.isASCII else {
        let isPart = scalar.properties.isAlphabetic || scalar.properties.numericType != nil
        if isPart { word += String(scalar).utf8 } else { end() }
        continue
      }
      let byte = UInt8(truncatingIfNeeded: scalar.value)
      if byte.isASCIIAlphanumeric || byte == UInt8(ascii: "_") {
        word.append(byte.isASCIILetter ? byte & 0xDF : byte)
      } else {
        end()
      }
    }
    end()
    return words
  }

  private static let verbs: Set<String> = [
    "DROP", "TRUNCATE", "DELETE", "UPDATE", "RESET", "PURGE", "DROPDATABASE", "FLUSHALL", "FLUSHDB",
    "PG_PROMOTE", "PG_TERMINATE_BACKEND", "PG_DROP_REPLICATION_SLOT", "RMTREE", "DELETEMANY",
    "DROPDB",
  ]
  private static let objects: Set<String> = [
    "TABLE", "DATABASE", "SCHEMA", "INDEX", "USER", "ROLE", "VIEW", "TABLESPACE", "COLUMN",
    "KEYSPACE", "COLLECTION", "MATERIALIZED", "SEQUENCE", "FUNCTION", "PARTITION", "SUBSCRIPTION",
    "PUBLICATION", "EXTENSION",
  ]
}
