import Foundation
import Testing

/// The HTML report of a real run, in a browser.
struct PrintedReportTests {
  private static let browser = ["chromium", "chromium-browser", "google-chrome"]
    .first { Desk.has($0) }

  /// What forbids the page every script and every address.
  private static let policy = """
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'unsafe-inline'">
    """

  private func report(_ language: String) throws -> Desk {
    let (desk, incident) = try Portal.outage()
    let report = try desk.tocsin(
      ["report", incident, "--format", "html", "--lang", language, "-o", "report.html"]
    )
    #expect(report.code == 0, "\(report.errors)")
    return desk
  }

  private func browse(_ desk: Desk, _ arguments: String) throws -> Desk.Outcome {
    let browser = try #require(Self.browser)
    return try desk.shell(
      "\(browser) --headless --no-sandbox --disable-gpu --user-data-dir=profile \(arguments)"
    )
  }

  @Test(arguments: ["en", "zh"])
  func `the page needs nothing but itself and runs nothing`(language: String) throws {
    let desk = try report(language)
    defer { desk.remove() }

    let page = desk.read("report.html")

    #expect(page.hasPrefix("<!doctype html>\n<html lang=\"\(language == "en" ? "en" : "zh")"))
    #expect(page.contains(Self.policy))
    for word in ["<script", " src=", "<link", "<iframe", "@import", "url(http", "javascript:"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("<svg class=\"course\""))
    #expect(page.contains("<meta charset=\"utf-8\">"))
  }

  @Test(.enabled(if: browser != nil, "no Chromium is there"), arguments: ["en", "zh"])
  func `the page prints on A4`(language: String) throws {
    let desk = try report(language)
    defer { desk.remove() }

    let print = try browse(desk, "--print-to-pdf=report.pdf file://$PWD/report.html")

    let pdf = try Data(contentsOf: desk.folder.appending(path: "report.pdf"))
    let text = String(decoding: pdf, as: Unicode.ASCII.self)
    let boxes = text.matches(of: #/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]/#)
    #expect(print.code == 0, "\(print.errors)")
    #expect((2...12).contains(boxes.count), "\(boxes.count) pages")
    for box in boxes {
      #expect(box.1.hasPrefix("59") && box.2.hasPrefix("84"), "\(box.0)")
    }
  }

  @Test(
    .enabled(if: browser != nil, "no Chromium is there"),
    arguments: [("en", 400), ("zh", 1000)]
  )
  func `nothing is wider than the window, however long a command is`(
    language: String,
    width: Int
  )
    throws
  {
    let desk = try report(language)
    defer { desk.remove() }
    // The browser measures a copy of the page and writes down what it finds.
    let probe = """
      <script>
      const page = document.documentElement;
      page.dataset.wider = [...document.querySelectorAll('body *')]
        .filter(e => e.getBoundingClientRect().right > page.clientWidth + 1)
        .map(e => e.tagName).join(' ') || 'none';
      </script>
      """
    _ = try desk.write(
      desk.read("report.html").replacing(Self.policy, with: "")
        .replacing("</body>", with: "\(probe)</body>"),
      to: "probe.html"
    )

    let page = try browse(desk, "--window-size=\(width),900 --dump-dom file://$PWD/probe.html")

    #expect(page.output.contains("data-wider=\"none\""), "\(page.output.prefix(200))")
  }
}
