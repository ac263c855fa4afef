import Foundation
import Ledger
import Wording

/// A Jupyter notebook (nbformat 4.5) beside the CSV files that it reads, with its outputs filled in,
/// so that it shows on a page that hosts code before anyone has run it.
package struct NotebookExport {
  let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// Writes `path` and, beside it, a folder of the same name without extension with the data.
  /// Throws ``ExportError``.
  package func write(to path: String) throws {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let parent = (path as NSString).deletingLastPathComponent
    let folder = parent.isEmpty ? name : parent + "/" + name
    try CSVExport(record, withTimes: false).write(to: folder)
    try TextFile.write(try notebook(folder: name), to: path)
  }

  private func notebook(folder: String) throws -> String {
    let data = ReportData(record)
    var cells = NotebookCells()
    cells.markdown(
      """
      # \(record.name)

      \(data.summary)

      The data are the CSV files in `\(folder)/`, written by `pedlab export notebook`. Run all cells \
      to draw everything anew; the outputs below were filled in by pedlab.
      """)
    let hasOptions = data.bases.contains { !$0.options.isEmpty }
    cells.code(NotebookSource.loading(folder: folder, hasOptions: hasOptions))
    table(data, hasOptions: hasOptions, &cells)
    pairs(data, &cells)
    heatMap(data, &cells)
    try runFigures(data, &cells)
    cells.markdown(
      """
      ## Go on

      `correlations` has a row per run, `scores` a row per model and run, `traces` a row per step; \
      join them by `run`. The intervals of `correlations` (`weighted_tau_low`, `weighted_tau_high`) \
      are 95 % bootstrap intervals over the models: over a dozen models they are wide.
      """)
    return cells.document()
  }

  private func table(_ data: ReportData, hasOptions: Bool, _ cells: inout NotebookCells) {
    let index = ["metric"] + (hasOptions ? ["metric_options"] : []) + ["motion"]
    let setting = data.drawn.map { " PED with \($0.text)." } ?? ""
    cells.markdown("## Weighted tau\n\nThe metrics without PED and with it.\(setting)")
    let shown: [PEDParameters?] = data.drawn.map { [nil, $0] } ?? [nil]
    let rows = data.bases.flatMap { base in
      shown.compactMap { ped -> NotebookCells.Row? in
        let values = data.values(base, ped)
        guard values.contains(where: { $0 != nil }) else { return nil }
        let isWhole = values.allSatisfy { $0 != nil }
        let mean = isWhole ? SampleStatistics.mean(values.compactMap { $0 }) : nil
        let options = hasOptions ? [SettingColumns.joined(base.options)] : []
        return NotebookCells.Row(
          labels: [base.metric] + options + [ped == nil ? "none" : "ped"],
          cells: (values + [mean]).map { Printed.fixed($0, decimals: 3, missing: "NaN") })
      }
    }
    cells.code(
      NotebookSource.table(data.drawn, index: index), labels: index,
      columns: data.datasets + ["mean"], rows: rows)
  }

  private func pairs(_ data: ReportData, _ cells: inout NotebookCells) {
    for case .figure(_, _, let svg) in data.pairedFigures() {
      guard let base = data.bases.first else { return }
      cells.markdown("## With PED and without: \(base.metricTitle)")
      return cells.code(NotebookSource.pairs(metric: base.metric), svg: svg)
    }
  }

  /// On a complete grid only: sampled values do not make a table.
  private func heatMap(_ data: ReportData, _ cells: inout NotebookCells) {
    guard let base = data.bases.first,
      let found = data.parameterMap(base), found.isComplete
    else { return }
    cells.markdown("## Two parameters: \(base.metricTitle) + PED")
    cells.code(
      NotebookSource.heatMap(metric: base.metric, x: found.x, y: found.y), svg: found.chart.svg())
  }

  private func runFigures(_ data: ReportData, _ cells: inout NotebookCells) throws {
    guard let dataset = data.datasets.first, let base = data.bases.first else { return }
    if let run = data.drawn.flatMap({ data.run(base, $0, dataset) }) {
      cells.markdown("## Energy traces on \(dataset)")
      cells.code(
        NotebookSource.traces(run: run.id),
        svg: try first("energy-", in: data.motionFigures(datasets: 1)))
    }
    if let run = data.run(base, data.drawn, dataset) ?? data.run(base, nil, dataset) {
      cells.markdown(
        "## Score against accuracy on \(dataset): \(MethodSetting(run.specification).title)")
      cells.code(
        NotebookSource.scatter(run: run.id),
        svg: try first("scores-", in: data.scoreFigures(datasets: 1)))
    }
  }

  private func first(_ prefix: String, in blocks: [ReportDocument.Block]) -> String? {
    for case .figure(let name, _, let svg) in blocks
    where name.hasPrefix(prefix) && name != "energy-settings" {
      return svg
    }
    return nil
  }
}
