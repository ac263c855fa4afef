import Foundation
import Ledger
import Transferability
import Wording

/// A Jupyter notebook (nbformat 4.5) beside the CSV files and figures that it reads. A figure has two
/// cells: one shows pedlab's file, and its output is what that code shows; the next draws from the
/// numbers with matplotlib, and has no output until somebody runs it.
package struct NotebookExport {
  let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// Writes `path` and, beside it, a folder of the same name without extension with the data.
  /// Throws ``ExportError``.
  package func write(to path: String) throws {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    guard path.hasSuffix(".ipynb") else {
      let named = path.hasSuffix("/") ? String(path.dropLast()) : path
      guard !named.allSatisfy({ $0 == " " }) else { throw ExportError.emptyPath }
      throw ExportError.wrongEnding(path: named, ending: ".ipynb")
    }
    let name = ((path as NSString).lastPathComponent as NSString).deletingPathExtension
    let parent = (path as NSString).deletingLastPathComponent
    let batch = FileBatch(parent.isEmpty ? "." : parent)
    _ = try ExportFolder.checked(parent.isEmpty ? name : parent + "/" + name)
    try CSVExport(record, times: .empty).add(to: batch, under: name + "/")
    let data = ReportData(record)
    let figures = try Self.figures(data)
    for (figure, _) in figures {
      try batch.write(figure.draw(.screen), to: "\(name)/figures/\(figure.name).svg")
    }
    try batch.write(notebook(data, figures, folder: name), to: (path as NSString).lastPathComponent)
    try batch.commit()
  }

  /// The figures with the code that draws the same numbers.
  private static func figures(_ data: ReportData) throws -> [(ReportFigure, source: String)] {
    guard let base = data.bases.first, let dataset = data.datasets.first else { return [] }
    var found: [(ReportFigure, source: String)] = []
    func add(_ blocks: [ReportDocument.Block], _ prefix: String, _ source: String) {
      for case .figure(let figure) in blocks where figure.name.hasPrefix(prefix) {
        return found.append((figure, source))
      }
    }
    add(data.pairedFigures(), "ped-\(base.slug)", NotebookSource.pairs(metric: base.metric))
    // On a complete grid only: sampled values do not make a table.
    if let map = data.parameterMap(base), map.isComplete {
      let source = NotebookSource.heatMap(metric: base.metric, x: map.x, y: map.y)
      add(data.parameterFigures(), "heatmap-\(base.slug)", source)
    }
    if let run = data.drawn.flatMap({ data.run(base, $0, dataset) }) {
      let source = NotebookSource.traces(run: run.id, dataset: dataset)
      add(try data.motionFigures(), "energy", source)
    }
    if let run = data.run(base, data.drawn, dataset) ?? data.run(base, nil, dataset) {
      let source = NotebookSource.scatter(run: run.id, dataset: dataset)
      add(try data.modelFigures(), "ranks-\(base.slug)", source)
    }
    return found
  }

  private func notebook(
    _ data: ReportData, _ figures: [(ReportFigure, source: String)], folder: String
  ) -> String {
    var cells = NotebookCells()
    cells.markdown(
      """
      # \(record.name)

      \(data.answer.joined(separator: " "))

      \(data.summary)

      The data are the CSV files in `\(folder)/`, the figures those in `\(folder)/figures/`, written \
      by `pedlab export notebook`. Below each figure is a cell that draws its numbers with matplotlib; \
      run it to change it.
      """)
    let hasOptions = data.bases.contains { !$0.options.isEmpty }
    cells.code(NotebookSource.loading(folder: folder, hasOptions: hasOptions))
    table(data, hasOptions: hasOptions, &cells)
    for (figure, source) in figures {
      cells.markdown(figure.caption)
      cells.figure(
        NotebookSource.showing(figure.name, alt: figure.caption), svg: figure.draw(.screen),
        alt: figure.caption)
      cells.codeToRun(source)
    }
    cells.markdown(
      """
      ## Go on

      `correlations` has a row per run, `scores` a row per model and run, `traces` a row per step; \
      join them by `run`. The intervals of `correlations` (`weighted_tau_low`, `weighted_tau_high`) \
      are 95 % intervals over the models: over a dozen models they are wide.
      """)
    return cells.document()
  }

  private func table(_ data: ReportData, hasOptions: Bool, _ cells: inout NotebookCells) {
    let index = ["metric"] + (hasOptions ? ["metric_options"] : []) + ["motion"]
    let setting = data.drawn == nil ? "" : " \(data.drawnSetting)."
    let hasIntervals = data.datasets.count >= MeanInterval.fewest
    let columns =
      hasIntervals ? "; low and high: the 95 % interval of the mean over datasets" : ""
    cells.markdown("## Weighted tau\n\nThe metrics without PED and with it\(columns).\(setting)")
    let quantile =
      hasIntervals
      ? StudentDistribution.quantile(0.975, degrees: data.datasets.count - 1) : nil
    let shown: [PEDParameters?] = data.drawn.map { [nil, $0] } ?? [nil]
    let rows = data.bases.flatMap { base in
      shown.compactMap { ped -> NotebookCells.Row? in
        let values = data.values(base, ped)
        guard values.contains(where: { $0 != nil }) else { return nil }
        let isWhole = values.allSatisfy { $0 != nil }
        let mean = isWhole ? SampleStatistics.mean(values.compactMap { $0 }) : nil
        let options = hasOptions ? [SettingColumns.joined(base.options)] : []
        let interval = isWhole ? MeanInterval.interval(values.compactMap { $0 }) : nil
        let ends = hasIntervals ? [interval?.low, interval?.high] : []
        return NotebookCells.Row(
          labels: [base.metric] + options + [ped == nil ? "none" : "ped"],
          cells: (values + [mean] + ends).map { Printed.fixed($0, decimals: 3, missing: "NaN") })
      }
    }
    cells.code(
      NotebookSource.table(data.drawn, index: index, quantile: quantile), labels: index,
      columns: data.datasets + ["mean"] + (hasIntervals ? ["low", "high"] : []), rows: rows)
  }
}
