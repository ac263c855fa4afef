/// Scores and the truth of the same models: what statistics are computed from.
struct RankedScores: Sendable {
  let scores: [Double]
  /// Higher is better.
  let truth: [Double]
  private let convention: WeightedTauConvention

  /// - Parameters: without NaN, one of each per model.
  init(scores: [Double], truth: [Double], convention: WeightedTauConvention) {
    self.scores = scores
    self.truth = truth
    self.convention = convention
  }

  /// Signs and weights of all pairs; made when asked for, since many statistics need none.
  var kernel: WeightedTau {
    WeightedTau(scores: scores, truth: truth, convention: convention)
  }
}
