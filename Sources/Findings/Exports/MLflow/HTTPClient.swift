import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// JSON over HTTP, one request after the other.
struct HTTPClient: Sendable {
  struct Answer: Sendable {
    let status: Int
    let body: Data
  }

  /// Without a slash at its end.
  let root: String
  /// The value of the header Authorization; nil for none.
  let authorization: String?

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
      throw ExportError.server(url: root, reason: "this is no URL")
    }
    var request = URLRequest(url: url, timeoutInterval: 120)
    request.httpMethod = method
    request.httpBody = body
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    if let authorization { request.setValue(authorization, forHTTPHeaderField: "Authorization") }
    var reason = ""
    for attempt in 0..<5 {
      if attempt > 0 { try await Task.sleep(for: .milliseconds(250 << attempt)) }
      do {
        let (data, response) = try await URLSession.shared.data(for: request)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        guard [429, 502, 503, 504].contains(status) else {
          return Answer(status: status, body: data)
        }
        reason = "it answered \(status)"
      } catch let error as URLError where error.code == .timedOut {
        // It may have done what it was asked to: asking again could do it twice.
        throw ExportError.server(url: root, reason: "no answer to \(path) within two minutes")
      } catch {
        reason = error.localizedDescription
      }
    }
    throw ExportError.server(url: root, reason: reason)
  }
}
