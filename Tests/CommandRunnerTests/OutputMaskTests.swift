import Foundation
import Ports
import Testing

struct OutputMaskTests {
  static let cases: [(values: [String], input: String, output: String)] = [
    (["hunter2"], "the password is hunter2.", "the password is ••••••."),
    (["hunter2"], "hunter2hunter2", "••••••••••••"),
    (["hunter2"], "hunterhunter2", "hunter••••••"),
    (["hunter2"], "hunter", "hunter"),
    (["abc", "abcdef"], "abcdefg abcde", "••••••g ••••••de"),
    (["abcd", "cdef"], "xabcdefx", "x••••••x"),
    (["aaab"], "aaaaaab", "aaa••••••"),
    (["密码值"], "值密码值码", "值••••••码"),
    (["ab", "", "x"], "ab x", "ab x"),
    ([], "text", "text"),
    (["p@ss word"], "?q=p%40ss%20word&r=p%40ss+word", "?q=••••••&r=••••••"),
    (["a\"b\\c"], #"{"k":"a\"b\\c"}"#, #"{"k":"••••••"}"#),
    (["it's me"], #"+ echo 'it'\''s me'"#, "+ echo '••••••'"),
    (["one\ntwo"], "one\r\ntwo", "••••••"),
    (["-----BEGIN-----\nMIIEvQIB\n"], "  MIIEvQIB", "  ••••••"),
    (["correct horse"], "Y29ycmVjdCBob3JzZQ==", "••••••"),
    (["correct horse"], "dTpjb3JyZWN0IGhvcnNl", "dTp••••••"),
  ]

  @Test(arguments: cases)
  func `values are masked wherever the output is cut`(
    expected: (values: [String], input: String, output: String)
  ) {
    let bytes = Array(expected.input.utf8)
    let fresh = OutputMask(values: expected.values)
    for first in 0...bytes.count {
      for second in first...bytes.count {
        var mask = fresh

        let pieces = [bytes[..<first], bytes[first..<second], bytes[second...]]
        let output = pieces.flatMap { mask.mask(Array($0)) } + mask.flush()

        #expect(String(decoding: output, as: UTF8.self) == expected.output)
      }
    }
  }

  @Test(arguments: ["", "u:", "us:", "usr:"], ["", "!", "!!", "!!!"])
  func `base64 shows at most a character of a value at either side`(
    before: String,
    after: String
  ) {
    let secret = "correct horse battery"
    let text = Data((before + secret + after).utf8).base64EncodedString()

    let masked = OutputMask.masked(text, values: [secret])

    let rest = masked.replacing(OutputMask.replacement, with: "")
    #expect(masked.contains(OutputMask.replacement))
    #expect(rest.count <= (before.count + after.count) * 8 / 6 + 6)
  }

  @Test func `only what may become a value is held back`() {
    var mask = OutputMask(values: ["hunter2"])

    #expect(String(decoding: mask.mask(Array("Password: ".utf8)), as: UTF8.self) == "Password: ")
    #expect(String(decoding: mask.mask(Array("a hunt".utf8)), as: UTF8.self) == "a ")
    #expect(String(decoding: mask.mask(Array("ing".utf8)), as: UTF8.self) == "hunting")
    #expect(mask.flush().isEmpty)
  }

  @Test func `a mask of nothing says so`() {
    #expect(OutputMask(values: ["", "ab"]).isEmpty)
    #expect(!OutputMask(values: ["abc"]).isEmpty)
  }
}
