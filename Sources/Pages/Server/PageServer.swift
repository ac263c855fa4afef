import FlyingFox
import FlyingSocks
import Foundation

/// Serves a ``Workbench`` over HTTP on one address.
package struct PageServer: Sendable {
  /// Why the server could not begin.
  package enum Failure: Error, CustomStringConvertible {
    case noPort(address: String, from: UInt16, to: UInt16)
    case badAddress(String)

    package var description: String {
      switch self {
      case .noPort(let address, let first, let last):
        "no port of \(address) from \(first) to \(last) is free. Name another with --port."
      case .badAddress(let address):
        "--address \(address) is not an IPv4 address, such as 127.0.0.1."
      }
    }
  }

  /// The address it listens at.
  package let address: String
  /// The port it listens at.
  package let port: UInt16
  private let server: HTTPServer
  /// Pages are computed aside, so that a long one keeps no other reader from being heard, and a few at a
  /// time: fifty at once would take the memory of fifty.
  private let work: OperationQueue

  private static let pagesAtOnce = 2
  /// Ports after the wanted one that are tried.
  private static let otherPorts: UInt16 = 20
  /// A page takes well under a second; this ends what hangs.
  private static let timeout = 30.0
  /// Of forms. Notes are at most 10,000 characters, up to 12 bytes each when they are encoded.
  private static let longestBody = 200_000

  /// The first free port from `port` on.
  ///
  /// - Throws: ``Failure``
  package static func freePort(address: String, from port: UInt16) throws -> UInt16 {
    let last = port + min(otherPorts, UInt16.max - port)
    for candidate in port...last where try isFree(address, candidate) { return candidate }
    throw Failure.noPort(address: address, from: port, to: last)
  }

  private static func isFree(_ address: String, _ port: UInt16) throws -> Bool {
    let place: sockaddr_in
    do { place = try sockaddr_in.inet(ip4: address, port: port) } catch {
      throw Failure.badAddress(address)
    }
    let socket = try Socket(domain: AF_INET)
    defer { try? socket.close() }
    try socket.setValue(true, for: BoolSocketOption.localAddressReuse)
    do {
      try socket.bind(to: place)
      try socket.listen()
      return true
    } catch { return false }
  }

  /// A server of the pages of a workbench; it does not listen yet.
  package init(_ workbench: Workbench, address: String, port: UInt16) throws {
    self.address = address
    self.port = port
    let work = OperationQueue()
    work.maxConcurrentOperationCount = Self.pagesAtOnce
    self.work = work
    let configuration = HTTPServer.Configuration(
      address: try sockaddr_in.inet(ip4: address, port: port), timeout: Self.timeout,
      logger: .disabled)
    server = HTTPServer(
      config: configuration,
      handler: ClosureHTTPHandler { request in
        try await Self.answer(request, workbench, on: work)
      })
  }

  /// Serves until ``stop()``.
  ///
  /// - Parameter whenReady: called once readers are answered.
  package func run(whenReady: () throws -> Void) async throws {
    async let serving: Void = server.run()
    try await server.waitUntilListening()
    try whenReady()
    try await serving
  }

  /// Lets go of the port, and of those who are reading.
  package func stop() async { await server.stop() }

  private static func answer(
    _ request: HTTPRequest, _ workbench: Workbench, on work: OperationQueue
  ) async throws -> HTTPResponse {
    var body = ""
    if request.method == .POST {
      guard (request.bodySequence.count ?? .max) <= longestBody else {
        return HTTPResponse(statusCode: .payloadTooLarge)
      }
      body = String(decoding: try await request.bodyData, as: UTF8.self)
    }
    let asked = PageRequest(
      method: request.method.rawValue, path: request.target.path(),
      query: request.target.query(), host: request.headers[.host],
      origin: request.headers[HTTPHeader("Origin")], cookie: request.headers[.cookie], body: body)
    guard !Workbench.isQuick(asked.path) else {
      return response(workbench.answer(asked), withoutBody: request.method == .HEAD)
    }
    let answer = await withCheckedContinuation { continuation in
      work.addOperation { continuation.resume(returning: workbench.answer(asked)) }
    }
    return response(answer, withoutBody: request.method == .HEAD)
  }

  private static func response(_ answer: PageResponse, withoutBody: Bool) -> HTTPResponse {
    var headers = HTTPHeaders()
    for (name, value) in SecurityHeaders.all { headers[HTTPHeader(name)] = value }
    headers[.contentType] = answer.contentType
    if let location = answer.location { headers[.location] = location }
    if let cookie = answer.cookie { headers[.setCookie] = cookie }
    let status = HTTPStatusCode(answer.status, phrase: phrases[answer.status] ?? "Error")
    switch answer.body {
    case .text(let text):
      return HTTPResponse(
        statusCode: status, headers: headers, body: withoutBody ? Data() : Data(text.utf8))
    case .bytes(let bytes):
      return HTTPResponse(
        statusCode: status, headers: headers, body: withoutBody ? Data() : Data(bytes))
    case .events(let events):
      return HTTPResponse(
        statusCode: status, headers: headers, body: HTTPBodySequence(from: events))
    }
  }

  private static let phrases = [
    200: "OK", 303: "See Other", 400: "Bad Request", 403: "Forbidden", 404: "Not Found",
    405: "Method Not Allowed", 500: "Internal Server Error",
  ]
}
