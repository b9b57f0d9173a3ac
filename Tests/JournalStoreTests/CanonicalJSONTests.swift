import JournalStore
import Testing

struct CanonicalJSONTests {
  @Test func `keys are sorted by their bytes and nothing is put between`() throws {
    let value = ["b": [1, -2], "a": [], "é": [3], "Z": [9_007_199_254_740_993]]

    let text = try CanonicalJSON.text(of: value)

    #expect(text == #"{"Z":[9007199254740993],"a":[],"b":[1,-2],"é":[3]}"#)
  }

  @Test func `only quotes, backslashes and controls are escaped`() throws {
    let value = ["\"\\/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}", "处置\u{2028}🔥"]

    let text = try CanonicalJSON.text(of: value)

    let escaped = #""\"\\/\b\t\n\f\r\u0000\u001f\u007f""#
    #expect(text == "[\(escaped),\"处置\u{2028}🔥\"]")
  }

  @Test func `nothing and booleans are words`() throws {
    #expect(try CanonicalJSON.text(of: [true, nil, false]) == "[true,null,false]")
  }

  @Test func `a number with a fraction is refused`() {
    #expect(throws: EncodingError.self) { try CanonicalJSON.text(of: [1.5]) }
  }
}
