public import Timekeeping

extension NotifierCard {
  /// Makes the request that carries a message.
  ///
  /// The same arguments make the same request, byte for byte.
  ///
  /// - Parameters:
  ///   - message: what is told.
  ///   - address: where it goes, as the person's contact says; `nil` for a channel.
  ///   - parameters: the notifier's plain settings.
  ///   - secrets: the values of its secrets.
  ///   - now: the time of the attempt.
  ///   - nonce: 16 bytes that no other attempt had.
  ///   - memory: what earlier requests with the same settings have left.
  /// - Returns: The request.
  /// - Throws: Why there is none; the next way to reach the person is due.
  public func request(
    for message: CardMessage,
    to address: String?,
    parameters: [String: String],
    secrets: [String: String],
    at now: Instant,
    nonce: [UInt8],
    memory: CardMemory? = nil
  ) throws(CardFault) -> WireRequest {
    let make = { Settings(self.parameters, plain: parameters, secrets: secrets) }
    let settings = memory?.settings(make: make) ?? make()
    return try request(exchange, for: message, to: address, settings, now, nonce, memory)
  }

  /// Makes the request that asks the provider whether a message was taken; `nil` when the card has
  /// none.
  ///
  /// The parameters are those of ``request(for:to:parameters:secrets:at:nonce:memory:)``.
  public func verification(
    of message: CardMessage,
    to address: String?,
    parameters: [String: String],
    secrets: [String: String],
    at now: Instant,
    nonce: [UInt8]
  ) throws(CardFault) -> WireRequest? {
    guard let verification else { return nil }
    let settings = Settings(self.parameters, plain: parameters, secrets: secrets)
    return try request(verification, for: message, to: address, settings, now, nonce)
  }

  func request(
    _ exchange: Exchange,
    for message: CardMessage,
    to address: String?,
    _ settings: Settings,
    _ now: Instant,
    _ nonce: [UInt8],
    _ memory: CardMemory? = nil
  ) throws(CardFault) -> WireRequest {
    for parameter in parameters where parameter.isRequired && settings.value(parameter.name) == nil
    {
      throw .missingParameter(parameter.name)
    }
    let call = try call(message, address, settings, now, nonce, memory)
    let filler = Filler(call, card: self, signing: exchange.signing)
    switch exchange.request {
    case .http(let plan):
      let composer = HTTPComposer(plan, filler: filler)
      filler.parts = composer
      let transport = try composer.transport()
      return try finished(transport, filler, requiresTLS: true)
    case .mail(let plan):
      let transport = try plan.transport(filler, isUrgent: message.urgency == .high)
      let requirement = try plan.requiresTLS.flatMap { requirement throws(CardFault) in
        try filler.text(requirement, place: "starttls")
      }
      return try finished(transport, filler, requiresTLS: requirement != "when-offered")
    case .program(let plan):
      return try finished(try plan.transport(filler), filler, requiresTLS: true)
    }
  }

  /// What a call brings along, the address in its one form.
  func call(
    _ message: CardMessage,
    _ address: String?,
    _ settings: Settings,
    _ now: Instant,
    _ nonce: [UInt8],
    _ memory: CardMemory? = nil
  ) throws(CardFault) -> Filler.Call {
    var normalised: String?
    if let address, self.address != .none, !address.isEmpty {
      guard let text = self.address.normalised(address) else {
        throw .badAddress(self.address)
      }
      normalised = text
    } else if self.address != .none, !isAddressOptional {
      throw .missingAddress
    }
    return Filler.Call(
      message: MessageText(message, marksRepeat: !isIdempotent, memory: memory),
      id: message.id,
      address: normalised,
      settings: settings,
      now: now,
      nonce: nonce,
      memory: memory
    )
  }

  private func finished(
    _ transport: WireRequest.Transport,
    _ filler: Filler,
    requiresTLS: Bool
  ) throws(CardFault) -> WireRequest {
    func text(_ template: Template?, _ place: String) throws(CardFault) -> String? {
      guard let template else { return nil }
      return try filler.text(template, place: place)
    }
    let options = self.transport
    return WireRequest(
      transport,
      connectTimeout: options.connectTimeout,
      timeout: options.timeout,
      tls: WireRequest.TLS(
        authorities: try text(options.authorities, "tls.authorities"),
        certificate: try text(options.certificate, "tls.certificate"),
        key: try text(options.key, "tls.key"),
        isRequired: requiresTLS
      ),
      proxy: try text(options.proxy, "proxy"),
      networks: options.networks
    )
  }
}
