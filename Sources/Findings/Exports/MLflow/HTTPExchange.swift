import Foundation
import Synchronization

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One request and its answer, with limits that URLSession does not have of itself.
final class HTTPExchange: NSObject, URLSessionDataDelegate, Sendable {
  enum Outcome: Sendable {
    case answer(HTTPClient.Answer)
    case tooLarge
    case timedOut
    case failed(String)
  }

  private struct State {
    var body = Data()
    var isTooLarge = false
    var isTimedOut = false
    var continuation: CheckedContinuation<Outcome, Never>?
  }

  private let state = Mutex(State())
  private let largestAnswer: Int

  private init(largestAnswer: Int) { self.largestAnswer = largestAnswer }

  static func run(
    _ request: URLRequest, seconds: Double, largestAnswer: Int
  ) async -> Outcome {
    let exchange = HTTPExchange(largestAnswer: largestAnswer)
    let configuration = URLSessionConfiguration.ephemeral
    configuration.timeoutIntervalForRequest = seconds
    configuration.timeoutIntervalForResource = seconds
    let session = URLSession(configuration: configuration, delegate: exchange, delegateQueue: nil)
    let task = session.dataTask(with: request)
    // Of the whole exchange: the limit of URLSession begins anew with each byte.
    let deadline = Task {
      try? await Task.sleep(for: .seconds(seconds))
      guard !Task.isCancelled else { return }
      exchange.state.withLock { $0.isTimedOut = true }
      exchange.end(.timedOut)
      task.cancel()
    }
    let outcome = await withCheckedContinuation { continuation in
      exchange.state.withLock { $0.continuation = continuation }
      task.resume()
    }
    deadline.cancel()
    session.invalidateAndCancel()
    return outcome
  }

  /// The first outcome counts.
  private func end(_ outcome: Outcome) {
    let waiting = state.withLock { state in
      defer { state.continuation = nil }
      return state.continuation
    }
    waiting?.resume(returning: outcome)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask,
    willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
    completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil)
    end(
      .answer(
        HTTPClient.Answer(
          status: response.statusCode, body: Data(),
          location: response.value(forHTTPHeaderField: "Location"))))
    task.cancel()
  }

  /// The header Authorization is all that there is to offer, and it was sent. URLSession on Linux
  /// waits for ever after a challenge that is answered with the default, so the exchange ends here.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler:
      @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) ->
      Void
  ) {
    if challenge.protectionSpace.authenticationMethod == "NSURLAuthenticationMethodServerTrust" {
      return completionHandler(.performDefaultHandling, nil)
    }
    let status = (challenge.failureResponse as? HTTPURLResponse)?.statusCode ?? 401
    completionHandler(.cancelAuthenticationChallenge, nil)
    end(.answer(HTTPClient.Answer(status: status, body: Data(), location: nil)))
    task.cancel()
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = state.withLock { state in
      state.body.append(data)
      if state.body.count > largestAnswer {
        state.isTooLarge = true
        state.body = Data()
      }
      return state.isTooLarge
    }
    guard isTooLarge else { return }
    end(.tooLarge)
    dataTask.cancel()
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?
  ) {
    if let error {
      let isTimedOut = (error as? URLError)?.code == .timedOut
      return end(isTimedOut ? .timedOut : .failed(error.localizedDescription))
    }
    let response = task.response as? HTTPURLResponse
    let body = state.withLock { $0.body }
    end(
      .answer(
        HTTPClient.Answer(
          status: response?.statusCode ?? 0, body: body,
          location: response?.value(forHTTPHeaderField: "Location"))))
  }
}
