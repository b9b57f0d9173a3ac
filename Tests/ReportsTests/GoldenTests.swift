import Phrases
import Reports
import TestSupport
import Testing

struct GoldenTests {
  private static let samples = ["smooth": Sample.smooth, "rough": .rough, "called": .called]

  @Test(arguments: ["smooth", "rough", "called"], Language.allCases)
  func `a timeline is written as it should be`(_ name: String, _ language: Language) throws {
    let sample = try #require(Self.samples[name])
    let settings = Part.settings(language)

    let whole = Timeline(sample.record, settings: settings)
    let short = Timeline(
      sample.record,
      settings: settings,
      collapsesRepeats: true,
      foldsMessages: true
    )

    let file = "\(name).timeline.\(language.rawValue)"
    try Golden.expect(short.text(columns: 110), is: "\(file).txt")
    try Golden.expect(short.markdown(), is: "\(file).md")
    try Golden.expect(whole.csv(), is: "\(file).csv")
    try Golden.expect(whole.json(), is: "\(file).json")
  }

  @Test(arguments: ["smooth", "rough", "called"], Language.allCases)
  func `a post-mortem is written as it should be`(_ name: String, _ language: Language) throws {
    let sample = try #require(Self.samples[name])

    let report = try PostMortem(sample.record, settings: Part.settings(language))

    let file = "\(name).post-mortem.\(language.rawValue)"
    try Golden.expect(report.markdown(), is: "\(file).md")
    try Golden.expect(report.html(), is: "\(file).html")
    try Golden.expect(report.json(), is: "\(file).json")
  }
}
