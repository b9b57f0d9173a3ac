/// Variables that a command may expect from its environment without the runbook saying so.
enum EnvironmentNames {
  /// Whether `name` is one that shells, systems or common tools set or read.
  static func contains(_ name: String) -> Bool {
    names.contains(name) || prefixes.contains { name.hasPrefix($0) }
  }

  private static let names: Set<String> = [
    "COLUMNS", "DISPLAY", "EDITOR", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "FUNCNAME", "GROUPS",
    "HISTFILE", "HOME", "HOST", "HOSTNAME", "HOSTTYPE", "IFS", "JAVA_HOME", "LANG", "LINENO",
    "LINES", "LOGNAME", "MACHTYPE", "MAIL", "OLDPWD", "OPTARG", "OPTIND", "OSTYPE", "PAGER", "PATH",
    "PIPESTATUS", "PPID", "PS1", "PS4", "PWD", "PYTHONPATH", "RANDOM", "REDISCLI_AUTH", "REPLY",
    "SECONDS", "SHELL", "SHLVL", "SUDO_USER", "TERM", "TMP", "TMPDIR", "TZ", "UID", "USER",
    "VISUAL", "http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY",
  ]

  private static let prefixes = [
    "ANSIBLE_", "AWS_", "AZURE_", "BASH", "CEPH_", "CI_", "CLOUDSDK_", "CONSUL_", "DBUS_",
    "DOCKER_", "ETCDCTL_", "GIT_", "GOOGLE_", "HELM_", "KUBE", "LC_", "MYSQL_", "NOMAD_", "OS_",
    "PG", "SSH_", "TF_", "TOCSIN_", "VAULT_", "XDG_",
  ]
}
