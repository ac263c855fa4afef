/// A request as pages see it, whoever received it.
package struct PageRequest: Sendable {
  /// GET, HEAD, POST, ...
  package var method: String
  /// Percent-encoded, as it was sent.
  package var path: String
  /// What follows the question mark, not decoded.
  package var query: String
  /// The header Host; nil without one.
  package var host: String?
  /// The header Origin; nil without one.
  package var origin: String?
  /// The header Cookie; nil without one.
  package var cookie: String?
  /// Of a form.
  package var body: String

  package init(
    method: String = "GET", path: String, query: String = "", host: String?, origin: String? = nil,
    cookie: String? = nil, body: String = ""
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.host = host
    self.origin = origin
    self.cookie = cookie
    self.body = body
  }

  /// The token of the cookie that an earlier answer set.
  var cookieToken: String? {
    let parts = (cookie ?? "").split(separator: ";").map { $0.split(separator: "=", maxSplits: 1) }
    let found = parts.first { part in
      part.count == 2 && part[0].drop { $0 == " " } == Substring(PageResponse.tokenCookie)
    }
    return found.map { String($0[1]) }
  }
}
