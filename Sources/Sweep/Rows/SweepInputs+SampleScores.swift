import Parallel
import Transferability

extension SweepInputs {
  /// Scores every model from nested samples of its rows; the features of a model are read once.
  ///
  /// The standard error of a score is the jackknife's over ten blocks of rows, each class divided evenly
  /// among them: se^2 = (B - 1) / B sum (s_b - mean)^2 (J. Tukey 1958; over blocks: J. Shao, D. Tu, "The
  /// Jackknife and Bootstrap", 1995). Cost: one read, then budgets x seeds x (1 or 11) scores.
  ///
  /// - Throws: ``PlanError`` for what no model can be scored without.
  package func sampleScores(
    _ settings: [SweepSetting], _ budgets: SampleBudgets, workers: Int
  ) async throws -> SampleScores {
    try checkReferences(settings)
    let variants = try settings.map(MetricVariant.init)
    var all = SampleScores()
    for dataset in datasets {
      let found = OnceCache<String, Result<[SampleValue], any Error>>()
      let models = models[dataset] ?? []
      let cores = CoreBudget(cores: workers)
      try await parallelFor(models.count, workers: workers, stop: StopFlag()) { index in
        _ = cores.occupyingOne {
          found.value(for: models[index]) {
            Result {
              try SampleTask(self, dataset, models[index], settings, variants, budgets).values()
            }
          }
        }
      }
      var values: [SampleValue] = []
      for model in models {
        switch found.value(for: model, compute: { .success([]) }) {
        case .success(let own): values += own
        case .failure(let error):
          all.fail(
            ScoringFailure(dataset: dataset, model: model, metric: nil, message: "\(error)"))
        }
      }
      all.add(values, dataset, settings, variants)
    }
    return all
  }
}
