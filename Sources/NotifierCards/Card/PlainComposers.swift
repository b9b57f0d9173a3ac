import Timekeeping

extension MailPlan {
  /// The mail, its places filled.
  func transport(_ filler: Filler, isUrgent: Bool) throws(CardFault) -> WireRequest.Transport {
    guard let url = try filler.text(url, place: "url"),
      url.hasPrefix("smtp://") || url.hasPrefix("smtps://"),
      url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !url.contains("@")
    else { throw .badURL }
    guard let from = try filler.text(from, place: "from") else {
      throw .missingValue(place: "from")
    }
    guard let sender = NotifierCard.AddressKind.mail.normalised(from) else {
      throw .badValue(place: "from")
    }
    var receivers: [String] = []
    for template in to {
      guard let list = try filler.text(template, place: "to") else { continue }
      for address in list.split(separator: ",") {
        guard let receiver = NotifierCard.AddressKind.mail.normalised(String(address)) else {
          throw .badAddress(.mail)
        }
        if !receivers.contains(receiver) { receivers.append(receiver) }
      }
    }
    guard !receivers.isEmpty else { throw .missingAddress }
    let mail = MailMessage(
      from: sender,
      fromName: try fromName.flatMap { name throws(CardFault) in
        try filler.text(name, place: "from_name")
      },
      to: receivers,
      subject: try filler.text(subject, place: "subject") ?? "",
      text: try filler.text(text, place: "text") ?? "",
      date: filler.call.now,
      id: filler.call.id,
      isUrgent: isUrgent
    )
    return .mail(
      url: url,
      from: sender,
      to: receivers,
      message: mail.bytes,
      login: try login(filler)
    )
  }

  private func login(_ filler: Filler) throws(CardFault) -> WireRequest.Login? {
    guard let user, let password, let name = try filler.text(user, place: "user"),
      let word = try filler.text(password, place: "password")
    else { return nil }
    return WireRequest.Login(user: name, password: word)
  }
}

extension ProgramPlan {
  /// The call of the program, its places filled.
  func transport(_ filler: Filler) throws(CardFault) -> WireRequest.Transport {
    var words: [String] = []
    for (index, template) in arguments.enumerated() {
      let place = "arguments[\(index)]"
      guard let word = try filler.text(template, place: place) else {
        if index == 0 { throw .missingValue(place: place) }
        continue
      }
      // What a message or an address says must not become an option of the program.
      if word.hasPrefix("-"), index > 0, template.startsOutside { throw .badValue(place: place) }
      words.append(try checked(word, place))
    }
    var values: [String: String] = [:]
    for item in environment {
      let place = "environment.\(item.name)"
      if let value = try filler.value(item.value, place: place)?.plainText {
        values[item.name] = try checked(value, place)
      }
    }
    let text = try input.flatMap { input throws(CardFault) in try filler.bytes(input) }
    return .program(arguments: words, input: text ?? [], environment: values)
  }

  private func checked(_ text: String, _ place: String) throws(CardFault) -> String {
    guard !text.utf8.contains(0) else { throw .badValue(place: place) }
    return text
  }
}

extension Template {
  /// Whether it begins with what a message or an address says.
  fileprivate var startsOutside: Bool {
    guard case .place(let place)? = parts.first else { return false }
    return place.sources.contains { source in
      switch source {
      case .message, .text, .target: true
      default: false
      }
    }
  }
}
