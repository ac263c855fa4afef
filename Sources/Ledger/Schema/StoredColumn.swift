/// The columns of `runs` that a run is read from, in the order in which ``RunReader`` selects them;
/// after them come ``CorrelationStatistic/all``, the experiment, and whether the run is current.
enum StoredColumn: Int, CaseIterable {
  case run, identity, idLength, pool, status, isDeleted, dataset, metric, metricOptions, seed
  case motion, stepSize, iterations, forceConstant, radiusScale, exitRatio, ablation
  case inputDigest, methodVersion, createdAt, finishedAt, seconds, models, accuracies
  case roundingTies, error

  /// As the table has it: `idLength` is `id_length`.
  private var name: String {
    "\(self)".reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
  }

  static let experiment = allCases.count + CorrelationStatistic.all.count
  static let isCurrent = experiment + 1

  static func statistic(_ index: Int) -> Int { allCases.count + index }

  /// What stands after SELECT, without the experiment and whether the run is current.
  static let selection = selection(ofVersion: Schema.currentVersion)

  /// The same over the tables of an earlier version: NULL for statistics that it does not have.
  static func selection(ofVersion version: Int) -> String {
    let statistics = CorrelationStatistic.all.map {
      $0.version <= version ? "runs.\($0.name)" : "NULL"
    }
    return (allCases.map { "runs.\($0.name)" } + statistics).joined(separator: ", ")
  }
}
