/// The cells of a notebook, as nbformat 4.5 wants them.
struct NotebookCells {
  private var cells: [String] = []
  private var executed = 0

  mutating func markdown(_ text: String) {
    cells.append(
      "{\"cell_type\":\"markdown\",\"id\":\"\(id)\",\"metadata\":{},\"source\":\(Self.lines(text))}"
    )
  }

  /// A cell with nothing to show.
  mutating func code(_ source: String) { add(source, outputs: "") }

  /// A cell whose last value is a table.
  mutating func code(_ source: String, table: (header: [String], rows: [[String]])) {
    let plain = ([table.header] + table.rows).map { $0.joined(separator: "  ") }
    let head = table.header.map { "<th>\(SVGCanvas.escaped($0))</th>" }.joined()
    let body = table.rows.map { row in
      "<tr>" + row.map { "<td>\(SVGCanvas.escaped($0))</td>" }.joined() + "</tr>\n"
    }.joined()
    let html =
      "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody>\n</table>"
    let data =
      "{\"text/html\":\(Self.lines(html)),"
      + "\"text/plain\":\(Self.lines(plain.joined(separator: "\n")))}"
    add(
      source,
      outputs: "{\"output_type\":\"execute_result\",\"execution_count\":\(executed + 1),"
        + "\"metadata\":{},\"data\":\(data)}")
  }

  /// A cell that shows a figure.
  mutating func code(_ source: String, svg: String?) {
    guard let svg else { return add(source, outputs: "") }
    let data = "{\"image/svg+xml\":\(Self.lines(svg)),\"text/plain\":[\"<Figure>\"]}"
    add(source, outputs: "{\"output_type\":\"display_data\",\"metadata\":{},\"data\":\(data)}")
  }

  private mutating func add(_ source: String, outputs: String) {
    executed += 1
    cells.append(
      "{\"cell_type\":\"code\",\"execution_count\":\(executed),\"id\":\"\(id)\","
        + "\"metadata\":{},\"outputs\":[\(outputs)],\"source\":\(Self.lines(source))}")
  }

  private var id: String { "cell-\(cells.count + 1)" }

  func document() -> String {
    """
    {"cells":[
    \(cells.joined(separator: ",\n"))
    ],
    "metadata":{"kernelspec":{"display_name":"Python 3","language":"python","name":"python3"},\
    "language_info":{"name":"python"}},
    "nbformat":4,"nbformat_minor":5}

    """
  }

  /// Text as a list of lines that keep their ends.
  private static func lines(_ text: String) -> String {
    let parts = text.split(separator: "\n", omittingEmptySubsequences: false)
    let ended = parts.enumerated().map { index, line in
      JSONText.quoted(line + (index < parts.count - 1 ? "\n" : ""))
    }
    return "[" + ended.joined(separator: ",") + "]"
  }
}
