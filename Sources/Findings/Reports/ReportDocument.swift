/// A report as blocks, which are written as Markdown and as HTML: one text, two forms.
package struct ReportDocument {
  enum Block {
    case heading(String)
    case paragraph(String)
    case list([String])
    case code(String)
    case results(FindingsTable)
    case table(caption: String, TextTable)
    /// A figure, its file name without extension.
    case figure(name: String, caption: String, svg: String)
  }

  var title: String
  var blocks: [Block] = []

  /// Datasets "a b" and "a-b" would have one file name: the second gets a number.
  mutating func nameFiguresApart() {
    var used: [String: Int] = [:]
    for (index, block) in blocks.enumerated() {
      guard case .figure(let name, let caption, let svg) = block else { continue }
      let times = used[name, default: 0] + 1
      used[name] = times
      if times > 1 {
        blocks[index] = .figure(name: "\(name)-\(times)", caption: caption, svg: svg)
      }
    }
  }

  /// The document as a Markdown page.
  package func markdown() -> String {
    let parts = blocks.map { block in
      switch block {
      case .heading(let heading): "## \(heading)\n"
      case .paragraph(let paragraph): paragraph + "\n"
      case .list(let items): items.map { "- \($0)\n" }.joined()
      case .code(let code): "```\n\(code)\n```\n"
      case .results(let table): table.markdown
      case .table(let caption, let table): "**\(caption)**\n\n\(table.markdown)"
      case .figure(let name, let caption, _):
        "![\(MarkdownText.escaped(caption))](figures/\(name).svg)\n\n"
          + "*\(MarkdownText.escaped(caption))*\n"
      }
    }
    return (["# \(title)\n"] + parts).joined(separator: "\n")
  }

  /// The document as one self-contained HTML page.
  package func html() -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(XMLText.escaped(title))</title>
    <style>\(Self.sheet)\(ChartStyle.sheet)</style>
    </head>
    <body>
    <main>
    <h1>\(XMLText.escaped(title))</h1>
    \(blocks.map(htmlBlock).joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  /// The blocks, for a page that has a head of its own with ``ChartStyle/sheet``.
  package var fragment: String { blocks.map(htmlBlock).joined(separator: "\n") }

  private func htmlBlock(_ block: Block) -> String {
    switch block {
    case .heading(let text): return "<h2>\(XMLText.escaped(text))</h2>"
    case .paragraph(let text): return "<p>\(HTMLTable.inline([text]))</p>"
    case .list(let items):
      return "<ul>\n" + items.map { "<li>\(HTMLTable.inline([$0]))</li>\n" }.joined() + "</ul>"
    case .code(let code): return "<pre><code>\(XMLText.escaped(code))</code></pre>"
    case .results(let table): return table.html
    case .table(let caption, let table): return table.html(caption: caption)
    case .figure(let name, let caption, let svg):
      // The page has the style sheet once, in its head.
      return "<figure id=\"\(name)\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" "
        + "aria-label=\"\(XMLText.escaped(caption))\">"
        + "\(SVGCanvas.withoutStyle(svg))</div><figcaption>\(HTMLTable.inline([caption]))"
        + "</figcaption></figure>"
    }
  }

  private static let sheet =
    "body{margin:0;font:16px/1.5 system-ui,'DejaVu Sans',sans-serif;background:#fff;color:#1f2328}"
    + "main{max-width:1240px;margin:0 auto;padding:16px}"
    + "h1{line-height:1.2}h2{margin-top:2em;border-bottom:1px solid #d8dee4}"
    + ".scroll{overflow-x:auto;max-width:100%}"
    + "table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}"
    + ".caption{margin:1.5em 0 .4em;font-weight:600}.note{margin:.4em 0;font-size:14px}"
    + "th,td{padding:4px 8px;border-bottom:1px solid #d8dee4;text-align:right;white-space:nowrap}"
    + "thead th{vertical-align:bottom}th.label{text-align:left}tr.rule>*{border-top:2px solid #8c959f}"
    + "figure{margin:1.5em 0}figcaption,.note{color:#59636e}figcaption{font-size:14px}"
    + "pre{overflow-x:auto;padding:10px;background:#f3f5f7}code{font-size:.92em}"
    + "svg{display:block}"
    + "@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}"
    + "h2,th,td{border-color:#30363d}tr.rule>*{border-top-color:#6e7681}"
    + "pre{background:#161b22}figcaption,.note{color:#9aa5b1}}"
}
