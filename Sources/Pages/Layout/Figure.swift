import Findings

/// A figure of the reports, in a page: drawn for a wide one, and for a telephone.
enum Figure {
  static func html(_ draw: (FigureFormat) -> String, _ caption: String) -> HTML {
    let drawings = [FigureFormat.screen, .narrow].map { ReportFigure.drawing(draw, $0) }
    return """
      <figure>\(HTML(trusted: drawings.joined()))<figcaption>\(caption)</figcaption></figure>
      """
  }
}
