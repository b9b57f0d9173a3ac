import Foundation

/// What some texts of events say: reading one costs a hundred times as much as comparing it, and an
/// engine, a run and a page of one process each read every event.
struct KnownRecords {
  /// How many are kept; then all are forgotten.
  private static let limit = 1024

  private var records: [String: (text: Data, record: Record)] = [:]

  /// What a text says, if it was kept; a text that was changed under its hash is another one.
  func record(_ text: Data, hash: String) -> Record? {
    guard let known = records[hash], known.text == text else { return nil }
    return known.record
  }

  mutating func keep(_ record: Record, _ text: Data, hash: String) {
    if records.count >= Self.limit { records.removeAll(keepingCapacity: true) }
    records[hash] = (text, record)
  }
}
