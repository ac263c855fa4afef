import Ledger
import Transferability

/// One point of a sweep: a metric with its options, and the motion in front of it.
package struct SweepSetting: Hashable, Sendable {
  /// The name of the metric.
  package var metric: String
  /// Options other than the seed.
  package var options: [String: MetricOption]
  /// The seed of the metric; nil if it draws nothing.
  package var seed: Int?
  /// nil: motion `none`.
  package var ped: PEDSettings?
  /// nil: all rows.
  package var sample: RowSample?

  package init(
    metric: String, options: [String: MetricOption] = [:], seed: Int? = nil,
    ped: PEDSettings? = nil, sample: RowSample? = nil
  ) {
    self.metric = metric
    self.options = options
    self.seed = seed
    self.ped = ped
    self.sample = sample
  }

  /// Whether features are rescaled by those on the source data.
  package var readsReference: Bool { ped?.readsReference == true }

  /// All options as the metric takes them, the seed among them.
  package var allOptions: [String: MetricOption] {
    var all = options
    if let seed { all["seed"] = .integer(seed) }
    return all
  }
}
