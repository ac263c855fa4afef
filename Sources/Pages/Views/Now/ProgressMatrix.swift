import Conditions
import Findings
import Ledger
import Wording

/// Metric by dataset: how many of the runs are finished. Each cell leads to its runs.
struct ProgressMatrix {
  private struct Count {
    var done = 0
    var failed = 0
    var all = 0
  }

  private struct Place: Hashable {
    let metric: String
    let dataset: String
  }

  private let metrics: [String]
  private let datasets: [String]
  private let counts: [Place: Count]

  init(_ tally: ExperimentTally) {
    var counts: [Place: Count] = [:]
    for count in tally.counts {
      let place = Place(metric: count.metric, dataset: count.dataset)
      counts[place, default: Count()].all += count.runs
      if count.status == .finished { counts[place]?.done += count.runs }
      if count.status == .failed { counts[place]?.failed += count.runs }
    }
    self.counts = counts
    metrics = Set(counts.keys.map(\.metric)).sorted()
    datasets = Set(counts.keys.map(\.dataset)).sorted()
  }

  func html(_ state: PageState) -> HTML {
    let rows = metrics.map { metric in
      [PageTable.Cell.text(MetricNames.title(metric))]
        + datasets.map { cell(Place(metric: metric, dataset: $0), state) }
    }
    return PageTable(
      caption: "Finished runs by metric and dataset",
      header: ["metric"] + datasets.map { HTML("\($0)") }, rows: rows
    ).html
  }

  private func cell(_ place: Place, _ state: PageState) -> PageTable.Cell {
    guard let count = counts[place] else { return .number("—") }
    let failed: HTML = count.failed > 0 ? " <b class=\"bad\">\(count.failed) failed</b>" : ""
    let isDone: HTML = count.done == count.all ? " class=\"done\"" : ""
    let runs = state.on(.runs) {
      $0[.condition] =
        ConditionText.equality("metric", .text(place.metric)) + " and "
        + ConditionText.equality("dataset", .text(place.dataset))
    }
    return PageTable.Cell(
      content:
        "<a href=\"\(runs.address)\"><span\(isDone)>\(count.done)/\(count.all)</span></a>\(failed)",
      isNumber: true)
  }
}
