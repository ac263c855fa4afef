/// Decides which requests are answered.
///
/// Other pages that the browser has open can send requests to this address, and by DNS rebinding even
/// read the answers: their requests name another Host. They cannot read the token of the pages that this
/// server made, so changes need it, together with an Origin that is this one.
package struct RequestGuard: Sendable {
  /// What is judged of a request.
  package struct Request: Sendable {
    /// GET, HEAD, POST, ...
    package var method: String
    /// The path without the query.
    package var path: String
    /// The header Host; nil without one.
    package var host: String?
    /// The header Origin; nil without one.
    package var origin: String?
    /// From the cookie, or the query of the first visit.
    package var token: String?
    /// From the form that asks for a change.
    package var formToken: String?

    package init(
      method: String, path: String, host: String?, origin: String? = nil, token: String? = nil,
      formToken: String? = nil
    ) {
      self.method = method
      self.path = path
      self.host = host
      self.origin = origin
      self.token = token
      self.formToken = formToken
    }
  }

  /// `127.0.0.1:8321`, `localhost:8321`: what a browser calls this server.
  let hosts: Set<String>
  /// Random, of this process.
  let token: String
  /// Whether reading needs the token, too: where other machines reach the address.
  let needsTokenToRead: Bool

  package init(hosts: Set<String>, token: String, needsTokenToRead: Bool) {
    self.hosts = hosts
    self.token = token
    self.needsTokenToRead = needsTokenToRead
  }

  /// - Throws: ``PageError`` for a request that is not answered.
  package func check(_ request: Request) throws {
    guard let host = request.host?.lowercased(), hosts.contains(host) else {
      throw PageError.forbidden(
        "This server answers requests to \(hosts.sorted().joined(separator: ", ")) only; this one names "
          + "\(request.host.map { "the host \"\($0)\"" } ?? "no host").")
    }
    if needsTokenToRead, !Self.isEqual(request.token, token) {
      throw PageError.forbidden(
        "This address needs the token that `pedlab ui` printed: open the whole address that it printed."
      )
    }
    switch request.method {
    case "GET", "HEAD": return
    case "POST":
      let origins = Set(hosts.map { "http://" + $0 })
      guard let origin = request.origin?.lowercased(), origins.contains(origin),
        Self.isEqual(request.formToken, token)
      else {
        throw PageError.forbidden(
          "Tags and notes are changed from this server's own pages only. Reload the page and try again."
        )
      }
    default:
      throw PageError.notAllowed("\(request.method) is not answered; only GET, HEAD and POST are.")
    }
  }

  /// Takes the same time wherever the texts differ first.
  private static func isEqual(_ given: String?, _ secret: String) -> Bool {
    let (a, b) = (Array((given ?? "").utf8), Array(secret.utf8))
    guard a.count == b.count else { return false }
    return zip(a, b).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}
