import CCurl
import CSpawn
import Glibc

/// Posts the same bodies to one URL with nothing but libcurl's multi interface and epoll.
///
/// Handles and connections are used again, and nothing is looked at but whether each status is one of success.
///
/// Safe to use: the pointers live as long as the object, and libcurl calls back only inside
/// ``post(_:)``.
@safe package final class BareCurl {
  private let multi: UnsafeMutableRawPointer
  private var easies: [UnsafeMutableRawPointer]
  private let poller: Int32
  private var headers: UnsafeMutablePointer<curl_slist>?
  private var wait: Int = -1

  /// Prepares `connections` handles for `url`.
  package init(url: String, connections: Int) throws(BareFault) {
    guard curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK,
      let multi = unsafe curl_multi_init()
    else { throw BareFault("curl_multi_init", reason: url) }
    unsafe self.multi = unsafe multi
    unsafe easies = []
    unsafe headers = curl_slist_append(nil, "Content-Type: application/json")
    poller = tocsin_poller()
    for _ in 0..<connections {
      guard let easy = unsafe curl_easy_init() else {
        throw BareFault("curl_easy_init", reason: url)
      }
      unsafe tocsin_curl_set_text(easy, CURLOPT_URL, url)
      unsafe tocsin_curl_set_list(easy, CURLOPT_HTTPHEADER, headers)
      var calls = unsafe tocsin_curl_calls()
      unsafe calls.write = { _, size, count, _ in size * count }
      unsafe calls.before = { _, _, _, _, _ in CURL_PREREQFUNC_OK }
      unsafe tocsin_curl_set_calls(easy, &calls)
      unsafe easies.append(easy)
    }
    unsafe tocsin_curl_multi_set_calls(
      multi,
      { _, socket, what, context, _ in
        guard let context = unsafe context else { return 0 }
        // The context is the object that set it.
        let bare = unsafe Unmanaged<BareCurl>.fromOpaque(context).takeUnretainedValue()
        bare.watch(socket, what)
        return 0
      },
      { _, milliseconds, context in
        guard let context = unsafe context else { return 0 }
        // The context is the object that set it.
        unsafe Unmanaged<BareCurl>.fromOpaque(context).takeUnretainedValue().wait = milliseconds
        return 0
      },
      Unmanaged.passUnretained(self).toOpaque()
    )
  }

  deinit {
    for index in unsafe easies.indices { unsafe curl_easy_cleanup(easies[index]) }
    // Closing connections would call back into an object that is going away.
    unsafe tocsin_curl_multi_set_calls(multi, nil, nil, nil)
    unsafe curl_multi_cleanup(multi)
    unsafe curl_slist_free_all(headers)
    close(poller)
  }

  /// Posts each of `bodies` and returns when all were answered.
  package func post(_ bodies: [[UInt8]]) throws(BareFault) {
    var next = 0
    var answered = 0
    func begin(_ easy: UnsafeMutableRawPointer) {
      guard next < bodies.count else { return }
      // libcurl copies the body.
      unsafe bodies[next].withUnsafeBytes { bytes in
        _ = unsafe tocsin_curl_set_body(easy, bytes.baseAddress, bytes.count)
      }
      unsafe curl_multi_add_handle(multi, easy)
      next += 1
    }
    for index in unsafe easies.indices { unsafe begin(easies[index]) }
    var room = [tocsin_happening](repeating: tocsin_happening(), count: 128)
    var running: Int32 = 0
    while answered < bodies.count {
      let count = unsafe tocsin_poller_wait(poller, &room, Int32(room.count), Int32(wait))
      for happening in room.prefix(Int(count)) {
        let mask =
          (happening.readable != 0 ? CURL_CSELECT_IN : 0)
          | (happening.writable != 0 ? CURL_CSELECT_OUT : 0)
        unsafe curl_multi_socket_action(multi, Int32(happening.word), mask, &running)
      }
      if count == 0 {
        // libcurl sets it anew when it wants to be called again; else this would turn idly.
        wait = -1
        unsafe curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running)
      }
      var left: Int32 = 0
      while let message = unsafe curl_multi_info_read(multi, &left) {
        guard let easy = unsafe message.pointee.easy_handle else { continue }
        let status = unsafe tocsin_curl_get_long(easy, CURLINFO_RESPONSE_CODE)
        guard (200..<300).contains(status) else {
          throw BareFault("post", reason: "the gateway did not take a message")
        }
        answered += 1
        unsafe curl_multi_remove_handle(multi, easy)
        unsafe begin(easy)
      }
    }
  }

  private func watch(_ socket: Int32, _ what: Int32) {
    if what == CURL_POLL_REMOVE {
      tocsin_poller_forget(poller, socket)
    } else {
      let isReading: Int32 = what & CURL_POLL_IN != 0 ? 1 : 0
      let isWriting: Int32 = what & CURL_POLL_OUT != 0 ? 1 : 0
      tocsin_poller_watch(poller, socket, UInt64(socket), isReading, isWriting)
    }
  }
}
