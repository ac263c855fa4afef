/// Why there is no page, as a sentence on a page.
package struct PageError: Error, Equatable, CustomStringConvertible {
  /// Of HTTP.
  package let status: Int
  package let description: String

  /// 404: there is no such page.
  package static func notFound(_ path: String) -> PageError {
    PageError(status: 404, description: "There is no page \(path).")
  }

  /// What was asked for is not there.
  package static func missing(_ sentence: String) -> PageError {
    PageError(status: 404, description: sentence)
  }

  /// 400: what was asked for makes no sense.
  package static func badRequest(_ sentence: String) -> PageError {
    PageError(status: 400, description: sentence)
  }

  /// 403: whoever asks may not.
  package static func forbidden(_ sentence: String) -> PageError {
    PageError(status: 403, description: sentence)
  }

  /// The browser sent what only a broken or hostile page would.
  package static func notAllowed(_ sentence: String) -> PageError {
    PageError(status: 405, description: sentence)
  }
}
