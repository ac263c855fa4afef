import Foundation

/// A report as blocks, which are written as Markdown and as HTML: one text, two forms.
struct ReportDocument {
  enum Emphasis: Sendable { case none, best, second }

  struct TableCell: Sendable {
    var text: String
    var emphasis: Emphasis = .none
  }

  enum Block {
    case heading(String)
    case paragraph(String)
    case list([String])
    case code(String)
    case table(caption: String, header: [String], rows: [[TableCell]])
    /// A figure, its file name without extension.
    case figure(name: String, caption: String, svg: String)
  }

  var title: String
  var blocks: [Block] = []

  /// Bold for the largest of each column, underlined for the second, over the rows given.
  static func emphasised(_ values: [[Double?]], labels: [[String]], names: [String])
    -> [[TableCell]]
  {
    var rows = zip(names, labels).map { name, texts in
      [TableCell(text: name)] + texts.map { TableCell(text: $0) }
    }
    for column in values.first?.indices ?? 0..<0 {
      // Compared as printed: what reads the same is equally good.
      let shown = values.map { $0[column].map { ($0 * 1000).rounded() } }
      let distinct = Set(shown.compactMap { $0 }).sorted(by: >)
      for (row, value) in shown.enumerated() {
        if let value, value == distinct.first { rows[row][column + 1].emphasis = .best }
        if let value, distinct.count > 1, value == distinct[1] {
          rows[row][column + 1].emphasis = .second
        }
      }
    }
    return rows
  }

  func markdown() -> String {
    var text = "# \(title)\n"
    for block in blocks {
      text += "\n"
      switch block {
      case .heading(let heading): text += "## \(heading)\n"
      case .paragraph(let paragraph): text += paragraph + "\n"
      case .list(let items): text += items.map { "- \($0)\n" }.joined()
      case .code(let code): text += "```\n\(code)\n```\n"
      case .table(let caption, let header, let rows):
        text += "\(caption)\n\n" + Self.markdownRow(header)
        text += "|---|" + String(repeating: "--:|", count: header.count - 1) + "\n"
        for row in rows { text += Self.markdownRow(row.map(Self.markdownCell)) }
      case .figure(let name, let caption, _):
        text += "![\(caption)](figures/\(name).svg)\n\n*\(caption)*\n"
      }
    }
    return text
  }

  private static func markdownRow(_ cells: [String]) -> String {
    "| "
      + cells.map {
        $0.split(separator: "|", omittingEmptySubsequences: false)
          .joined(separator: "\\|")
      }.joined(separator: " | ") + " |\n"
  }

  private static func markdownCell(_ cell: TableCell) -> String {
    switch cell.emphasis {
    case .none: cell.text
    case .best: "**\(cell.text)**"
    case .second: "<u>\(cell.text)</u>"
    }
  }

  func html() -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(SVGCanvas.escaped(title))</title>
    <style>\(Self.sheet)\(ChartStyle.sheet)</style>
    </head>
    <body>
    <main>
    <h1>\(SVGCanvas.escaped(title))</h1>
    \(blocks.map(htmlBlock).joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  private func htmlBlock(_ block: Block) -> String {
    switch block {
    case .heading(let text): return "<h2>\(SVGCanvas.escaped(text))</h2>"
    case .paragraph(let text): return "<p>\(Self.inline(text))</p>"
    case .list(let items):
      return "<ul>\n" + items.map { "<li>\(Self.inline($0))</li>\n" }.joined() + "</ul>"
    case .code(let code): return "<pre><code>\(SVGCanvas.escaped(code))</code></pre>"
    case .table(let caption, let header, let rows):
      let head = header.map { "<th scope=\"col\">\(SVGCanvas.escaped($0))</th>" }.joined()
      return "<p class=\"caption\">\(Self.inline(caption))</p>\n"
        + "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"table\"><table>"
        + "<thead><tr>\(head)</tr></thead>\n<tbody>\n"
        + rows.map(Self.htmlRow).joined() + "</tbody></table></div>"
    case .figure(_, let caption, let svg):
      // The page has the style sheet once, in its head.
      let bare = Self.withoutStyle(svg)
      return "<figure><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"figure\">"
        + "\(bare)</div><figcaption>\(Self.inline(caption))</figcaption></figure>"
    }
  }

  private static func htmlRow(_ row: [TableCell]) -> String {
    let cells = row.enumerated().map { index, cell in
      let text = SVGCanvas.escaped(cell.text)
      if index == 0 { return "<th scope=\"row\">\(text)</th>" }
      switch cell.emphasis {
      case .none: return "<td>\(text)</td>"
      case .best: return "<td><strong>\(text)</strong></td>"
      case .second: return "<td><u>\(text)</u></td>"
      }
    }
    return "<tr>\(cells.joined())</tr>\n"
  }

  /// Escapes, and turns `code` in backquotes into elements.
  private static func inline(_ text: String) -> String {
    let parts = SVGCanvas.escaped(text).split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index % 2 == 1 && index < parts.count - 1 ? "<code>\(part)</code>" : String(part)
    }.joined()
  }

  private static func withoutStyle(_ svg: String) -> String {
    guard let start = svg.range(of: "<style>"), let end = svg.range(of: "</style>\n") else {
      return svg
    }
    return String(svg[..<start.lowerBound]) + String(svg[end.upperBound...])
  }

  private static let sheet =
    ":root{color-scheme:light dark}"
    + "body{margin:0;font:16px/1.5 system-ui,'DejaVu Sans',sans-serif;background:#fff;color:#1f2328}"
    + "main{max-width:1100px;margin:0 auto;padding:16px}"
    + "h1{line-height:1.2}h2{margin-top:2em;border-bottom:1px solid #d8dee4}"
    + ".scroll{overflow-x:auto;max-width:100%}"
    + "table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}"
    + ".caption{margin:1.5em 0 .4em;font-weight:600}"
    + "th,td{padding:4px 10px;border-bottom:1px solid #d8dee4;text-align:right;white-space:nowrap}"
    + "th:first-child{text-align:left}figure{margin:1.5em 0}figcaption{font-size:14px;color:#59636e}"
    + "pre{overflow-x:auto;padding:10px;background:#f3f5f7}code{font-size:.92em}"
    + "svg{display:block}"
    + "@media (prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}"
    + "h2,th,td{border-color:#30363d}pre{background:#161b22}figcaption{color:#9aa5b1}}"
}
