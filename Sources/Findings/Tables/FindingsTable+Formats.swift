import Tabular
import Wording

/// How a table is written.
package enum TableFormat: String, CaseIterable, Sendable {
  case text, markdown, latex, html, csv, json
}

extension FindingsTable {
  /// The table as text in a format.
  package func written(as format: TableFormat) -> String {
    switch format {
    case .text: text
    case .markdown: markdown
    case .latex: latex()
    case .html: html + "\n"
    case .csv: csv
    case .json: json.spacedText + "\n"
    }
  }

  /// "0.512", "+0.034", "0.51 ± 0.02 (3)", "0.512 [0.1, 0.7]", "0.512~".
  func plain(_ cell: Cell, tilde: String = "~") -> String {
    plainValue(cell, tilde: tilde) + (plainInterval(cell).map { " " + $0 } ?? "")
  }

  func plainValue(_ cell: Cell, plusMinus: String = "±", tilde: String = "~") -> String {
    guard let value = cell.value, !value.isNaN else { return "—" }
    var result = Printed.fixed(value, decimals: digits)
    if cell.isDifference, !result.hasPrefix("-") { result = "+" + result }
    if let sd = cell.sd {
      result += " \(plusMinus) \(Printed.fixed(sd, decimals: digits)) (\(cell.repetitions))"
    }
    if cell.roundingTies > 0 { result += tilde }
    if cell.isWithinChance { result += "°" }
    if cell.isLikeBest { result += "≈" }
    if cell.hasFewerModels { result += " (n = \(cell.modelText))" }
    if let coverage = cell.coverage { result += " (\(coverage.datasets)/\(coverage.of))" }
    return result
  }

  /// nil where there is none, or none is shown.
  func plainInterval(_ cell: Cell) -> String? {
    guard showsIntervals || cell.isDifference, cell.value != nil, let low = cell.low,
      let high = cell.high
    else { return nil }
    return IntervalText.text(low, high, digits: digits)
  }

  /// Labels with a sign of what a row is.
  func labels(_ row: Row) -> [String] {
    guard row.isPublished, let last = row.labels.last else { return row.labels }
    return row.labels.dropLast() + [last + " (published)"]
  }

  /// Aligned text: * best, ' second.
  package var text: String { text(blocksWithin: nil) }

  /// - Parameter width: columns that do not fit in so many characters stand in blocks of their own.
  func text(blocksWithin width: Int?) -> String {
    let rows = rows.map { row in
      labels(row)
        + row.cells.map { cell in
          plain(cell) + (cell.mark == .best ? "*" : cell.mark == .second ? "'" : " ")
        }
    }
    let table = TextTable(
      header: labelColumns + columns.map { $0 + " " }, rows: rows, leftAligned: labelColumns.count)
    let legend =
      self.rows.contains { $0.cells.contains { $0.mark != .none } } ? "* best, ' second.\n" : ""
    return caption + "\n\n" + table.text(within: width) + "\n" + legend
      + notes.map { $0 + "\n" }.joined()
  }

  /// For Markdown pages.
  package var markdown: String {
    let header = labelColumns + columns
    var lines = ["| " + header.map(MarkdownText.escaped).joined(separator: " | ") + " |"]
    lines.append(
      "|" + header.indices.map { $0 < labelColumns.count ? " :-- |" : " --: |" }.joined())
    for row in rows {
      let cells = row.cells.map { cell in
        let text = plain(cell, tilde: "\\~")
        return cell.mark == .best
          ? "**\(text)**" : cell.mark == .second ? "<u>\(text)</u>" : text
      }
      let fields = labels(row).map(MarkdownText.escaped) + cells
      lines.append("| " + fields.joined(separator: " | ") + " |")
    }
    let hasMarks = rows.contains { $0.cells.contains { $0.mark == .best } }
    let sentences =
      (hasMarks ? ["Best in bold, second underlined."] : []) + notes.map(MarkdownText.escaped)
    return "**\(MarkdownText.escaped(caption))**\n\n" + lines.joined(separator: "\n") + "\n"
      + (sentences.isEmpty ? "" : "\n" + sentences.joined(separator: " ") + "\n")
  }

  /// One row per row and column of the table, every number in full.
  package var csv: String {
    var writer = CSVWriter()
    writer.write(
      labelColumns + ["column", "value", "sd", "repetitions", "low", "high", "mark"]
        + [
          "rounding_ties", "published", "models", "accuracies", "datasets", "reason",
          "within_chance", "like_best",
        ])
    for row in rows {
      for (column, cell) in zip(columns, row.cells) {
        writer.write(
          row.labels + [
            column, CSVWriter.number(cell.value), CSVWriter.number(cell.sd),
            "\(cell.repetitions)", CSVWriter.number(cell.low), CSVWriter.number(cell.high),
            cell.mark == .none ? "" : cell.mark.rawValue, "\(cell.roundingTies)",
            row.isPublished ? "true" : "false",
            cell.models.map(String.init) ?? "", cell.fewestAccuracies.map(String.init) ?? "",
            cell.coverage.map { "\($0.datasets)" } ?? "", cell.missing?.sentence ?? "",
            cell.isWithinChance ? "true" : "false", cell.isLikeBest ? "true" : "false",
          ])
      }
    }
    return writer.text
  }

  /// For programs, with exact values.
  package var json: JSONValue {
    .object([
      ("caption", .text(caption)),
      ("columns", .array(columns.map { .text($0) })),
      ("rows", .array(rows.map(json))),
      ("notes", .array(notes.map { .text($0) })),
    ])
  }

  private func json(_ row: Row) -> JSONValue {
    let cells = zip(columns, row.cells).map { column, cell in
      JSONValue.object([
        ("column", .text(column)), ("value", .optional(cell.value)), ("sd", .optional(cell.sd)),
        ("repetitions", .integer(cell.repetitions)), ("low", .optional(cell.low)),
        ("high", .optional(cell.high)),
        ("mark", cell.mark == .none ? .null : .text(cell.mark.rawValue)),
        ("rounding_ties", .integer(cell.roundingTies)),
        ("models", cell.models.map { .integer($0) } ?? .null),
        ("accuracies", cell.fewestAccuracies.map { .integer($0) } ?? .null),
        ("datasets", cell.coverage.map { .integer($0.datasets) } ?? .null),
        ("reason", .optional(cell.missing?.sentence)),
        ("within_chance", .flag(cell.isWithinChance)), ("like_best", .flag(cell.isLikeBest)),
      ])
    }
    return .object([
      ("labels", .object(zip(labelColumns, row.labels).map { ($0, .text($1)) })),
      ("published", .flag(row.isPublished)), ("cells", .array(cells)),
    ])
  }
}
