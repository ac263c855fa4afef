import Findings

/// A figure of the reports, in a page.
enum Figure {
  static func html(_ svg: String, _ caption: String) -> HTML {
    """
    <figure><div class="scroll" tabindex="0" role="region" aria-label="\(caption)">\
    \(HTML(trusted: SVGCanvas.withoutStyle(svg)))</div>\
    <figcaption>\(caption) <button type="button" data-save="svg" hidden>SVG</button></figcaption></figure>
    """
  }
}
