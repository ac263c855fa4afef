/// An answer as pages make it, whoever sends it.
package struct PageResponse: Sendable {
  /// What is sent after the headers.
  package enum Body: Sendable {
    case text(String)
    case bytes([UInt8])
    /// Server-sent events: as long as the reader stays.
    case events(EventStream)
  }

  /// The status code.
  package var status = 200
  /// The header Content-Type.
  package var contentType = "text/html; charset=utf-8"
  /// What is sent after the headers.
  package var body: Body
  /// Where a redirect leads; nil for none.
  package var location: String?
  /// A cookie to set; nil for none.
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

  package init(bytes: [UInt8], contentType: String) {
    body = .bytes(bytes)
    self.contentType = contentType
  }

  /// A response that goes on sending events.
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
