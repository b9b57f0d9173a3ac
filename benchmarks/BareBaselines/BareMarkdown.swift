import CCmarkGFM

/// What libcmark-gfm takes for a text, with the extensions that Tocsin uses and nothing made of it.
package enum BareMarkdown {
  private static let isReady: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// Parses `text` and throws the tree away.
  package static func parse(_ text: [UInt8]) {
    guard isReady, let parser = unsafe cmark_parser_new(CMARK_OPT_SOURCEPOS) else { return }
    defer { unsafe cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      guard let found = unsafe cmark_find_syntax_extension(name) else { continue }
      unsafe cmark_parser_attach_syntax_extension(parser, found)
    }
    unsafe text.withUnsafeBytes { bytes in
      let characters = unsafe bytes.assumingMemoryBound(to: CChar.self)
      unsafe cmark_parser_feed(parser, characters.baseAddress, characters.count)
    }
    unsafe cmark_node_free(cmark_parser_finish(parser))
  }
}
