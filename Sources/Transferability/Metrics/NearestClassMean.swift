import FeatureStatistics
import LinearAlgebra

/// The share of rows that are nearest to their own class's mean.
package struct NearestClassMean: Metric {
  package init(_ options: MetricOptions) {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    PreparedNearestClassMean(discriminants: try MeanDiscriminants(input))
  }

  package static let readsScatter = false

  package static func work(_ shape: SampleShape) -> MetricWork { MeanDiscriminants.work(shape) }

  package static let description = MetricDescription(
    name: "ncm", title: "Nearest class mean",
    summary: "Share of rows whose nearest class mean is their own.",
    formula: "mean of [argmin_c |x - mu_c| = y], on the rows that the means come from; "
      + "equal distances go to the first class",
    inputs: .features,
    cost: "once: one read, N D C; a setting: N C^2, no features (where N C numbers take more than "
      + "256 MB they are not kept: one read, N D C)",
    source: "a baseline; no paper's code")
}

struct PreparedNearestClassMean: PreparedMetric {
  let discriminants: MeanDiscriminants

  func score(_ motion: ClassMotion) throws -> MetricScore {
    let share = try discriminants.mean(motion, .equal) { logits, c in
      var best = 0
      for k in logits.indices {
        guard logits[k].isFinite else {
          throw MetricError("Nearest class mean: distances are too large for doubles.")
        }
        if logits[k] > logits[best] { best = k }
      }
      return best == c ? 1 : 0
    }
    return MetricScore(share)
  }
}
