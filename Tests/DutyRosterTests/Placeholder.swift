import Testing

@Test func `the tests of this module are found`() { #expect(Bool(true)) }
