/// The document that a table is written for: how wide its columns and its text are, in points.
package struct LaTeXPage: Sendable, Equatable {
  /// Of papers with two columns; nil where text has one.
  let column: Double?
  /// Of the text.
  let text: Double
  /// Of the text: what a table turned on its side has.
  let height: Double

  private init(column: Double?, text: Double, height: Double) {
    (self.column, self.text, self.height) = (column, text, height)
  }

  /// Of the papers of CVPR, ICCV and NeurIPS.
  package static let twoColumns = LaTeXPage(column: 236, text: 496, height: 640)

  /// Of LaTeX's article at 10 points: 345 by 550 points.
  private static let article = (width: 345.0, height: 550.0)

  /// A document of one column, such as an article (345 points) or a thesis.
  ///
  /// - Parameter textWidth: `\the\textwidth`; the height is taken as that of an article.
  package init(textWidth: Double) {
    self.init(
      column: nil, text: textWidth,
      height: max(textWidth, Self.article.height / Self.article.width * textWidth))
  }
}
