/// What a person sees at a terminal: as much of a terminal as the tests need.
///
/// It knows the cursor, wide characters, lines that wrap, and what becomes of them when the width
/// changes: like most terminals of today it breaks wrapped lines anew. Colours are not kept.
struct TerminalScreen {
  /// One row, with a character or the second half of a wide one in each column.
  private struct Row {
    var cells: [Character?] = []
    /// Whether the next row goes on with the same line.
    var goesOn = false

    var text: String {
      var text = String(cells.compactMap { $0 })
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  private(set) var columns: Int
  let rowCount: Int
  private var rows = [Row()]
  private var row = 0
  private var column = 0
  private var hidden: [Row]?
  private var bytes = TerminalBytes()

  init(columns: Int, rows: Int) {
    self.columns = columns
    rowCount = rows
  }

  /// Everything that was written, what has scrolled away included.
  var text: String { lines.joined(separator: "\n") }

  var lines: [String] { rows.map(\.text) }

  /// The rows from the last one that begins with the rule of the footer on.
  var footer: [String] {
    let lines = Array(lines.reversed().drop { $0.isEmpty }.reversed())
    guard let start = lines.lastIndex(where: { $0.hasPrefix("── ") }) else { return [] }
    return Array(lines[start...])
  }

  /// Whether every text stands in the footer.
  func asks(_ texts: [String]) -> Bool {
    let footer = footer.joined(separator: "\n")
    return texts.allSatisfy { footer.contains($0) }
  }

  /// How many columns a text takes.
  static func width(of text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + TerminalBytes.width(of: $1) }
  }

  // MARK: Writing

  mutating func write(_ new: [UInt8]) {
    for piece in bytes.take(new) {
      switch piece {
      case .character(let character): put(character)
      case .combining(let scalar): combine(scalar)
      case .control(let number): control(number)
      case .sequence(let final, let numbers, let isPrivate):
        isPrivate ? setMode(final, numbers) : obey(final, numbers)
      }
    }
  }

  private mutating func put(_ character: Character) {
    let width = TerminalBytes.width(of: character)
    if column + width > columns {
      rows[row].goesOn = true
      goDown()
      column = 0
    }
    fill(to: column + width)
    rows[row].cells[column] = character
    if width == 2 { rows[row].cells[column + 1] = nil }
    column += width
  }

  private mutating func combine(_ scalar: Unicode.Scalar) {
    guard column > 0, rows[row].cells.indices.contains(column - 1) else { return }
    let place = rows[row].cells[column - 1] == nil ? max(0, column - 2) : column - 1
    rows[row].cells[place] = rows[row].cells[place].map { Character(String($0) + String(scalar)) }
  }

  private mutating func fill(to count: Int) {
    while rows[row].cells.count < count { rows[row].cells.append(" ") }
  }

  private mutating func goDown() {
    row += 1
    if row == rows.count { rows.append(Row()) }
  }

  private mutating func control(_ number: UInt8) {
    switch number {
    case 8: column = max(0, column - 1)
    case 9: column = min(columns - 1, (column / 8 + 1) * 8)
    case 10: goDown()
    case 13: column = 0
    default: break
    }
  }

  private mutating func obey(_ final: UInt8, _ numbers: [Int]) {
    let top = max(0, rows.count - rowCount)
    let count = max(1, numbers.first ?? 1)
    switch final {
    case UInt8(ascii: "A"): row = max(top, row - count)
    case UInt8(ascii: "B"): row = min(rows.count - 1, row + count)
    case UInt8(ascii: "C"): column = min(columns - 1, column + count)
    case UInt8(ascii: "D"): column = max(0, column - count)
    case UInt8(ascii: "G"): column = min(columns, count) - 1
    case UInt8(ascii: "H"):
      row = min(rows.count - 1, top + count - 1)
      column = min(columns, max(1, numbers.count > 1 ? numbers[1] : 1)) - 1
    case UInt8(ascii: "J"):
      cutRow()
      rows[row].goesOn = false
      if numbers.first == 2 { for place in top..<row { rows[place] = Row() } }
      rows.removeSubrange((row + 1)...)
    case UInt8(ascii: "K"): cutRow()
    default: break
    }
  }

  private mutating func cutRow() {
    rows[row].cells = Array(rows[row].cells.prefix(column))
  }

  /// The second screen that full-screen programs use.
  private mutating func setMode(_ final: UInt8, _ numbers: [Int]) {
    guard numbers.contains(1049) else { return }
    if final == UInt8(ascii: "h"), hidden == nil {
      hidden = rows
      rows = [Row()]
    } else if final == UInt8(ascii: "l"), let kept = hidden {
      rows = kept
      hidden = nil
    }
    row = rows.count - 1
    column = 0
  }

  // MARK: Another width

  mutating func resize(columns newColumns: Int) {
    columns = newColumns
    var broken: [Row] = []
    var newPlace = (row: 0, column: 0)
    var start = 0
    while start < rows.count {
      var line: [Character?] = []
      var place: Int?
      var index = start
      while true {
        if index == row { place = line.count + column }
        line += rows[index].cells
        guard rows[index].goesOn, index + 1 < rows.count else { break }
        index += 1
      }
      let first = broken.count
      broken += Self.broken(line, at: newColumns)
      if let place {
        let offset = min(place / newColumns, max(0, broken.count - first - 1))
        newPlace = (first + offset, min(newColumns - 1, place - offset * newColumns))
      }
      start = index + 1
    }
    rows = broken
    (row, column) = newPlace
  }

  private static func broken(_ line: [Character?], at columns: Int) -> [Row] {
    var rows = [Row()]
    for (index, cell) in line.enumerated() {
      let isWide = index + 1 < line.count && line[index + 1] == nil
      let needed = cell == nil ? 1 : (isWide ? 2 : 1)
      if cell != nil, rows[rows.count - 1].cells.count + needed > columns {
        rows[rows.count - 1].goesOn = true
        rows.append(Row())
      }
      rows[rows.count - 1].cells.append(cell)
    }
    return rows
  }
}
