import Transferability

/// What a user loses who takes the model with the highest score: the best accuracy less that model's.
package enum PickRegret {
  /// In the unit of the accuracies, at least 0; of several models with the highest score (up to
  /// rounding) their mean. nil without models.
  ///
  /// - Parameter accuracies: higher is better.
  package static func topPick(scores: [Double], accuracies: [Double]) -> Double? {
    guard let best = accuracies.max(), let most = scores.max() else { return nil }
    let margin = RoundingTies.tolerance * max(1, abs(most))
    let picked = zip(scores, accuracies).filter { $0.0 >= most - margin }.map(\.1)
    return SampleStatistics.mean(picked).map { best - $0 }
  }
}
