import Findings
import Foundation

/// A figure with the style that it is printed in, whatever the page's colours are.
enum PrintedFigure {
  /// - Parameters:
  ///   - svg: with its style sheet.
  ///   - name: of the file that a reader saves.
  static func html(_ svg: String, _ caption: String, name: String) -> HTML {
    let address = "data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())"
    return """
      <figure class="print"><div class="scroll"><img src="\(address)" alt="\(caption)"></div>\
      <figcaption>\(caption) <a download="\(name).svg" href="\(address)">SVG</a></figcaption></figure>
      """
  }
}
