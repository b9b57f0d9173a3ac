import BareBaselines

// What `tocsin check FOLDER` is measured against: the same bytes through libcmark-gfm, start
// included.
var bytes = 0
try BareFolder.forEachFile(in: CommandLine.arguments[1]) { text in
  BareMarkdown.parse(text)
  bytes += text.count
}
precondition(bytes > 0, "there was nothing to parse")
