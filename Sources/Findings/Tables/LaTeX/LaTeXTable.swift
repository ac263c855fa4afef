/// A table as a float for a two-column paper: booktabs, text of 7 to 9 points, as wide as it must be.
struct LaTeXTable {
  private let table: FindingsTable
  private let place: LaTeXPlace
  /// Whether the table fits in its place.
  private let fits: Bool

  init(_ table: FindingsTable) {
    let turned = table.turned()
    let place = LaTeXPlace(Self.widths(table), turned: Self.widths(turned))
    self.table = place?.isTurned == true ? turned : table
    self.place = place ?? LaTeXPlace(.sideways, .scriptsize)
    fits = place != nil
  }

  /// Of each column at 10 points.
  private static func widths(_ table: FindingsTable) -> [Double] {
    let labels = table.labelColumns.indices.map { index in
      ([table.labelColumns[index]] + table.rows.map { table.labels($0)[index] })
        .map(LaTeXMetrics.width).max() ?? 0
    }
    let cells = table.columns.indices.map { index in
      let head = HeadLines.of(table.columns[index]).map(LaTeXMetrics.width).max() ?? 0
      return table.rows.reduce(head) { widest, row in
        let cell = row.cells[index]
        let interval = table.plainInterval(cell).map { 0.8 * LaTeXMetrics.width($0) }
        return max(widest, LaTeXMetrics.width(table.plainValue(cell)), interval ?? 0)
      }
    }
    return labels + cells
  }

  var text: String {
    let environment = place.width == .column ? "table" : "table*"
    var lines = comments + LaTeXText.fallbacks(of: everyText)
    lines += ["\\begin{\(environment)}[\(place.width == .sideways ? "p" : "t")]", "  \\centering"]
    // Turned as a whole, so that the caption is beside the table.
    if place.width == .sideways {
      lines.append("  \\rotatebox{90}{\\begin{minipage}{\\textheight}\\centering")
    }
    lines += [
      "  \\caption{\(LaTeXText.escaped(sentence))\(legend)}",
      "  \\label{\(LaTeXText.label(table.label))}",
      "  \\\(place.size.rawValue)",
      "  \\setlength{\\tabcolsep}{\(Int(LaTeXPlace.columnGap))pt}",
      "  \\begin{tabular}{\(alignment)}",
      "    \\toprule",
    ]
    lines += heads + ["    \\midrule"] + rows + ["    \\bottomrule", "  \\end{tabular}"]
    if !table.notes.isEmpty {
      let text = table.notes.map(LaTeXText.escaped).joined(separator: " ")
      lines.append("  \\par\\smallskip\\parbox{\\linewidth}{\\scriptsize \(text)}")
    }
    if place.width == .sideways { lines.append("  \\end{minipage}}") }
    return (lines + ["\\end{\(environment)}", ""]).joined(separator: "\n")
  }

  private var comments: [String] {
    let size = "set in \(Int(place.size.points)) points"
    let what =
      place.width == .column
      ? "a column wide" : place.width == .page ? "the page wide" : "sideways on a page"
    let fit =
      fits ? "" : "; it is wider than that: choose fewer rows or columns, or groups of datasets"
    return [
      "% needs \\usepackage{booktabs,graphicx}; \\usepackage{multirow} centres labels of many rows",
      "% \(what), \(size)\(fit)", "\\providecommand{\\multirow}[3]{#3}",
    ]
  }

  private var everyText: [String] {
    [table.caption] + table.labelColumns + table.columns + table.notes
      + table.rows.flatMap(\.labels)
  }

  /// The caption with one full stop at its end.
  private var sentence: String {
    table.caption.hasSuffix(".") ? table.caption : table.caption + "."
  }

  private var legend: String {
    let hasMarks = table.rows.contains { $0.cells.contains { $0.mark != .none } }
    return " Higher is better ($\\uparrow$)."
      + (hasMarks ? " Best in \\textbf{bold}, second \\underline{underlined}." : "")
  }

  private var alignment: String {
    String(repeating: "l", count: table.labelColumns.count)
      + String(repeating: "r", count: table.columns.count)
  }

  /// What the columns are, where their heads do not say it, and the heads.
  private var heads: [String] {
    let names = table.labelColumns.map(LaTeXText.escaped) + table.columns.map(LaTeXText.stackedHead)
    let line = "    " + names.joined(separator: " & ") + " \\\\"
    guard let title = table.columnTitle, !place.isTurned else { return [line] }
    let first = table.labelColumns.count + 1
    let last = table.labelColumns.count + table.columns.count
    return [
      "    " + String(repeating: "& ", count: table.labelColumns.count)
        + "\\multicolumn{\(table.columns.count)}{c}{\(LaTeXText.escaped(title))} \\\\",
      "    \\cmidrule(lr){\(first)-\(last)}", line,
    ]
  }

  private var rows: [String] {
    var lines: [String] = []
    for (index, row) in table.rows.enumerated() {
      if index > 0, row.section != table.rows[index - 1].section { lines.append("    \\midrule") }
      let fields = labels(index) + row.cells.map(cell)
      lines.append("    " + fields.joined(separator: " & ") + " \\\\")
    }
    return lines
  }

  /// A first label that stands in several rows one after another stands once.
  private func labels(_ index: Int) -> [String] {
    let row = table.rows[index]
    let texts = table.labels(row).map(LaTeXText.escaped)
    guard table.labelColumns.count > 1, let first = row.labels.first else { return texts }
    func isSame(_ other: FindingsTable.Row) -> Bool {
      other.labels.first == first && other.section == row.section
    }
    if index > 0, isSame(table.rows[index - 1]) { return [""] + texts.dropFirst() }
    let count = table.rows[index...].prefix(while: isSame).count
    return count == 1 ? texts : ["\\multirow{\(count)}{*}{\(texts[0])}"] + texts.dropFirst()
  }

  /// The interval stands under the value: beside it, tables of many columns do not fit on a page.
  private func cell(_ cell: FindingsTable.Cell) -> String {
    // The mark of rounding ties takes no room, so that decimals stay under each other.
    let value = LaTeXText.number(
      table.plainValue(cell, plusMinus: "$\\pm$", tilde: "\\rlap{$^{\\sim}$}"))
    let marked =
      switch cell.mark {
      case .best: "\\textbf{\(value)}"
      case .second: "\\underline{\(value)}"
      case .none: value
      }
    guard let interval = table.plainInterval(cell) else { return marked }
    return
      "\\begin{tabular}[t]{@{}r@{}}\(marked)\\\\[-2pt]{\(place.size == .scriptsize ? "\\scriptsize" : "\\fontsize{7}{8}\\selectfont") "
      + "\(LaTeXText.number(interval))}\\end{tabular}"
  }
}

extension FindingsTable {
  /// A table float for a document that loads booktabs and graphicx. It is as wide as it needs to be
  /// (a column, a page, a page sideways), and never set in less than 7 points.
  package var latex: String { LaTeXTable(self).text }
}
