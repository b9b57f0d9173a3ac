import CCurl
package import NotifierCards

extension EasyHandle {
  /// Sets what holds for every transfer.
  func setCommon(_ request: WireRequest, millisecondsLeft: Int64) {
    set(CURLOPT_NOSIGNAL, 1)
    // Otherwise the end of a transfer whose name is still looked up would wait for the look-up.
    set(CURLOPT_QUICK_EXIT, 1)
    let left = max(1, Int(millisecondsLeft))
    let toConnect = Int(WireTime.milliseconds(request.connectTimeout))
    set(CURLOPT_TIMEOUT_MS, left)
    set(CURLOPT_CONNECTTIMEOUT_MS, toConnect > 0 ? min(toConnect, left) : left)
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_TCP_KEEPIDLE, 30)
    set(CURLOPT_TCP_KEEPINTVL, 10)
    // Under the minute after which common gateways hang up.
    set(CURLOPT_MAXAGE_CONN, 50)
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    // Empty texts keep the environment's proxies and exceptions away.
    set(CURLOPT_PROXY, text: request.proxy ?? "")
    set(CURLOPT_NOPROXY, text: "")
    allow(request.networks.code)
    setTLS(request.tls)
  }

  private func setTLS(_ tls: WireRequest.TLS) {
    set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    if let authorities = tls.authorities {
      set(CURLOPT_CAINFO, text: authorities)
      // The system's folder of certificates would be trusted beside the file.
      set(CURLOPT_CAPATH, text: nil)
      set(CURLOPT_PROXY_CAINFO, text: authorities)
      set(CURLOPT_PROXY_CAPATH, text: nil)
    }
    if let certificate = tls.certificate { set(CURLOPT_SSLCERT, text: certificate) }
    if let key = tls.key ?? tls.certificate { set(CURLOPT_SSLKEY, text: key) }
  }

  /// Sets a request of HTTP.
  func setHTTP(
    method: String,
    url: String,
    headers: [WireRequest.Header],
    body: [UInt8],
    scheme: String
  ) {
    set(CURLOPT_PROTOCOLS_STR, text: "http,https")
    set(CURLOPT_REDIR_PROTOCOLS_STR, text: "https")
    set(CURLOPT_URL, text: url)
    // What was signed is what is sent.
    set(CURLOPT_PATH_AS_IS, 1)
    set(CURLOPT_HTTP09_ALLOWED, 0)
    set(CURLOPT_HTTP_CONTENT_DECODING, 0)
    set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    if scheme == "https" {
      set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_2TLS))
      // Rather share a connection that is being made than make another.
      set(CURLOPT_PIPEWAIT, 1)
    } else {
      set(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    }
    let hasBody = !body.isEmpty || ["POST", "PUT", "PATCH"].contains(method)
    if method == "HEAD", !hasBody {
      set(CURLOPT_NOBODY, 1)
    } else if hasBody {
      setBody(body)
      if method != "POST" { set(CURLOPT_CUSTOMREQUEST, text: method) }
    } else {
      set(CURLOPT_HTTPGET, 1)
      if method != "GET" { set(CURLOPT_CUSTOMREQUEST, text: method) }
    }
    set(CURLOPT_HTTPHEADER, lines: Self.lines(headers))
    set(CURLOPT_PROXYHEADER, lines: [])
    set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
  }

  /// The lines as libcurl reads them: `Name:` leaves a header out, `Name;` sends it empty.
  private static func lines(_ headers: [WireRequest.Header]) -> [String] {
    var lines: [String] = []
    var own = ["accept", "content-type", "expect"]
    for header in headers {
      let name = header.name.lowercased()
      // The body is known, so its length is too; a second opinion could only be wrong.
      if name == "content-length" { continue }
      own.removeAll { $0 == name }
      let isBlank = header.value.allSatisfy { $0 == " " || $0 == "\t" }
      lines.append(isBlank ? "\(header.name);" : "\(header.name): \(header.value)")
    }
    return lines + own.map { "\($0):" }
  }

  /// Sets a mail.
  func setMail(
    url: String,
    from sender: String,
    to recipients: [String],
    size: Int,
    login: WireRequest.Login?
  ) {
    set(CURLOPT_PROTOCOLS_STR, text: "smtp,smtps")
    set(CURLOPT_REDIR_PROTOCOLS_STR, text: "smtps")
    set(CURLOPT_URL, text: url)
    set(CURLOPT_MAIL_FROM, text: "<\(sender)>")
    set(CURLOPT_MAIL_RCPT, lines: recipients.map { "<\($0)>" })
    // The others shall have the mail; who was refused stands in the reply.
    if recipients.count > 1 { allowRefusedRecipients() }
    set(CURLOPT_UPLOAD, 1)
    set(CURLOPT_INFILESIZE_LARGE, size: size)
    if let login {
      set(CURLOPT_USERNAME, text: login.user)
      set(CURLOPT_PASSWORD, text: login.password)
      set(CURLOPT_LOGIN_OPTIONS, text: "AUTH=PLAIN;AUTH=LOGIN")
    }
  }

  /// Sets when a mail server has to offer TLS on a plain connection.
  ///
  /// On this machine it need not, unless certificates are named: a local mail server's own is
  /// commonly good for nothing. Where it is not required it is used when offered, and checked.
  func setMailTLS(_ tls: WireRequest.TLS, origin: Origin) {
    let isLocal = origin.isLoopback && tls.authorities == nil
    let level = isLocal ? CURLUSESSL_NONE : tls.isRequired ? CURLUSESSL_ALL : CURLUSESSL_TRY
    if origin.scheme == "smtp" { set(CURLOPT_USE_SSL, Int(level.rawValue)) }
  }
}

extension WireRequest.Networks {
  /// The least that has to be allowed for an address, which is written as a number.
  package init(neededFor address: String) {
    let needed = unsafe tocsin_curl_networks_of(address)
    self = Self.allCases.first { $0.code == needed } ?? .any
  }

  fileprivate var code: tocsin_curl_networks {
    switch self {
    case .public: TOCSIN_NETWORKS_PUBLIC
    case .private: TOCSIN_NETWORKS_PRIVATE
    case .any: TOCSIN_NETWORKS_ANY
    }
  }
}
