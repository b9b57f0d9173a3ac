import CCurl

/// libcurl's handle for many transfers, which tells what to wait for.
///
/// Safe to use: the pointer lives as long as the object, and libcurl calls back only inside the
/// methods below, on the loop's thread, while the object is alive.
@safe final class MultiHandle {
  /// A transfer that is over.
  struct Done {
    var key: UInt
    var code: CURLcode
  }

  private let pointer: UnsafeMutableRawPointer
  private let watches: Watches
  /// The sockets that libcurl does not look at just now, most of them until the next request.
  ///
  /// The poller goes on watching them, because to forget one and take it up again would take three
  /// calls of the system for each request.
  private var resting: Set<Int32> = []
  /// When libcurl wants to be called even if nothing happens.
  private(set) var deadline: Int64?

  init?(watches: Watches, connections: Int) {
    guard let pointer = unsafe curl_multi_init() else { return nil }
    unsafe self.pointer = unsafe pointer
    self.watches = watches
    // Otherwise the store of idle connections shrinks with the number of transfers.
    unsafe tocsin_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, connections)
    unsafe tocsin_curl_multi_set_calls(
      pointer,
      { _, socket, what, context, _ in
        guard let context = unsafe context else { return 0 }
        // The context is the object that set it.
        let multi = unsafe Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue()
        multi.watch(socket, what)
        return 0
      },
      { _, milliseconds, context in
        guard let context = unsafe context else { return 0 }
        // The context is the object that set it.
        let multi = unsafe Unmanaged<MultiHandle>.fromOpaque(context).takeUnretainedValue()
        multi.deadline = milliseconds < 0 ? nil : MonotonicTime.now + Int64(milliseconds)
        return 0
      },
      Unmanaged.passUnretained(self).toOpaque()
    )
  }

  deinit {
    // Closing connections would call back into an object that is going away.
    unsafe tocsin_curl_multi_set_calls(pointer, nil, nil, nil)
    unsafe curl_multi_cleanup(pointer)
  }

  /// Begins a transfer.
  func add(_ easy: EasyHandle) -> Bool {
    unsafe curl_multi_add_handle(pointer, easy.pointer) == CURLM_OK
  }

  /// Ends a transfer, over or not.
  func remove(_ easy: EasyHandle) {
    unsafe curl_multi_remove_handle(pointer, easy.pointer)
  }

  /// Goes on with what waited for a socket.
  func act(on happening: Poller.Happening) {
    guard resting.remove(happening.descriptor) == nil else {
      // The other side has hung up, or its number was given out again.
      return watches.forget(happening.descriptor)
    }
    var mask: Int32 = 0
    if happening.isReadable { mask |= CURL_CSELECT_IN }
    if happening.isWritable { mask |= CURL_CSELECT_OUT }
    if happening.isBroken { mask |= CURL_CSELECT_ERR }
    var running: Int32 = 0
    unsafe curl_multi_socket_action(pointer, happening.descriptor, mask, &running)
  }

  /// Goes on with what waited for a time, when that has come.
  func actOnTime(now: Int64) {
    guard let deadline, deadline <= now else { return }
    self.deadline = nil
    var running: Int32 = 0
    unsafe curl_multi_socket_action(pointer, CURL_SOCKET_TIMEOUT, 0, &running)
  }

  /// The next transfer that is over, once each.
  func nextDone() -> Done? {
    var left: Int32 = 0
    // The message is libcurl's and valid until the next call.
    while let message = unsafe curl_multi_info_read(pointer, &left) {
      guard unsafe message.pointee.msg == CURLMSG_DONE else { continue }
      guard let easy = unsafe message.pointee.easy_handle else { continue }
      return unsafe Done(key: UInt(bitPattern: easy), code: message.pointee.data.result)
    }
    return nil
  }

  private func watch(_ socket: curl_socket_t, _ what: Int32) {
    switch what {
    case CURL_POLL_REMOVE: resting.insert(socket)
    default:
      resting.remove(socket)
      watches.watch(
        socket,
        for: .curl,
        reading: what & CURL_POLL_IN != 0,
        writing: what & CURL_POLL_OUT != 0
      )
    }
  }
}
