import Foundation
import Ledger

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

      \(ReportTables.summary(data))

      The data are the CSV files in `\(folder)/`, written by `pedlab export notebook`. Run all cells \
      to draw everything anew; the outputs below were filled in by pedlab.
      """)
    cells.code(
      """
      from pathlib import Path

      import matplotlib.pyplot as plt
      import pandas as pd

      data = Path(\(JSONText.quoted(folder)))
      types = {"run": str}
      correlations = pd.read_csv(data / "correlations.csv", dtype=types)
      scores = pd.read_csv(data / "scores.csv", dtype=types)
      traces = pd.read_csv(data / "traces.csv", dtype=types)
      """)
    tableCells(data, &cells)
    try figureCells(data, &cells)
    cells.markdown(
      "## Go on\n\n`scores` has a row per model and run, `traces` a row per step. "
        + "Join them with `correlations` by `run`.")
    return cells.document()
  }

  private func tableCells(_ data: ReportData, _ cells: inout NotebookCells) {
    cells.markdown("## Weighted tau, mean over settings and repetitions")
    let groups = data.methods.flatMap { method in
      [(method, false), (method, true)]
    }
    let rows = groups.compactMap { method, isMoved -> [String]? in
      let values = data.datasets.map { dataset in
        ReportData.mean(
          record.runs.filter {
            $0.specification.metric == method.metric && $0.specification.dataset == dataset
              && ($0.specification.ped != nil) == isMoved
          }.compactMap { $0.correlations?.weightedTau })
      }
      guard values.contains(where: { $0 != nil }) else { return nil }
      return [method.metric, isMoved ? "ped" : "none"] + values.map { Printed.fixed($0) }
    }
    var seen: Set<[String]> = []
    let shown = rows.filter { seen.insert(Array($0.prefix(2))).inserted }
    cells.code(
      """
      table = correlations.pivot_table(
          index=["metric", "motion"], columns="dataset", values="weighted_tau"
      )
      table.round(3)
      """, table: (["metric", "motion"] + data.datasets, shown))
  }

  private func figureCells(_ data: ReportData, _ cells: inout NotebookCells) throws {
    let figures = try ReportFigures.motion(data) + ReportFigures.scores(data)
    func figure(_ prefix: String) -> String? {
      for case .figure(let name, _, let svg) in figures where name.hasPrefix(prefix) { return svg }
      return nil
    }
    let dataset = data.datasets.first ?? ""
    if data.drawn != nil, let method = data.methods.first {
      cells.markdown("## With PED and without")
      var drawn: String?
      for case .figure(_, _, let svg) in ReportFigures.comparisons(data) where drawn == nil {
        drawn = svg
      }
      cells.code(NotebookSource.pairs(metric: method.metric), svg: drawn)
    }
    if let run = data.drawn.flatMap({ ped in
      data.methods.lazy.compactMap { data.run($0, ped, dataset) }.first
    }) {
      cells.markdown("## Energy traces on \(dataset)")
      cells.code(
        NotebookSource.traces(run: run.id),
        svg: figure("energy-\(ReportFigures.slug(dataset))"))
    }
    if let method = data.methods.first,
      let run = data.run(method, data.drawn, dataset) ?? data.run(method, nil, dataset)
    {
      cells.markdown("## Score against accuracy on \(dataset)")
      cells.code(
        NotebookSource.scatter(run: run.id), svg: figure("scores-\(ReportFigures.slug(dataset))"))
    }
  }
}

/// The Python of the cells.
enum NotebookSource {
  static func pairs(metric: String) -> String {
    """
    one = correlations[correlations["metric"] == \(JSONText.quoted(metric))]
    pair = one.pivot_table(index="dataset", columns="motion", values="weighted_tau")
    ax = pair.plot.barh(figsize=(7, 0.5 * len(pair) + 1))
    ax.set_xlabel("weighted tau")
    ax.set_title(\(JSONText.quoted(metric)))
    plt.show()
    """
  }

  static func traces(run: String) -> String {
    """
    one = traces[traces["run"] == \(JSONText.quoted(run))]
    fig, ax = plt.subplots(figsize=(7, 4.5))
    for model, rows in one.groupby("model"):
        energy = rows["potential_energy"]
        ax.plot(rows["step"], energy / energy.iloc[0], marker="o", label=model)
    ax.set(xlabel="step", ylabel="energy / energy at step 0")
    ax.legend(fontsize="small", loc="center left", bbox_to_anchor=(1, 0.5))
    plt.show()
    """
  }

  static func scatter(run: String) -> String {
    """
    one = scores[scores["run"] == \(JSONText.quoted(run))]
    fig, ax = plt.subplots(figsize=(7, 4.5))
    ax.scatter(one["score"], one["accuracy"])
    for _, row in one.iterrows():
        ax.annotate(
            row["model"], (row["score"], row["accuracy"]),
            xytext=(4, 4), textcoords="offset points", fontsize=8,
        )
    ax.set(xlabel="score", ylabel="accuracy")
    plt.show()
    """
  }
}
