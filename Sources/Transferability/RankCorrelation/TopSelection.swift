/// What is lost by fine-tuning only the models that a metric ranks first.
package enum TopSelection {
  /// Rel@k: best accuracy among the k models with the highest scores / best accuracy of all.
  ///
  /// Where equal scores leave the choice of the k open, the expected value over a fair choice. 1
  /// if there are at most k models; NaN without models or if the best accuracy is not positive.
  package static func relativeAccuracy(
    scores: [Double], accuracies: [Double], top k: Int
  ) -> Double {
    guard let best = accuracies.max(), best > 0, best.isFinite, k > 0 else { return .nan }
    guard scores.count > k else { return 1 }
    let border = scores.sorted(by: >)[k - 1]
    var certain = -Double.infinity
    var certainCount = 0
    var open: [Double] = []
    for (score, accuracy) in zip(scores, accuracies) {
      if score > border {
        certain = max(certain, accuracy)
        certainCount += 1
      } else if score == border {
        open.append(accuracy)
      }
    }
    return expectedMaximum(certain, choosing: k - certainCount, of: open) / best
  }

  /// The mean, over all subsets of `count` of `values`, of the larger of `floor` and their maximum.
  private static func expectedMaximum(
    _ floor: Double, choosing count: Int, of values: [Double]
  ) -> Double {
    let descending = values.sorted(by: >)
    var expectation = 0.0
    /// Probability that none of the values before was chosen.
    var none = 1.0
    for (index, value) in descending.enumerated() where none > 0 {
      let chosen = min(1, Double(count) / Double(descending.count - index))
      expectation += none * chosen * max(floor, value)
      none *= 1 - chosen
    }
    return expectation
  }
}
