import FeatureStatistics
import Transferability

extension SweepInputs {
  /// How much of what PED sees of each model is from units that are dead on its source data: their
  /// share of the variance after rescaling, by dataset, then by model. Models without a reference have
  /// none.
  ///
  /// Reads every pair, or takes its statistics from the cache.
  ///
  /// - Throws: ``StoreError`` for features that cannot be read.
  package func deadUnitShares(workers: Int) throws -> [String: [String: Double]] {
    var shares: [String: [String: Double]] = [:]
    for dataset in datasets {
      for model in models[dataset] ?? [] {
        let input = try scoringInput(model: model, dataset: dataset, workers: workers)
        guard let reference = input.reference, input.moments.classCount > 0 else { continue }
        let deviations = input.moments.standardDeviations
        shares[dataset, default: [:]][model] =
          DeadUnits(variances: deviations.map { $0 * $0 }, reference: reference).share
      }
    }
    return shares
  }
}
