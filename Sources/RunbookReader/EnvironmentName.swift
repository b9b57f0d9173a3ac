/// Which names of variables may be given to commands.
enum EnvironmentName {
  /// Whether it has the form of an environment variable's name.
  static func isValid(_ name: String) -> Bool {
    guard let first = name.utf8.first, !first.isASCIIDigit, name.utf8.count <= 100 else {
      return false
    }
    return name.utf8.allSatisfy { $0.isASCIIAlphanumeric || $0 == UInt8(ascii: "_") }
  }

  /// Whether a variable of that name changes how programs behave, so that text in it is dangerous.
  ///
  /// From the manuals of bash, dash, zsh, ld.so, Python, Perl, Ruby, Node, Git and OpenSSL.
  static func isDangerous(_ name: String) -> Bool {
    let upper = name.uppercased()
    return names.contains(upper) || prefixes.contains { upper.hasPrefix($0) }
  }

  private static let prefixes = [
    "LD_", "DYLD_", "BASH_", "TOCSIN_", "GLIBC_", "MALLOC_", "GIT_CONFIG", "PYTHON", "PERL5",
    "NPM_CONFIG_", "LC_",
  ]

  private static let names: Set<String> = [
    "_", "ARGV", "BASHOPTS", "BASHPID", "CDPATH", "COMSPEC", "EDITOR", "ENV", "EUID", "FCEDIT",
    "FPATH", "GCONV_PATH", "GETCONF_DIR", "GIT_ASKPASS", "GIT_DIR", "GIT_EDITOR", "GIT_EXEC_PATH",
    "GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_PROXY_COMMAND", "GIT_SSH", "GIT_SSH_COMMAND",
    "GIT_TEMPLATE_DIR", "GLOBIGNORE", "HISTFILE", "HOME", "HOSTALIASES", "IFS", "JAVA_TOOL_OPTIONS",
    "JDK_JAVA_OPTIONS", "LANG", "LANGUAGE", "LESSOPEN", "LESSCLOSE", "LOCALDOMAIN", "LOCPATH",
    "LOGNAME", "MAIL", "MANPAGER", "MODULE_PATH", "NLSPATH", "NODE_OPTIONS", "NODE_PATH",
    "NULLCMD", "OLDPWD", "OPENSSL_CONF", "OPENSSL_ENGINES", "OPENSSL_MODULES", "PAGER", "PATH",
    "PERLLIB", "POSIXLY_CORRECT", "PPID", "PROMPT_COMMAND", "PS0", "PS1", "PS2", "PS3", "PS4",
    "PSMODULEPATH", "PWD", "READNULLCMD", "RESOLV_HOST_CONF", "RES_OPTIONS", "RUBYLIB", "RUBYOPT",
    "SHELL", "SHELLOPTS", "SHLVL", "SSLKEYLOGFILE", "STATUS", "SUDO_ASKPASS", "SUDO_EDITOR", "TERM",
    "TERMINFO", "TMPDIR", "UID", "VISUAL", "ZDOTDIR",
  ]
}
