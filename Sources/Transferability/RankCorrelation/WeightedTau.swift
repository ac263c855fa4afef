/// Which ranking gives the weights of the weighted tau.
package enum WeightedTauConvention: String, Sendable, CaseIterable {
  /// The mean of two values: ranks by score, and ranks by truth. `scipy.stats.weightedtau(score,
  /// truth)` with its defaults; SFDA, PED, ETran, TransRate and TLLib report it.
  case symmetric
  /// Ranks by truth only: `scipy.stats.weightedtau(truth, score, rank=None)`, as Model-Spider.
  case byTruth = "by_truth"
}

/// Kendall's tau with additive hyperbolic weights, prepared for many resamples of one set of models.
///
///     tau = sum_ij w_ij sgn(x_i - x_j) sgn(y_i - y_j) / sqrt(sum_ij w_ij [x_i != x_j]) / sqrt(... y)
///     w_ij = 1 / (r_i + 1) + 1 / (r_j + 1),  r = 0 for the best
///
/// Ranks are by the first variable, ties by the second; models tied in both are interchangeable.
/// S. Vigna, "A weighted correlation index for rankings with ties", WWW 2015.
///
/// A resample is given by how often it holds each model. The m_a copies of model a have adjacent
/// ranks R_a ... R_a + m_a - 1, so with W_a = H(R_a + m_a) - H(R_a), H the harmonic numbers,
///
///     numerator = sum_a W_a c_a,   c_a = sum_b m_b sgn(x_a - x_b) sgn(y_a - y_b)
///
/// and likewise the denominators with c_a = n - (copies that tie with a): O(n^2) per resample for
/// c, without sorting anything.
package struct WeightedTau: Sendable {
  /// Of the same scores and truth.
  package let concordance: Concordance
  /// For each ranking that gives weights: the models, best first.
  private let orders: [[Int]]
  /// H(0) ... H(n).
  private let harmonic: [Double]

  /// - Parameters:
  ///   - scores: without NaN.
  ///   - truth: as many, without NaN.
  package init(scores: [Double], truth: [Double], convention: WeightedTauConvention) {
    concordance = Concordance(scores, truth)
    let byTruth = Self.bestFirst(truth, thenBy: scores)
    switch convention {
    case .symmetric: orders = [Self.bestFirst(scores, thenBy: truth), byTruth]
    case .byTruth: orders = [byTruth]
    }
    var harmonic = [0.0]
    for rank in scores.indices { harmonic.append(harmonic[rank] + 1 / Double(rank + 1)) }
    self.harmonic = harmonic
  }

  /// NaN if undefined: fewer than two models, or all scores or all truths equal.
  package var value: Double {
    var workspace = Workspace(models: concordance.count)
    for model in 0..<concordance.count { workspace.draw(model) }
    return value(of: &workspace)
  }

  /// The value without each model in turn.
  package var leaveOneOutValues: [Double] {
    values(leavingOut: (0..<concordance.count).map { [$0] })
  }

  /// The value without each group of models in turn. Cost n for each model that is left out.
  package func values(leavingOut groups: [[Int]]) -> [Double] {
    var whole = Workspace(models: concordance.count)
    for model in 0..<concordance.count { whole.draw(model) }
    concordance.accumulate(&whole)
    return groups.map { group in
      var workspace = whole
      for model in Set(group) { concordance.takeOut(model, of: &workspace) }
      return mean(of: workspace)
    }
  }

  /// The weighted tau of the models drawn in `workspace`.
  package func value(of workspace: inout Workspace) -> Double {
    concordance.accumulate(&workspace)
    return mean(of: workspace)
  }

  /// Over the rankings, from sums that are there.
  private func mean(of workspace: borrowing Workspace) -> Double {
    var sum = 0.0
    for order in orders { sum += value(of: workspace, order: order) }
    return sum / Double(orders.count)
  }

  private func value(of workspace: borrowing Workspace, order: [Int]) -> Double {
    let total = workspace.drawn
    var rank = 0
    var (numerator, scorePairs, truthPairs) = (0.0, 0.0, 0.0)
    let harmonic = harmonic.span
    let copies = workspace.copies.span
    let agreement = workspace.concordance.span
    let scoreTies = workspace.scoreTies.span
    let truthTies = workspace.truthTies.span
    for model in order {
      // Without a branch on models that were not drawn, which would be mispredicted.
      let next = rank + Int(copies[model])
      let weight = harmonic[next] - harmonic[rank]
      rank = next
      numerator += weight * agreement[model]
      scorePairs += weight * (total - scoreTies[model])
      truthPairs += weight * (total - truthTies[model])
    }
    guard scorePairs > 0, truthPairs > 0 else { return .nan }
    return min(1, max(-1, numerator / (scorePairs * truthPairs).squareRoot()))
  }

  private static func bestFirst(_ first: [Double], thenBy second: [Double]) -> [Int] {
    first.indices.sorted { a, b in
      first[a] != first[b] ? first[a] > first[b] : second[a] > second[b]
    }
  }
}

extension WeightedTau {
  /// How often a resample holds each model, and sums over the resample. Made once, used often.
  package struct Workspace: Sendable {
    /// How often each model was drawn, [n].
    package internal(set) var copies: [Double]
    /// The number of models drawn, with repetitions.
    package internal(set) var drawn = 0.0
    var concordance: [Double]
    /// Copies, in the resample, of models with the same score (the model's own among them).
    var scoreTies: [Double]
    var truthTies: [Double]

    /// No model is drawn yet.
    package init(models: Int) {
      copies = Array(repeating: 0, count: models)
      concordance = copies
      scoreTies = copies
      truthTies = copies
    }

    /// Begins a new resample.
    package mutating func clear() {
      drawn = 0
      for model in copies.indices { copies[model] = 0 }
    }

    /// Counts a model once more.
    package mutating func draw(_ model: Int) {
      copies[model] += 1
      drawn += 1
    }
  }
}
