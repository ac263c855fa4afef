import Transferability
import Wording

/// What a user loses who fine-tunes only the first k models by score: the best accuracy less the best
/// among those k, on each dataset.
package struct TopPicks {
  /// A score: its name, and the accuracy lost by dataset.
  package struct Row {
    /// "LogME", "LogME + PED".
    package let name: String
    /// nil where the score has no values.
    package let lost: [Double?]

    /// Over the datasets with a value; nil without one.
    package var mean: Double? { SampleStatistics.mean(lost.compactMap { $0 }) }
    /// 95 % interval of the mean, over datasets; nothing loses less than nothing.
    package var interval: ConfidenceInterval? {
      MeanInterval.interval(lost.compactMap { $0 }).map {
        ConfidenceInterval(low: max($0.low, 0), high: $0.high)
      }
    }
  }

  private let scores: ReportScores

  init(_ scores: ReportScores) { self.scores = scores }

  /// "LogME".
  package var metricTitle: String { scores.base.metricTitle }
  /// In the order of the values.
  package var datasets: [String] { scores.entries.map(\.dataset) }
  /// "accuracy lost (percentage points)".
  package var lossName: String { ReportScores.lossName([scores]) }

  private var isPercent: Bool { scores.entries.contains(where: \.isPercent) }

  /// The most models of any dataset.
  package var most: Int { scores.entries.map(\.models.count).max() ?? 0 }

  /// Without PED and with it, where they were run.
  package func rows(top k: Int) -> [Row] {
    [(metricTitle, \ReportScores.Entry.before), (metricTitle + " + PED", \.after)].compactMap {
      (name: String, values: KeyPath<ReportScores.Entry, [Double]?>) in
      let lost = scores.entries.map { entry -> Double? in
        let found = entry[keyPath: values].map {
          TopSelection.regret(scores: $0, accuracies: entry.truth, top: k)
        }
        return found.flatMap { $0.isNaN ? nil : $0 }
      }
      return lost.contains { $0 != nil } ? Row(name: name, lost: lost) : nil
    }
  }

  /// The mean over datasets by k.
  package var chart: LinePanels {
    let counts = Array(1...max(1, most))
    let byCount = counts.map { rows(top: $0) }
    let names = byCount.first?.map(\.name) ?? []
    return LinePanels(
      title: "Accuracy lost by trying the first k models only",
      subtitle: "best accuracy of all less the best among k; mean over "
        + counted(datasets.count, "dataset") + (isPercent ? "; percentage points" : ""),
      xName: "k", yName: "accuracy lost",
      lines: names.enumerated().map { place, name in
        (
          name: name,
          points: zip(counts, byCount).compactMap { count, rows in
            rows[place].mean.map { (x: Double(count), y: $0) }
          }
        )
      })
  }
}
