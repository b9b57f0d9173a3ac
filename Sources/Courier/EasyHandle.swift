import CCurl

/// One of libcurl's handles for a transfer, which is used again for the next one.
///
/// Safe to use: the pointers live exactly as long as the object, and libcurl copies the texts it is
/// given; the list of headers, which it does not copy, is kept until the next reset.
@safe final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  /// Where libcurl writes what went wrong.
  let faultText: UnsafeMutablePointer<CChar>
  /// Which addresses may be connected to.
  private let gate: UnsafeMutablePointer<tocsin_curl_gate>
  private var lists: [UnsafeMutablePointer<curl_slist>]
  /// The first thing that libcurl would not set.
  private(set) var setupFault = CURLE_OK

  init?() {
    guard let pointer = unsafe curl_easy_init() else { return nil }
    unsafe self.pointer = unsafe pointer
    unsafe lists = []
    unsafe gate = .allocate(capacity: 1)
    unsafe gate.initialize(to: tocsin_curl_gate())
    unsafe faultText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    unsafe faultText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
  }

  deinit {
    unsafe curl_easy_cleanup(pointer)
    freeLists()
    unsafe faultText.deallocate()
    unsafe gate.deallocate()
  }

  /// What names this handle in a table.
  var key: UInt { unsafe UInt(bitPattern: pointer) }

  /// Forgets every option; connections stay, for they belong to the multi handle.
  func reset() {
    unsafe curl_easy_reset(pointer)
    freeLists()
    setupFault = CURLE_OK
    unsafe faultText[0] = 0
  }

  func set(_ option: CURLoption, _ value: Int) {
    note(unsafe tocsin_curl_set_long(pointer, option, value))
  }

  func set(_ option: CURLoption, text: String?) {
    note(unsafe tocsin_curl_set_text(pointer, option, text))
  }

  func set(_ option: CURLoption, size: Int) {
    note(unsafe tocsin_curl_set_size(pointer, option, curl_off_t(size)))
  }

  func set(_ option: CURLoption, lines: [String]) {
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = unsafe curl_slist_append(list, line) else {
        unsafe curl_slist_free_all(list)
        return note(CURLE_OUT_OF_MEMORY)
      }
      unsafe list = unsafe longer
    }
    if let list = unsafe list { unsafe lists.append(list) }
    note(unsafe tocsin_curl_set_list(pointer, option, list))
  }

  func setBody(_ bytes: [UInt8]) {
    let code = unsafe bytes.withUnsafeBytes { buffer in
      unsafe tocsin_curl_set_body(pointer, buffer.baseAddress, buffer.count)
    }
    note(code)
  }

  func allowRefusedRecipients() {
    note(unsafe tocsin_curl_allow_refused_recipients(pointer))
  }

  /// Has addresses outside of `networks` refused.
  func allow(_ networks: tocsin_curl_networks) {
    unsafe gate.pointee = tocsin_curl_gate()
    unsafe gate.pointee.networks = networks
    note(unsafe tocsin_curl_set_gate(pointer, gate))
  }

  /// The last address that was refused; `nil` when none was.
  var refusedAddress: String? {
    let text = unsafe withUnsafeBytes(of: gate.pointee.refused) { bytes in
      unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    return text.isEmpty ? nil : text
  }

  func note(_ code: CURLcode) {
    if setupFault == CURLE_OK { setupFault = code }
  }

  /// A number that libcurl knows about the transfer.
  func number(_ info: CURLINFO) -> Int { unsafe tocsin_curl_get_long(pointer, info) }

  /// What went wrong, as libcurl says it.
  func text(of code: CURLcode) -> String {
    // libcurl ends both texts with a zero.
    let own = unsafe String(cString: faultText)
    return own.isEmpty ? unsafe String(cString: curl_easy_strerror(code)) : own
  }

  private func freeLists() {
    for index in unsafe lists.indices { unsafe curl_slist_free_all(lists[index]) }
    unsafe lists = []
  }
}
