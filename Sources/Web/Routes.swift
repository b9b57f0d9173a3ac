public import Engine
import IncidentCore
import NotifierCards
import Ports

/// What stands behind which path.
///
/// | path | what it is for |
/// |---|---|
/// | `/receipts/NOTIFIER`, `/replies/NOTIFIER` | what providers send, both kinds at either |
/// | `/a/TOKEN` | the page behind a link; looking changes nothing, a form answers |
/// | `/healthz` | whether the server answers and the journal can be read |
public struct Routes: Sendable {
  private let desk: AnswerDesk
  private let base: String
  private let isHealthy: @Sendable () -> Bool

  /// Routes to a desk.
  ///
  /// - Parameters:
  ///   - desk: where answers are taken.
  ///   - base: how the server is reached from outside, which some providers sign.
  ///   - isHealthy: whether the journal can be read.
  public init(
    desk: AnswerDesk,
    base: String,
    isHealthy: @escaping @Sendable () -> Bool
  ) {
    self.desk = desk
    self.base = base
    self.isHealthy = isHealthy
  }

  /// Answers a request.
  public func answer(_ request: WebRequest) async -> WebAnswer {
    guard let path = request.path else { return .plain(400, "bad request\n") }
    switch (path.first, path.count) {
    case ("healthz", 1): return only(["GET", "HEAD"], request) ?? health()
    case ("receipts", 2), ("replies", 2):
      return if let refusal = only(["GET", "POST"], request) {
        refusal
      } else {
        await provider(path[1], request)
      }
    case ("a", 2):
      return if let refusal = only(["GET", "HEAD", "POST"], request) {
        refusal
      } else {
        await page(path[1], request)
      }
    default: return .plain(404, "not found\n")
    }
  }

  private func only(_ methods: [String], _ request: WebRequest) -> WebAnswer? {
    guard !methods.contains(request.method) else { return nil }
    var answer = WebAnswer.plain(405, "not allowed\n")
    answer.allowed = methods.joined(separator: ", ")
    return answer
  }

  private func health() -> WebAnswer {
    isHealthy() ? .plain(200, "ok\n") : .plain(503, "the journal cannot be read\n")
  }

  private func provider(_ notifier: String, _ request: WebRequest) async -> WebAnswer {
    let inbound = InboundRequest(
      method: request.method,
      url: base + request.target,
      headers: request.headers.map { WireRequest.Header($0.name, $0.value) },
      body: request.body
    )
    do throws(JournalFault) {
      let answer = try await desk.receive(inbound, for: notifier)
      return WebAnswer(
        status: answer.status,
        contentType: answer.contentType,
        body: answer.body
      )
    } catch {
      // Providers come again after such an answer.
      return .plain(503, "later\n")
    }
  }

  // MARK: Links

  private func page(_ token: String, _ request: WebRequest) async -> WebAnswer {
    do throws(JournalFault) {
      if request.method == "POST", let view = try await answer(request, token) {
        guard view != nil else { return Self.unknown }
        // Whoever loads the page again must not answer again.
        var answer = WebAnswer.plain(303, "")
        answer.location = token
        return answer
      }
      guard let view = try await desk.view(of: token) else { return Self.unknown }
      return Self.html(200, CallPage(view).html)
    } catch {
      return Self.html(503, CallPage.unavailable)
    }
  }

  /// What the form of a page answers; `nil` when it is none of ours.
  private func answer(
    _ request: WebRequest,
    _ token: String
  ) async throws(JournalFault) -> CallView?? {
    if let question = request.formValue("question"),
      let option = request.formValue("option").flatMap({ Int($0) })
    {
      return .some(try await desk.choose(option, of: question, through: token))
    }
    guard let word = request.formValue("answer").flatMap({ CallAnswer.Word(rawValue: $0) })
    else { return nil }
    return .some(try await desk.answer(word, through: token))
  }

  /// A link that nobody made tells nothing, not even whether there are incidents.
  private static let unknown = html(404, CallPage.unknown)

  private static func html(_ status: Int, _ text: String) -> WebAnswer {
    WebAnswer(status: status, contentType: "text/html; charset=utf-8", body: Array(text.utf8))
  }
}
