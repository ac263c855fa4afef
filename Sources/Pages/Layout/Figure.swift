import Findings

/// A figure of the reports, in a page: drawn for a wide one, and for a telephone.
enum Figure {
  static func html(_ draw: (FigureFormat) -> String, _ caption: String) -> HTML {
    let drawings = ReportFigure.drawings(draw, [.screen, .narrow])
    return """
      <figure>\(HTML(trusted: drawings))<figcaption>\(caption)</figcaption></figure>
      """
  }
}
