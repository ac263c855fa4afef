import Findings
import Foundation
import Ledger
import Testing

@Suite struct LaTeXTableTests {
  private static func table(columns: Int, rows: Int, labels: [String] = ["method"]) -> FindingsTable
  {
    FindingsTable(
      caption: "Results", label: "tab:x", labelColumns: labels,
      columns: (0..<columns).map { "dataset \($0)" },
      rows: (0..<rows).map { row in
        FindingsTable.Row(
          labels: labels.indices.map { $0 == 0 ? "LogME" : "step size \(row)" },
          cells: (0..<columns).map { FindingsTable.Cell(value: 0.1 + Double($0 + row) / 100) })
      })
  }

  @Test(arguments: [
    (3, "\\begin{table}[t]"), (10, "\\begin{table*}[t]"), (16, "\\begin{table*}["),
  ])
  func aTableIsAsWideAsItsColumns(columns: Int, beginning: String) {
    #expect(Self.table(columns: columns, rows: 4).latex().contains(beginning))
  }

  /// 7 points are the least: nothing is shrunk to fit.
  @Test(arguments: [3, 8, 12, 20, 40])
  func noTableIsScaled(columns: Int) {
    let latex = Self.table(columns: columns, rows: 4).latex()
    #expect(!latex.contains("resizebox") && !latex.contains("\\tiny"))
    #expect(
      ["\\small", "\\footnotesize", "\\scriptsize"].contains { latex.contains("  \($0)\n") })
  }

  /// Of many columns and few rows the rows become columns.
  @Test func aTableThatIsTooWideIsTurned() {
    let latex = Self.table(columns: 30, rows: 3).latex()
    #expect(latex.contains("\\begin{tabular}{lrrr}"))
  }

  @Test func aTableThatFitsNowhereIsDivided() {
    let latex = Self.table(columns: 60, rows: 60).latex()
    #expect(latex.contains("% full page width, set in 7 points, in 5 parts below each other"))
    #expect(latex.split(separator: "\n").count { $0.contains("\\begin{tabular}{l") } == 5)
  }

  /// What is higher than a page goes on in another float of the same number.
  @Test func tallTablesAreDividedByRows() {
    let latex = Self.table(columns: 3, rows: 200).latex()
    let floats = latex.components(separatedBy: "\\begin{table").count - 1
    #expect(floats > 2)
    #expect(latex.components(separatedBy: "\\label{").count == 2)
    #expect(latex.components(separatedBy: "\\addtocounter{table}{-1}").count == floats)
    #expect(latex.components(separatedBy: "\\toprule").count == floats + 1)
    let rows = latex.split(separator: "\n").filter { $0.contains("LogME") }
    #expect(rows.count == 200)
  }

  @Test func labelsOfSeveralRowsStandOnce() {
    let latex = Self.table(columns: 3, rows: 4, labels: ["metric", "setting"]).latex()
    #expect(latex.contains("\\multirow{4}{*}{LogME} & step size 0"))
    #expect(latex.contains("     & step size 1"))
  }

  @Test func columnsOfBareValuesSayWhatTheyAre() {
    var table = Self.table(columns: 3, rows: 2)
    table.columnTitle = "step size"
    #expect(table.latex().contains("& \\multicolumn{3}{c}{step size} \\\\"))
    #expect(table.latex().contains("\\cmidrule(lr){2-4}"))
  }

  @Test func lettersThatPdflatexHasNotPrintTheirCodes() {
    var table = Self.table(columns: 2, rows: 1)
    #expect(!table.latex().contains("pedlabunicode"))
    table.columns[0] = "α-é-中"
    #expect(table.latex().contains("$\\alpha$-é-\\pedlabunicode{中}{U+4E2D}"))
    #expect(table.latex().contains("\\providecommand{\\pedlabunicode}"))
  }

  @Test func tablesOfOneExperimentHaveLabelsOfTheirOwn() throws {
    let grid = ResultGrid(SampleRuns.runs)
    var options = PaperTable.Options()
    let plain = PaperTable.table(grid, experiment: "x", options: options).label
    options.choices = [.leaveOneOut]
    let chosen = PaperTable.table(grid, experiment: "x", options: options).label
    let pivot = try PivotTable.table(
      ResultCells(SampleRuns.runs), value: .weightedTau, rows: ["metric"],
      columns: ["step_size"],
      experiment: "x"
    ).label
    #expect(Set([plain, chosen, pivot]).count == 3)
    #expect(plain == "tab:x")
  }
}
