/// The version of Tocsin, as `--version` and reports show it.
enum Version {
  static let text = "0.1.0"
}
