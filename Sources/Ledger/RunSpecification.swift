/// What is computed in a run: one setting (metric, its options, motion) on one dataset over a pool
/// of models. Everything that decides the numbers is in here, and so in ``identity``.
package struct RunSpecification: Codable, Hashable, Sendable {
  package var dataset: String
  /// Sorted.
  package var models: [String]
  package var metric: String
  /// Options of the metric other than the seed; values as in the plan.
  package var metricOptions: [String: String]
  /// The repetition's seed, for randomised metrics.
  package var seed: Int?
  /// nil: motion `none`.
  package var ped: PEDParameters?
  /// Content digest (SHA-256, hex) of the inputs: features, labels, references, accuracies used.
  package var inputDigest: String
  /// Version of the method: raised when a change of the code changes numbers.
  package var methodVersion: Int

  package init(
    dataset: String, models: [String], metric: String, metricOptions: [String: String] = [:],
    seed: Int? = nil, ped: PEDParameters? = nil, inputDigest: String, methodVersion: Int
  ) {
    self.dataset = dataset
    self.models = models.sorted()
    self.metric = metric
    self.metricOptions = metricOptions
    self.seed = seed
    self.ped = ped
    self.inputDigest = inputDigest
    self.methodVersion = methodVersion
  }
}

/// PED's parameters as the ledger keeps them: the columns of the CSV files. Names as in plans.
package struct PEDParameters: Codable, Hashable, Sendable {
  package var stepSize: Double
  package var iterations: Int
  package var forceConstant: Double
  package var radiusScale: Double
  package var exitRatio: Double
  /// Ablation switches that are not at the official value, name: value as in plans (rescale,
  /// rescale_floor, force, velocity, mass, radius, clip). Empty for the official method.
  package var ablation: [String: String]

  package init(
    stepSize: Double, iterations: Int, forceConstant: Double, radiusScale: Double,
    exitRatio: Double, ablation: [String: String] = [:]
  ) {
    self.stepSize = stepSize
    self.iterations = iterations
    self.forceConstant = forceConstant
    self.radiusScale = radiusScale
    self.exitRatio = exitRatio
    self.ablation = ablation
  }
}
