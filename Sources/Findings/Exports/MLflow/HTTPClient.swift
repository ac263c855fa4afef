import Foundation
import Wording

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// JSON over HTTP, one request after the other.
///
/// What is sent may hold a token, so no redirect is followed: the server that was named gets it, and
/// no other. Each request has a time limit of its own, however slowly the answer trickles, and an
/// answer a largest size.
struct HTTPClient: Sendable {
  struct Answer: Sendable {
    let status: Int
    let body: Data
    /// Where a redirect leads.
    let location: String?
  }

  /// Without a slash at its end.
  let root: String
  /// The value of the header Authorization; nil for none.
  let authorization: String?
  var secondsPerRequest = Self.usualSeconds
  var largestAnswer = 64 << 20

  static let usualSeconds = 120.0

  /// ``root`` without a name and password: for messages.
  var shownRoot: String { Self.withoutPassword(root) }

  static func withoutPassword(_ url: String) -> String {
    guard var parts = URLComponents(string: url), parts.user != nil || parts.password != nil else {
      return url
    }
    (parts.user, parts.password) = (nil, nil)
    return parts.string ?? "the given address"
  }

  /// Sends `body`, and returns what came back with its status.
  ///
  /// A request that could not be sent, or that a busy server refused (429, 502 to 504), is tried
  /// again up to 4 times with growing pauses.
  /// - Throws: ``ExportError/server(url:reason:)`` with the reason of the last attempt.
  func post(_ path: String, _ body: JSONValue) async throws -> Answer {
    try await send("POST", path, Data(body.text.utf8))
  }

  func get(_ path: String) async throws -> Answer { try await send("GET", path, nil) }

  private func send(_ method: String, _ path: String, _ body: Data?) async throws -> Answer {
    guard let url = URL(string: root + path) else {
      throw ExportError.server(url: shownRoot, reason: "this is not a URL")
    }
    var request = URLRequest(url: url, timeoutInterval: secondsPerRequest)
    request.httpMethod = method
    request.httpBody = body
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    if let authorization { request.setValue(authorization, forHTTPHeaderField: "Authorization") }
    var reason = ""
    for attempt in 0..<5 {
      if attempt > 0 { try await Task.sleep(for: .milliseconds(250 << attempt)) }
      switch await HTTPExchange.run(
        request, seconds: secondsPerRequest, largestAnswer: largestAnswer)
      {
      case .answer(let answer) where (300..<400).contains(answer.status):
        let place = answer.location.map { " to \(Self.withoutPassword($0))" } ?? ""
        throw ExportError.server(
          url: shownRoot,
          reason: "it redirects\(place), which is not followed because a token may go along; "
            + "give that address itself if you trust it")
      case .answer(let answer) where [429, 502, 503, 504].contains(answer.status):
        reason = "it answered \(answer.status)"
      case .answer(let answer): return answer
      case .tooLarge:
        throw ExportError.server(
          url: shownRoot,
          reason: "its answer to \(path) is larger than \(largestAnswer >> 20) MB")
      case .timedOut:
        // It may have done what it was asked to: asking again could do it twice.
        throw ExportError.server(
          url: shownRoot,
          reason: "no whole answer to \(path) within \(Quantity.duration(secondsPerRequest))")
      case .failed(let text): reason = text
      }
    }
    throw ExportError.server(url: shownRoot, reason: reason)
  }
}
