import NotifierCards
import Testing

@Test(arguments: Shipped.names)
func `an answer that means success can be made up for each shipped card`(name: String) throws {
  let card = try Shipped.card(name)

  let reply = try #require(card.sampleReply)

  let verdict = card.verdict(of: .replied(reply), at: Sample.now)
  guard case .ok = verdict else {
    Issue.record("\(verdict)")
    return
  }
}
