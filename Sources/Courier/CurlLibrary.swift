import CCurl

/// The library as a whole.
enum CurlLibrary {
  private static let isPrepared: Bool =
    curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// Prepares it, once in a process.
  static func prepare() { _ = isPrepared }
}
