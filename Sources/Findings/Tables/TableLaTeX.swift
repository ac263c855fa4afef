extension FindingsTable {
  /// A table float for a document that loads booktabs.
  package var latex: String {
    let alignment =
      String(repeating: "l", count: labelColumns.count)
      + String(repeating: "r", count: columns.count)
    // Higher is better in every column that is no difference.
    let heads = columns.indices.map { column in
      let isDifference = rows.allSatisfy { $0.cells[column].isDifference }
      return Self.latexText(columns[column]) + (isDifference ? "" : " $\\uparrow$")
    }
    var lines = [
      "% needs \\usepackage{booktabs}",
      "\\begin{table}[t]",
      "  \\centering",
      "  \\caption{\(Self.latexText(caption)).\(latexLegend)}",
      "  \\label{\(label)}",
      "  \\begin{tabular}{\(alignment)}",
      "    \\toprule",
      "    " + (labelColumns.map(Self.latexText) + heads).joined(separator: " & ") + " \\\\",
      "    \\midrule",
    ]
    var section = rows.first?.section
    for row in rows {
      if row.section != section { lines.append("    \\midrule") }
      section = row.section
      let fields = labels(row).map(Self.latexText) + row.cells.map(latexCell)
      lines.append("    " + fields.joined(separator: " & ") + " \\\\")
    }
    lines += ["    \\bottomrule", "  \\end{tabular}"]
    if !notes.isEmpty {
      lines.append(
        "  \\par\\smallskip\\footnotesize " + notes.map(Self.latexText).joined(separator: " "))
    }
    return (lines + ["\\end{table}", ""]).joined(separator: "\n")
  }

  private var latexLegend: String {
    let hasMarks = rows.contains { $0.cells.contains { $0.mark != .none } }
    return hasMarks ? " Best in \\textbf{bold}, second \\underline{underlined}." : ""
  }

  private func latexCell(_ cell: Cell) -> String {
    var text = plain(cell, plusMinus: "$\\pm$", tilde: "\\textasciitilde{}")
      .replacingDashes()
    switch cell.mark {
    case .best: text = "\\textbf{\(text)}"
    case .second: text = "\\underline{\(text)}"
    case .none: break
    }
    return text
  }

  package static func latexText(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
      case "\\": result += "\\textbackslash{}"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "<", ">", "|": result += "$\(character == "|" ? "\\mid" : String(character))$"
      case "±": result += "$\\pm$"
      case "Δ": result += "$\\Delta$"
      case "τ": result += "$\\tau$"
      case "×": result += "$\\times$"
      case "≥": result += "$\\geq$"
      case "≤": result += "$\\leq$"
      case "—": result += "---"
      case "–": result += "--"
      default: result.append(character)
      }
    }
    return result
  }
}

extension String {
  /// Minus signs and missing values as LaTeX sets them.
  fileprivate func replacingDashes() -> String {
    var result = ""
    for character in self {
      switch character {
      case "—": result += "---"
      case "-": result += "$-$"
      case "+": result += "$+$"
      default: result.append(character)
      }
    }
    return result
  }
}
