import Ledger

/// A table as a float for a paper: booktabs, text of 7 to 9 points, as wide as it must be. What is wider
/// than the page is divided into parts below each other, what is higher goes on in another float.
struct LaTeXTable {
  private let table: FindingsTable
  private let page: LaTeXPage
  private let place: LaTeXPlace
  private let floats: [[LaTeXFloats.Block]]
  /// How many parts stand below each other.
  private let partCount: Int
  /// Whether every part fits in its place.
  private let fits: Bool

  init(_ table: FindingsTable, page: LaTeXPage) {
    let (turned, extent) = (table.turned(), LaTeXExtent(table))
    let place = LaTeXPlace(extent, turned: LaTeXExtent(turned), page: page)
    self.page = page
    self.table = place?.isTurned == true ? turned : table
    self.place = place ?? LaTeXPlace(.page, .scriptsize)
    let parts: [Range<Int>]
    if place != nil {
      (parts, fits) = ([self.table.columns.indices], true)
    } else {
      (parts, fits) = Self.parts(extent.columns, labels: table.labelColumns.count, room: page.text)
    }
    partCount = parts.count
    let width = self.place.width.points(page) ?? page.text
    // What is turned was measured against the page.
    floats =
      self.place.width == .sideways
      ? [[LaTeXFloats.Block(columns: parts[0], rows: self.table.rows.indices)]]
      : LaTeXFloats(
        self.table, parts: parts, size: self.place.size, room: page.height,
        text: extent.textHeight(width: width)
      ).floats
  }

  /// As many columns as fit beside the labels, part by part; one at least.
  private static func parts(
    _ columns: [LaTeXColumn], labels: Int, room: Double
  ) -> (parts: [Range<Int>], fit: Bool) {
    let widths = columns.map { $0.width(.scriptsize) }
    let left = room - widths[..<labels].reduce(0, +)
    var (parts, used, fits): ([Range<Int>], Double, Bool) = ([], 0, true)
    for (index, width) in widths[labels...].enumerated() {
      if let last = parts.last, used + width <= left {
        parts[parts.count - 1] = last.lowerBound..<index + 1
        used += width
      } else {
        parts.append(index..<index + 1)
        used = width
        fits = fits && width <= left
      }
    }
    return (parts, fits)
  }

  private var environment: String {
    place.width == .column || page.column == nil ? "table" : "table*"
  }

  var text: String {
    let before = comments + LaTeXText.fallbacks(of: everyText)
    return (before + floats.indices.flatMap(float) + [""]).joined(separator: "\n")
  }

  private func float(_ index: Int) -> [String] {
    var lines = [
      "\\begin{\(environment)}[\(place.width == .sideways ? "p" : "t")]", "  \\centering",
    ]
    // Turned as a whole, so that the caption is beside the table.
    if place.width == .sideways {
      lines.append("  \\rotatebox{90}{\\begin{minipage}{\\textheight}\\centering")
    }
    lines +=
      index == 0
      ? [
        "  \\caption{\(LaTeXText.escaped(sentence))\(legend)}",
        "  \\label{\(LaTeXText.label(table.label))}",
      ]
      : [
        "  \\addtocounter{table}{-1}",
        "  \\caption{\(LaTeXText.escaped(sentence)) (Continued.)}",
      ]
    lines += [
      "  \\\(place.size.rawValue)",
      "  \\setlength{\\tabcolsep}{\(Int(LaTeXPlace.columnGap))pt}",
    ]
    for (place, block) in floats[index].enumerated() {
      if place > 0 { lines.append("  \\par\\medskip") }
      lines += tabular(block)
    }
    if !table.notes.isEmpty, index == floats.count - 1 {
      let text = table.notes.map(LaTeXText.escaped).joined(separator: " ")
      lines.append("  \\par\\smallskip\\parbox{\\linewidth}{\\scriptsize \(text)}")
    }
    if place.width == .sideways { lines.append("  \\end{minipage}}") }
    return lines + ["\\end{\(environment)}"]
  }

  private func tabular(_ block: LaTeXFloats.Block) -> [String] {
    let alignment =
      String(repeating: "l", count: table.labelColumns.count)
      + String(repeating: "r", count: block.columns.count)
    return ["  \\begin{tabular}{\(alignment)}", "    \\toprule"]
      + heads(block.columns) + ["    \\midrule"] + rows(block) + [
        "    \\bottomrule", "  \\end{tabular}",
      ]
  }

  private var comments: [String] {
    let size = "set in \(Int(place.size.points)) points"
    let what =
      place.width == .column
      ? "one column wide" : place.width == .page ? "full page width" : "sideways on a page"
    let fit =
      partCount == 1
      ? ""
      : ", in \(partCount) parts below each other"
        + (fits ? "" : "; its labels leave no room for values: choose shorter ones (names:)")
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
    let end =
      table.better == .higher
      ? " Higher is better ($\\uparrow$)." : " Lower is better ($\\downarrow$)."
    return end
      + (hasMarks ? " Best in \\textbf{bold}, second \\underline{underlined}." : "")
  }

  /// What the columns are, where their heads do not say it, and the heads.
  private func heads(_ part: Range<Int>) -> [String] {
    let names =
      table.labelColumns.map(LaTeXText.escaped) + table.columns[part].map(LaTeXText.stackedHead)
    let line = "    " + names.joined(separator: " & ") + " \\\\"
    guard let title = table.columnTitle, !place.isTurned else { return [line] }
    let first = table.labelColumns.count + 1
    let last = table.labelColumns.count + part.count
    return [
      "    " + String(repeating: "& ", count: table.labelColumns.count)
        + "\\multicolumn{\(part.count)}{c}{\(LaTeXText.escaped(title))} \\\\",
      "    \\cmidrule(lr){\(first)-\(last)}", line,
    ]
  }

  private func rows(_ block: LaTeXFloats.Block) -> [String] {
    var lines: [String] = []
    for index in block.rows {
      let row = table.rows[index]
      if index > block.rows.lowerBound, row.section != table.rows[index - 1].section {
        lines.append("    \\midrule")
      }
      let fields = labels(index, in: block.rows) + row.cells[block.columns].map(cell)
      lines.append("    " + fields.joined(separator: " & ") + " \\\\")
    }
    return lines
  }

  /// A first label that stands in several rows one after another stands once.
  private func labels(_ index: Int, in rows: Range<Int>) -> [String] {
    let row = table.rows[index]
    let texts = table.labels(row).map(LaTeXText.escaped)
    guard table.labelColumns.count > 1, let first = row.labels.first else { return texts }
    func isSame(_ other: FindingsTable.Row) -> Bool {
      other.labels.first == first && other.section == row.section
    }
    if index > rows.lowerBound, isSame(table.rows[index - 1]) { return [""] + texts.dropFirst() }
    let count = table.rows[index..<rows.upperBound].prefix(while: isSame).count
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
      "\\begin{tabular}[t]{@{}r@{}}\(marked)\\\\{\(place.size == .scriptsize ? "\\scriptsize" : "\\fontsize{7}{8}\\selectfont") "
      + "\(LaTeXText.number(interval))}\\end{tabular}"
  }
}

extension FindingsTable {
  /// A table float for a document that loads booktabs and graphicx. It is as wide as it needs to be
  /// (a column, a page, a page sideways, parts below each other), and never set in less than 7 points.
  package func latex(on page: LaTeXPage = .twoColumns) -> String {
    LaTeXTable(spoken, page: page).text
  }
}
