import Findings
import Ledger
import Wording

/// Metric by dataset: how many of the runs are finished.
struct ProgressMatrix {
  private struct Count {
    var done = 0
    var failed = 0
    var all = 0
  }

  private let metrics: [String]
  private let datasets: [String]
  private let counts: [String: Count]

  init(_ record: ExperimentRecord) {
    let runs = record.runs + record.unfinishedRuns
    var counts: [String: Count] = [:]
    for run in runs {
      let key = Self.key(run.specification.metric, run.specification.dataset)
      counts[key, default: Count()].all += 1
      if run.status == .finished { counts[key, default: Count()].done += 1 }
      if run.status == .failed { counts[key, default: Count()].failed += 1 }
    }
    self.counts = counts
    metrics = Set(runs.map(\.specification.metric)).sorted()
    datasets = Set(runs.map(\.specification.dataset)).sorted()
  }

  private static func key(_ metric: String, _ dataset: String) -> String {
    metric + "\u{0}" + dataset
  }

  var html: HTML {
    let rows = metrics.map { metric in
      [PageTable.Cell.text(MetricNames.title(metric))]
        + datasets.map { dataset in Self.cell(counts[Self.key(metric, dataset)] ?? Count()) }
    }
    return PageTable(
      caption: "Finished runs by metric and dataset",
      header: ["metric"] + datasets.map { HTML("\($0)") }, rows: rows
    ).html
  }

  private static func cell(_ count: Count) -> PageTable.Cell {
    guard count.all > 0 else { return .number("—") }
    let failed: HTML = count.failed > 0 ? " <b class=\"bad\">\(count.failed) failed</b>" : ""
    let isDone: HTML = count.done == count.all ? " class=\"done\"" : ""
    return PageTable.Cell(
      content: "<span\(isDone)>\(count.done)/\(count.all)</span>\(failed)", isNumber: true)
  }
}
