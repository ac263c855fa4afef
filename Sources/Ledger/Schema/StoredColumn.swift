/// The columns of `runs` that a run is read from, in the order in which ``RunReader`` selects them;
/// after them come ``CorrelationStatistic/all``, the experiment, and whether the run is current.
enum StoredColumn: Int, CaseIterable {
  case run, identity, id_length, pool, status, is_deleted, dataset, metric, metric_options, seed
  case motion, step_size, iterations, force_constant, radius_scale, exit_ratio, ablation
  case input_digest, method_version, created_at, finished_at, seconds, models, accuracies
  case rounding_ties, error

  static let experiment = allCases.count + CorrelationStatistic.all.count
  static let isCurrent = experiment + 1
  /// What a statement may select besides.
  static let next = isCurrent + 1

  static func statistic(_ index: Int) -> Int { allCases.count + index }

  /// What stands after SELECT, without the experiment and whether the run is current.
  static let selection =
    (allCases.map { "runs.\($0)" } + CorrelationStatistic.all.map { "runs.\($0.name)" })
    .joined(separator: ", ")
}
