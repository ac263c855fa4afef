/// The models that have both a score and an accuracy, in their order.
struct ScoredModels {
  private(set) var scores: [Double] = []
  private(set) var accuracies: [Double] = []
  /// Models whose score is NaN, or whose accuracy is NaN or missing.
  let leftOut: Int

  /// - Precondition: as many scores as truths.
  init(scores: [Double], truth: [Double?]) {
    precondition(
      scores.count == truth.count, "\(scores.count) scores and \(truth.count) accuracies")
    for case (let score, let accuracy?) in zip(scores, truth)
    where !score.isNaN && !accuracy.isNaN {
      self.scores.append(score)
      accuracies.append(accuracy)
    }
    leftOut = truth.count - accuracies.count
  }
}
