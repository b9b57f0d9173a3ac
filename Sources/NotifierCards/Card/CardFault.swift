public import Phrases

/// Why a card cannot make a request from a message.
public enum CardFault: Error, Hashable, Sendable {
  /// A setting that the card needs has no value.
  case missingParameter(String)
  /// A setting was given that the card does not know, with one that was probably meant.
  case unknownParameter(String, suggestion: String?)
  /// The address is missing.
  case missingAddress
  /// The address is not of the kind that the card wants.
  case badAddress(NotifierCard.AddressKind)
  /// What stands at a place of the request that must have a value.
  case missingValue(place: String)
  /// A value that must not stand at its place: a line break in a header, bytes that are no text.
  case badValue(place: String)
  /// The URL is not one of a protocol that the card may use.
  case badURL
  /// A text is longer than the provider takes, and the card says not to cut it.
  case tooLong(text: String, limit: String)
  /// A step of the signing cannot be done.
  case signing(step: String)

  /// The fault for a reader.
  public var message: Message {
    switch self {
    case .missingParameter(let name): CardFaultPhrases.missingParameter.with(["name": name])
    case .unknownParameter(let name, let suggestion):
      if let suggestion {
        CardFaultPhrases.misspeltParameter.with(["name": name, "suggestion": suggestion])
      } else {
        CardFaultPhrases.unknownParameter.with(["name": name])
      }
    case .missingAddress: CardFaultPhrases.missingAddress.with([:])
    case .badAddress(let kind): CardFaultPhrases.badAddress.with(["kind": kind.rawValue])
    case .missingValue(let place): CardFaultPhrases.missingValue.with(["place": place])
    case .badValue(let place): CardFaultPhrases.badValue.with(["place": place])
    case .badURL: CardFaultPhrases.badURL.with([:])
    case .tooLong(let text, let limit):
      CardFaultPhrases.tooLong.with(["text": text, "limit": limit])
    case .signing(let step): CardFaultPhrases.signing.with(["step": step])
    }
  }
}

/// What is said about faults.
private enum CardFaultPhrases {
  static let missingParameter = Phrase(
    en: "The notifier's setting `{name}` has no value.",
    zh: "通知渠道的设置项 `{name}` 没有值。"
  )
  static let unknownParameter = Phrase(
    en: "The notifier has no setting `{name}`.",
    zh: "通知渠道没有设置项 `{name}`。"
  )
  static let misspeltParameter = Phrase(
    en: "The notifier has no setting `{name}`; did you mean `{suggestion}`?",
    zh: "通知渠道没有设置项 `{name}`，是否想写 `{suggestion}`？"
  )
  static let missingAddress = Phrase(
    en: "The notifier needs an address, and the person has none for it.",
    zh: "该通知渠道需要接收地址，但此人没有对应的地址。"
  )
  static let badAddress = Phrase(
    en: "The address is not of the kind `{kind}` that the notifier needs.",
    zh: "接收地址不是该通知渠道所需的 `{kind}` 类型。"
  )
  static let missingValue = Phrase(
    en: "There is nothing to put at `{place}` of the request.",
    zh: "请求中的 `{place}` 没有可填的值。"
  )
  static let badValue = Phrase(
    en: "What would stand at `{place}` of the request is not allowed there.",
    zh: "请求中的 `{place}` 含有不允许的内容。"
  )
  static let badURL = Phrase(
    en: "The notifier's URL is not one that it may be sent to.",
    zh: "通知渠道的 URL 不合法，不能发送。"
  )
  static let tooLong = Phrase(
    en: "The text `{text}` is longer than {limit}, and the card says not to cut it.",
    zh: "文本 `{text}` 超过 {limit}，且通知卡片规定不得截断。"
  )
  static let signing = Phrase(
    en: "The step `{step}` of the signing cannot be done with these settings.",
    zh: "签名步骤 `{step}` 无法用当前的设置项完成。"
  )
}
