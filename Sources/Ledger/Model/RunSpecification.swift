/// What is computed in a run: one setting (metric, its options, motion) on one dataset over a pool
/// of models. Everything that decides the numbers is in here, and so in ``identity``.
package struct RunSpecification: Codable, Hashable, Sendable {
  /// The dataset.
  package var dataset: String
  /// Sorted.
  package var models: [String]
  /// The name of the metric.
  package var metric: String
  /// Options of the metric other than the seed; values as in the plan.
  package var metricOptions: [String: String]
  /// The repetition's seed, for randomised metrics.
  package var seed: Int?
  /// nil: motion `none`.
  package var ped: PEDParameters?
  /// nil: all rows.
  package var sample: RowSample?
  /// Content digest (SHA-256, hex) of the inputs: features, labels, references, accuracies used.
  package var inputDigest: String
  /// The accuracies are errors or the like, of which the lowest is the best. ``inputDigest`` depends on
  /// it, and so the identity.
  package var lowerIsBetter: Bool
  /// Version of the method: raised when a change of the code changes numbers.
  package var methodVersion: Int

  static let pedMotion = "ped"

  /// `ped` or `none`, as columns have it.
  package var motion: String { ped == nil ? "none" : Self.pedMotion }

  package init(
    dataset: String, models: [String], metric: String, metricOptions: [String: String] = [:],
    seed: Int? = nil, ped: PEDParameters? = nil, sample: RowSample? = nil, inputDigest: String,
    lowerIsBetter: Bool = false, methodVersion: Int
  ) {
    self.dataset = dataset
    self.models = models.sorted()
    self.metric = metric
    self.metricOptions = metricOptions
    self.seed = seed
    self.ped = ped
    self.sample = sample
    self.inputDigest = inputDigest
    self.lowerIsBetter = lowerIsBetter
    self.methodVersion = methodVersion
  }
}
