/// Chance that is the same for the same seed: SplitMix64.
///
/// The recipe is Guy L. Steele Jr., Doug Lea, Christine H. Flood, “Fast Splittable Pseudorandom
/// Number Generators”, OOPSLA 2014, with the constants of Sebastiano Vigna's splitmix64.c.
package struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
  private var state: UInt64

  /// The generator of that seed.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// A number of the range, each as likely as the others but for one part in 2⁶⁴ of its width.
  package mutating func number(in range: ClosedRange<Int>) -> Int {
    let width = UInt64(range.upperBound - range.lowerBound) + 1
    return range.lowerBound + Int(next().multipliedFullWidth(by: width).high)
  }

  /// A number from 0 up to and without 1.
  package mutating func fraction() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// True in so many of a hundred cases.
  package mutating func isHit(percent: Int) -> Bool { number(in: 0...99) < percent }

  /// One of them; `nil` of none.
  package mutating func pick<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[number(in: 0...elements.count - 1)]
  }

  /// A generator of its own, so that what one part draws changes nothing for the others.
  package mutating func split() -> SeededGenerator { SeededGenerator(seed: next()) }
}
