import Findings

/// A piece of a page. What is interpolated into it as text is escaped, so that names from stores and
/// plans are shown and never interpreted; another piece of a page is taken as it is.
package struct HTML: ExpressibleByStringInterpolation, CustomStringConvertible, Sendable {
  package struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var markup = ""

    /// Empty markup.
    package init(literalCapacity: Int, interpolationCount: Int) {
      markup.reserveCapacity(2 * literalCapacity)
    }

    package mutating func appendLiteral(_ literal: String) { markup += literal }

    /// Text, escaped.
    package mutating func appendInterpolation(_ text: String) {
      markup += XMLText.escaped(text)
    }

    /// A number.
    package mutating func appendInterpolation(_ number: Int) { markup += String(number) }

    /// Markup, as it is.
    package mutating func appendInterpolation(_ part: HTML) { markup += part.markup }

    /// Parts one after the other.
    package mutating func appendInterpolation(_ parts: [HTML]) {
      for part in parts { markup += part.markup }
    }
  }

  /// As it is sent.
  package let markup: String

  package init(stringLiteral literal: String) { markup = literal }

  package init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }

  /// What was made elsewhere with its texts escaped, as figures and tables of reports are.
  package init(trusted markup: String) { self.markup = markup }

  package var description: String { markup }

  static func + (left: HTML, right: HTML) -> HTML { HTML(trusted: left.markup + right.markup) }
}

extension Sequence where Element == HTML {
  /// One after the other, on lines of their own.
  func joined() -> HTML { HTML(trusted: map(\.markup).joined(separator: "\n")) }
}
