extension Instant {
  /// The instant as RFC 3339 text in UTC with milliseconds: `2026-11-23T03:04:05.678Z`.
  public var rfc3339: String {
    let (days, rest) = milliseconds.quotientAndRemainderFloored(dividingBy: 86_400_000)
    let (year, month, day) = Self.civil(fromDays: days)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    Self.put(year, 4, "-", to: &text)
    Self.put(month, 2, "-", to: &text)
    Self.put(day, 2, "T", to: &text)
    Self.put(rest / 3_600_000, 2, ":", to: &text)
    Self.put(rest / 60_000 % 60, 2, ":", to: &text)
    Self.put(rest / 1000 % 60, 2, ".", to: &text)
    Self.put(rest % 1000, 3, "Z", to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Reads RFC 3339 text; an offset other than `Z` is taken into account, a missing one refused.
  public init?(rfc3339 text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20,
      bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
      let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
      (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year),
      hour <= 23, minute <= 59, second <= 59
    else { return nil }
    var rest = bytes[19...]
    var fraction: Int64 = 0
    if rest.first == UInt8(ascii: ".") {
      let digits = rest.dropFirst().prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      guard let value = Self.number((digits + [48, 48, 48]).prefix(3)), !digits.isEmpty
      else { return nil }
      fraction = value
      rest = rest.dropFirst(1 + digits.count)
    }
    guard let offsetMinutes = Self.offsetMinutes(rest) else { return nil }
    let seconds =
      Self.days(fromYear: year, month: month, day: day) * 86_400
      + hour * 3600 + (minute - offsetMinutes) * 60 + second
    self.init(milliseconds: seconds * 1000 + fraction)
  }

  private static func offsetMinutes(_ bytes: ArraySlice<UInt8>) -> Int64? {
    if bytes.elementsEqual([UInt8(ascii: "Z")]) { return 0 }
    let text = Array(bytes)
    guard text.count == 6, text[3] == UInt8(ascii: ":"),
      text[0] == UInt8(ascii: "+") || text[0] == UInt8(ascii: "-"),
      let hours = number(text[1..<3]), let minutes = number(text[4..<6]),
      hours <= 23, minutes <= 59
    else { return nil }
    let total = hours * 60 + minutes
    return text[0] == UInt8(ascii: "-") ? -total : total
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int64? {
    var value: Int64 = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int64(digit - UInt8(ascii: "0"))
    }
    return value
  }

  /// Appends `value` with leading zeros and what follows it; every event has several times.
  private static func put(
    _ value: Int64,
    _ width: Int,
    _ end: Unicode.Scalar,
    to text: inout [UInt8]
  ) {
    var power: Int64 = width == 2 ? 10 : width == 3 ? 100 : 1000
    if value < 0 || value >= power * 10 {
      text += String(value).utf8
    } else {
      while power > 0 {
        text.append(UInt8(ascii: "0") + UInt8(value / power % 10))
        power /= 10
      }
    }
    text.append(UInt8(ascii: end))
  }

  private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    switch month {
    case 2: return isLeap ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// Days since 1970-01-01 of a date in the proleptic Gregorian calendar.
  ///
  /// The algorithm is `days_from_civil` of Howard Hinnant's "chrono-Compatible Low-Level Date
  /// Algorithms": years begin in March, so that the leap day is the last one.
  private static func days(fromYear year: Int64, month: Int64, day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shifted.quotientAndRemainderFloored(dividingBy: 400)
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The date of a count of days since 1970-01-01: `civil_from_days` of the same source.
  private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let (era, dayOfEra) = (days + 719_468).quotientAndRemainderFloored(dividingBy: 146_097)
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, day)
  }
}

extension Int64 {
  /// Division that rounds down, so that times before 1970 fall into the right day.
  fileprivate func quotientAndRemainderFloored(
    dividingBy divisor: Int64
  ) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
