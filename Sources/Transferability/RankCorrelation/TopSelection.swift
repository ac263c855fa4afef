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
    return expectedBest(scores: scores, accuracies: accuracies, top: k) / best
  }

  /// Regret@k: the best accuracy less the best among the k models with the highest scores, in the
  /// unit of the accuracies: what is lost by trying those k alone. 0 is best.
  ///
  /// Where equal scores leave the choice of the k open, the expected value over a fair choice. NaN
  /// without models or with an infinite accuracy.
  package static func regret(scores: [Double], accuracies: [Double], top k: Int) -> Double {
    guard let best = accuracies.max(), accuracies.allSatisfy(\.isFinite), k > 0 else { return .nan }
    return best - expectedBest(scores: scores, accuracies: accuracies, top: k)
  }

  /// Recall@k: the share of the k models with the highest accuracies that is among the k with the
  /// highest scores.
  ///
  /// Where equal values leave a choice open, the expected value over independent fair choices. NaN
  /// with fewer models than k + 1, where every order finds all.
  package static func recall(scores: [Double], accuracies: [Double], top k: Int) -> Double {
    guard k > 0, scores.count > k else { return .nan }
    let chosen = memberships(scores, top: k)
    let wanted = memberships(accuracies, top: k)
    return zip(chosen, wanted).reduce(0) { $0 + $1.0 * $1.1 } / Double(k)
  }

  /// The probability of each value to be among the k highest, under a fair choice among equal ones.
  private static func memberships(_ values: [Double], top k: Int) -> [Double] {
    let border = values.sorted(by: >)[k - 1]
    let certain = values.count { $0 > border }
    let open = values.count { $0 == border }
    let share = Double(k - certain) / Double(open)
    return values.map { $0 > border ? 1 : $0 == border ? share : 0 }
  }

  private static func expectedBest(
    scores: [Double], accuracies: [Double], top k: Int
  ) -> Double {
    guard scores.count > k else { return accuracies.max() ?? .nan }
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
    return expectedMaximum(certain, choosing: k - certainCount, of: open)
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
