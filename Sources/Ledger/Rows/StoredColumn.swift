/// The columns of `runs` that a run is read from, in the order in which ``RunReader`` selects them;
/// after them come ``CorrelationStatistic/all``, and what the run is in an experiment.
enum StoredColumn: Int, CaseIterable {
  case run, identity, idLength, pool, status, isDeleted, dataset, metric, metricOptions, seed
  case motion, stepSize, iterations, forceConstant, radiusScale, exitRatio, ablation
  case inputDigest, methodVersion, createdAt, finishedAt, seconds, models, accuracies
  case roundingTies, error, lowerIsBetter, samplesPerClass, sampleSeed, summary

  /// As the table has it: `idLength` is `id_length`.
  private var name: String {
    "\(self)".reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }

  static let experiment = allCases.count + CorrelationStatistic.all.count
  static let isCurrent = experiment + 1
  static let setting = experiment + 2

  static func statistic(_ index: Int) -> Int { allCases.count + index }

  /// What stands after SELECT, without what the run is in an experiment.
  static let selection =
    (allCases.map { "runs.\($0.name)" } + CorrelationStatistic.all.map { "runs.\($0.name)" })
    .joined(separator: ", ")
}
