extension FindingsTable {
  /// A table float for a document that loads booktabs and graphicx. It takes its natural width, and
  /// shrinks where that is more than a line.
  package var latex: String {
    let alignment =
      String(repeating: "l", count: labelColumns.count)
      + String(repeating: "r", count: columns.count)
    let heads = labelColumns.map(LaTeXText.escaped) + columns.map(LaTeXText.stackedHead)
    var lines = [
      "% needs \\usepackage{booktabs,graphicx}",
      "\\begin{table}[t]",
      "  \\centering",
      "  \\caption{\(LaTeXText.escaped(caption)) ($\\uparrow$ higher is better).\(latexLegend)}",
      "  \\label{\(LaTeXText.label(label))}",
      "  \\setlength{\\tabcolsep}{4pt}",
      "  \\sbox0{%",
      "  \\begin{tabular}{\(alignment)}",
      "    \\toprule",
      "    " + heads.joined(separator: " & ") + " \\\\",
      "    \\midrule",
    ]
    for (index, row) in rows.enumerated() {
      if index > 0, row.section != rows[index - 1].section { lines.append("    \\midrule") }
      let fields = labels(row).map(LaTeXText.escaped) + row.cells.map(latexCell)
      lines.append("    " + fields.joined(separator: " & ") + " \\\\")
    }
    lines += [
      "    \\bottomrule", "  \\end{tabular}}",
      "  \\resizebox{\\ifdim\\wd0>\\linewidth\\linewidth\\else\\wd0\\fi}{!}{\\usebox0}",
    ]
    if !notes.isEmpty {
      let text = notes.map(LaTeXText.escaped).joined(separator: " ")
      lines.append("  \\par\\smallskip\\parbox{\\linewidth}{\\footnotesize \(text)}")
    }
    return (lines + ["\\end{table}", ""]).joined(separator: "\n")
  }

  private var latexLegend: String {
    let hasMarks = rows.contains { $0.cells.contains { $0.mark != .none } }
    return hasMarks ? " Best in \\textbf{bold}, second \\underline{underlined}." : ""
  }

  /// The interval stands under the value: beside it, tables of many columns do not fit on a page.
  private func latexCell(_ cell: Cell) -> String {
    let value = LaTeXText.number(
      plainValue(cell, plusMinus: "$\\pm$", tilde: "\\textasciitilde{}"))
    let marked =
      switch cell.mark {
      case .best: "\\textbf{\(value)}"
      case .second: "\\underline{\(value)}"
      case .none: value
      }
    guard let interval = plainInterval(cell) else { return marked }
    return "\\begin{tabular}[t]{@{}r@{}}\(marked)\\\\[-3pt]{\\scriptsize "
      + "\(LaTeXText.number(interval))}\\end{tabular}"
  }
}
