import Findings

/// A figure of the reports, in a page.
enum Figure {
  static func html(_ svg: String, _ caption: String) -> HTML {
    """
    <figure><div class="scroll">\(HTML(trusted: SVGCanvas.withoutDarkFills(SVGCanvas.withoutStyle(svg))))</div>\
    <figcaption>\(caption)</figcaption></figure>
    """
  }
}
