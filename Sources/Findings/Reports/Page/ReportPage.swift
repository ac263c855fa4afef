/// A report as one HTML page that needs no other file: readable without its script, which sorts and
/// filters tables, switches values, makes a model stand out and copies.
struct ReportPage {
  private let document: ReportDocument
  /// Whether the files that the page names lie beside it.
  private let hasFiles: Bool

  init(_ document: ReportDocument, hasFiles: Bool = true) {
    self.document = document
    self.hasFiles = hasFiles
  }

  func html() -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(XMLText.escaped(document.title))</title>
    <style>\(EmbeddedText.report_css)\(ChartStyle.pageSheet)</style>
    </head>
    <body>
    <main>
    <h1>\(XMLText.escaped(document.title))</h1>
    \(body)
    </main>
    <script>
    \(EmbeddedText.report_js)</script>
    </body>
    </html>

    """
  }

  /// Figures that follow each other stand in a grid.
  var body: String {
    var parts: [String] = []
    var isInGrid = false
    for block in document.blocks {
      if case .figure = block {
        if !isInGrid { parts.append("<div class=\"figures\">") }
        isInGrid = true
      } else if isInGrid {
        parts.append("</div>")
        isInGrid = false
      }
      parts.append(html(block))
    }
    if isInGrid { parts.append("</div>") }
    return parts.joined(separator: "\n")
  }

  private func html(_ block: ReportDocument.Block) -> String {
    switch block {
    case .answer(let sentences):
      return "<p class=\"answer\">\(HTMLTable.inline(sentences))</p>\n\(contents)"
    case .heading(let text):
      let anchor = ReportDocument.anchor(text)
      return "<h2 id=\"\(anchor)\"><a href=\"#\(anchor)\">\(XMLText.escaped(text))</a></h2>"
    case .paragraph(let text): return "<p>\(HTMLTable.inline([text]))</p>"
    case .list(let items):
      return "<ul>\n" + items.map { "<li>\(HTMLTable.inline([$0]))</li>\n" }.joined() + "</ul>"
    case .code(let code): return "<pre tabindex=\"0\"><code>\(XMLText.escaped(code))</code></pre>"
    case .results(let table): return Self.table(table)
    case .variants(let variants): return Self.variants(variants)
    case .table(let caption, let table):
      return "<div class=\"block\">\(table.html(caption: caption))</div>"
    case .figure(let figure): return self.figure(figure)
    case .files(let files):
      let links = files.map { "<a href=\"\(XMLText.escaped($0))\">\(XMLText.escaped($0))</a>" }
      return "<p class=\"files\">Files: \(links.joined(separator: ", "))</p>"
    }
  }

  private var contents: String {
    let links = document.headings.map {
      "<a href=\"#\(ReportDocument.anchor($0))\">\(XMLText.escaped($0))</a>"
    }
    return links.isEmpty
      ? "" : "<nav aria-label=\"Contents\">\(links.joined(separator: "\n"))</nav>"
  }

  /// With its LaTeX, for a reader who wants to copy it.
  private static func table(_ table: FindingsTable) -> String {
    "<div class=\"block\">\(table.html)<template class=\"latex\">"
      + "\(XMLText.escaped(table.latex()))</template></div>"
  }

  /// The first as it is; the others wait for the script.
  private static func variants(_ variants: [TableVariant]) -> String {
    guard let first = variants.first else { return "" }
    let others = variants.map { variant in
      "<template data-value=\"\(XMLText.escaped(variant.value))\" "
        + "data-choice=\"\(XMLText.escaped(variant.choice))\">\(table(variant.table))</template>"
    }
    return "<div class=\"variants\"><div class=\"shown\">\(table(first.table))</div>\n"
      + others.joined(separator: "\n") + "</div>"
  }

  private func figure(_ figure: ReportFigure) -> String {
    let link = hasFiles ? " <a href=\"figures/\(figure.name).svg\">SVG</a>" : ""
    // Works without the script: the style sheet shows the balls where the box is checked.
    let balls =
      figure.hasBalls
      ? "<label class=\"balls\"><input type=\"checkbox\"> balls of the classes after the motion</label>"
      : ""
    return "<figure id=\"\(figure.name)\"\(figure.isWide ? " class=\"wide\"" : "")>"
      + "\(drawings(figure))\(balls)<figcaption>\(HTMLTable.inline([figure.caption]))"
      + "\(link)\(hasFiles ? parts(figure) : "")</figcaption></figure>"
  }

  /// For each width of the page a drawing that fits it; the style sheet shows one of them.
  private func drawings(_ figure: ReportFigure) -> String {
    let formats: [FigureFormat] =
      figure.isWide ? [.screen, .medium, .narrow] : [.screen, .narrow]
    return ReportFigure.drawings(figure.draw, formats)
  }

  /// Links to the panels as files.
  private func parts(_ figure: ReportFigure) -> String {
    guard !figure.parts.isEmpty else { return "" }
    let links = figure.parts.map { part in
      let caption = part.caption.isEmpty ? "" : " (\(HTMLTable.inline([part.caption])))"
      return "<a href=\"figures/\(part.name).svg\">\(XMLText.escaped(part.name))</a>\(caption)"
    }
    return
      "<details><summary>\(XMLText.escaped(figure.partsTitle))</summary>\(links.joined(separator: ", "))</details>"
  }
}

extension ReportDocument {
  /// One page that needs no other file.
  package func html() -> String { ReportPage(self).html() }

  /// The blocks, for a page that has a head of its own with ``ChartStyle/pageSheet``.
  package var fragment: String { ReportPage(self, hasFiles: false).body }
}
