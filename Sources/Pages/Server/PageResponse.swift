/// An answer as pages make it, whoever sends it.
package struct PageResponse: Sendable {
  package enum Body: Sendable {
    case text(String)
    /// Server-sent events: as long as the reader stays.
    case events(EventStream)
  }

  package var status = 200
  package var contentType = "text/html; charset=utf-8"
  package var body: Body
  package var location: String?
  package var cookie: String?

  static let tokenCookie = "pedlab_token"

  package init(_ page: HTML, status: Int = 200) {
    body = .text(page.markup)
    self.status = status
  }

  package init(text: String, contentType: String) {
    body = .text(text)
    self.contentType = contentType
  }

  package init(events: EventStream) {
    body = .events(events)
    contentType = "text/event-stream"
  }

  /// To another page, by GET.
  static func seeOther(_ address: String) -> PageResponse {
    var response = PageResponse("")
    response.status = 303
    response.location = address
    return response
  }
}
