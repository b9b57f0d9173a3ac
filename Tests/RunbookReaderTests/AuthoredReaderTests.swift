import Findings
import RunbookModel
import RunbookReader
import Testing
import Timekeeping

@Suite struct AuthoredReaderTests {
  @Test func `the example of the format is read whole and without a finding`() throws {
    let text = try Samples.text("restart-portal.md")

    let reading = RunbookReader.read(text, path: "restart-portal.md")

    try Samples.expect(GraphText.text(reading), equals: "restart-portal.txt")
  }
}
