import Findings
import Foundation

/// A figure with the style that it is printed in, whatever the page's colours are.
enum PrintedFigure {
  /// - Parameters:
  ///   - svg: with its style sheet.
  ///   - name: of the file that a reader saves.
  ///   - pdf: where it is as PDF; empty for nowhere.
  static func html(_ svg: String, _ caption: String, name: String, pdf: String) -> HTML {
    let address = "data:image/svg+xml;base64,\(Data(svg.utf8).base64EncodedString())"
    let other: HTML =
      pdf.isEmpty ? "" : " <a download=\"\(name).pdf\" href=\"\(pdf)\">PDF</a>"
    return """
      <figure class="print"><div class="scroll"><img src="\(address)" alt="\(caption)"></div>\
      <figcaption>\(caption) <a download="\(name).svg" href="\(address)">SVG</a>\(other)</figcaption></figure>
      """
  }
}
