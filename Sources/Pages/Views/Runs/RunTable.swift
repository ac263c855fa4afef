import Conditions
import Findings
import Ledger

/// Runs as rows; heads sort, and a run leads to its page.
struct RunTable {
  private let request: RunsRequest
  private let runs: [RecordedRun]
  private let marks: [String: RunMarks]

  init(_ request: RunsRequest, _ runs: [RecordedRun], _ marks: [String: RunMarks]) {
    self.request = request
    self.runs = runs
    self.marks = marks
  }

  private var state: PageState { request.state }

  var html: HTML { table(picks: false) }

  /// With a box for each run, and a button that compares those that are ticked.
  var comparing: HTML {
    """
    <form method="get" action="/compare"><input type="hidden" name="experiment" value="\(state.experiment)">
    \(table(picks: true))
    <p><button>Compare the ticked runs</button></p></form>
    """
  }

  private func table(picks: Bool) -> HTML {
    let heads = request.columns.map(head)
    let rows = runs.map { run -> [PageTable.Cell] in
      let cells = request.columns.map { cell($0, run) }
      guard picks, let first = cells.first else { return cells }
      let box: HTML = """
        <input type="checkbox" name="runs" value="\(run.id)" aria-label="Compare run \(run.id)"> \
        \(first.content)
        """
      return [PageTable.Cell(content: box)] + cells.dropFirst()
    }
    return PageTable(caption: "Runs", header: heads, rows: rows).html
  }

  private func head(_ column: String) -> HTML {
    let isUp = state[.sort] == column
    let next = state.with {
      $0[.sort] = isUp ? "-" + column : column
      $0[.from] = ""
    }
    let arrow = isUp ? " ↑" : state[.sort] == "-" + column ? " ↓" : ""
    return "<a href=\"\(next.address)\" title=\"Sort by \(column)\">\(column)\(arrow)</a>"
  }

  private func cell(_ column: String, _ run: RecordedRun) -> PageTable.Cell {
    switch column {
    case "run": return .link(run.id, state.on(.run) { $0[.run] = run.id }.address)
    case "tags": return .text(marks[run.id]?.tags ?? "")
    case "note": return .text(marks[run.id]?.note ?? "")
    default: break
    }
    guard let column = RunColumn.named(column) else { return .text("") }
    if column.kind == .time { return .text(run.time(column)) }
    let value = column.value(of: run)
    if case .number(let number) = value { return .number(Typeset.short(number)) }
    return .text(value.words)
  }
}
