import Mustache

/// A Mustache template whose values are escaped for the format that it makes.
struct ReportTemplate {
  /// What a template makes.
  enum Format {
    case markdown
    case html
  }

  private let template: MustacheTemplate

  /// Reads a template.
  init(_ text: String, _ format: Format) throws(ReportFault) {
    do {
      // The pragma comes first so that the values of users' templates are escaped, too.
      MustacheContentTypes.register(MarkdownEscaping(), named: "TOCSIN_MARKDOWN")
      MustacheContentTypes.register(HTMLEscaping(), named: "TOCSIN_HTML")
      let pragma =
        switch format {
        case .markdown: "{{% CONTENT_TYPE: TOCSIN_MARKDOWN}}"
        case .html: "{{% CONTENT_TYPE: TOCSIN_HTML}}"
        }
      template = try MustacheTemplate(string: pragma + text)
    } catch let error as MustacheTemplate.ParserError {
      throw .template(line: error.context.lineNumber, reason: String(describing: error.error))
    } catch {
      throw .template(line: 1, reason: String(describing: error))
    }
  }

  /// The text that the template makes of `value`.
  func render(_ value: ReportValue) -> String { template.render(value.rendered) }
}

private struct MarkdownEscaping: MustacheContentType {
  func escapeText(_ text: String) -> String { Escaping.markdown(text) }
}

private struct HTMLEscaping: MustacheContentType {
  func escapeText(_ text: String) -> String { Escaping.html(text) }
}

/// Nothing, in the eyes of a template.
private struct Nothing: MustacheCustomRenderable {
  var renderText: String { "" }
  var isNull: Bool { true }
}

extension ReportValue {
  /// The value as templates see it.
  fileprivate var rendered: any Sendable {
    switch self {
    case .none: Nothing()
    case .text(let text): text
    case .number(let number): number
    case .flag(let flag): flag
    case .list(let items): items.map(\.rendered)
    case .object(let fields):
      Dictionary(
        fields.map { ($0.name, $0.value.rendered) },
        uniquingKeysWith: { first, _ in first }
      )
    }
  }
}
