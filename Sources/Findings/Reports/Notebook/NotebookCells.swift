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

  /// A cell that has not been run: it has no outputs and no number.
  mutating func codeToRun(_ source: String) {
    cells.append(
      "{\"cell_type\":\"code\",\"execution_count\":null,\"id\":\"\(id)\",\"metadata\":{},"
        + "\"outputs\":[],\"source\":\(Self.lines(source))}")
  }

  /// A row of a table as pandas shows it: its index, its values.
  struct Row {
    let labels: [String]
    let cells: [String]
  }

  /// A cell whose last value is a table.
  mutating func code(_ source: String, labels: [String], columns: [String], rows: [Row]) {
    let texts = TextTable(
      header: labels + columns, rows: rows.map { $0.labels + $0.cells }, leftAligned: labels.count)
    let head = (labels + columns).map { "<th>\(XMLText.escaped($0))</th>" }.joined()
    let body = rows.map { row in
      let names = row.labels.map { "<th>\(XMLText.escaped($0))</th>" }
      return "<tr>" + (names + row.cells.map { "<td>\($0)</td>" }).joined() + "</tr>\n"
    }.joined()
    let html =
      "<table>\n<thead><tr>\(head)</tr></thead>\n<tbody>\n\(body)</tbody>\n</table>"
    let data =
      "{\"text/html\":\(Self.lines(html)),\"text/plain\":\(Self.lines(texts.text))}"
    add(
      source,
      outputs: "{\"output_type\":\"execute_result\",\"execution_count\":\(executed + 1),"
        + "\"metadata\":{},\"data\":\(data)}")
  }

  /// A cell that shows a figure from its file, as the code does: with an alternative text.
  mutating func figure(_ source: String, svg: String, alt: String) {
    let data = "{\"image/svg+xml\":\(Self.lines(svg)),\"text/plain\":[\"<Figure>\"]}"
    add(
      source,
      outputs: "{\"output_type\":\"display_data\",\"metadata\":{\"image/svg+xml\":{\"alt\":"
        + "\(JSONText.quoted(alt))}},\"data\":\(data)}")
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
