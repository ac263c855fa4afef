/// A request as pages see it, whoever received it.
package struct PageRequest: Sendable {
  package var method: String
  /// Percent-encoded, as it was sent.
  package var path: String
  package var query: String
  package var host: String?
  package var origin: String?
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
