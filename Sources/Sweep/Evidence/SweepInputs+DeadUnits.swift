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
        shares[dataset, default: [:]][model] =
          try deadUnitShare(model: model, dataset: dataset, workers: workers)
      }
    }
    return shares
  }

  /// The share of one pair; nil without a reference.
  func deadUnitShare(model: String, dataset: String, workers: Int) throws -> Double? {
    let input = try scoringInput(model: model, dataset: dataset, workers: workers)
    guard let reference = input.reference, input.moments.classCount > 0 else { return nil }
    let deviations = input.moments.standardDeviations
    return DeadUnits(variances: deviations.map { $0 * $0 }, reference: reference).share
  }
}
