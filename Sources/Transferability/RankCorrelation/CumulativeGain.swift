import Platform

/// Discounted cumulative gain: K. Jarvelin, J. Kekalainen, "Cumulated gain-based evaluation of IR
/// techniques", ACM TOIS 2002.
package enum CumulativeGain {
  /// nDCG@k: sum over the k highest scores of g / log2(place + 1), over the same sum for the k best
  /// models. The gain g of a model is (accuracy - worst) / (best - worst): accuracies themselves
  /// differ by a few points only and would bring every order close to 1.
  ///
  /// Models with equal scores share the mean of their gains (F. McSherry, M. Najork, ECIR 2008), as
  /// `sklearn.metrics.ndcg_score` does. NaN with fewer than two models, or where all accuracies are
  /// equal or one is infinite.
  package static func normalised(scores: [Double], accuracies: [Double], top k: Int) -> Double {
    guard let best = accuracies.max(), let worst = accuracies.min(), best > worst,
      (best - worst).isFinite, k > 0
    else { return .nan }
    let gains = accuracies.map { ($0 - worst) / (best - worst) }
    let discounts = (0..<min(k, gains.count)).map { 1 / log2(Double($0 + 2)) }
    let ideal = zip(gains.sorted(by: >), discounts).reduce(0) { $0 + $1.0 * $1.1 }
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var sum = 0.0
    var start = 0
    while start < discounts.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let mean = order[start..<end].reduce(0) { $0 + gains[$1] } / Double(end - start)
      sum += mean * discounts[start..<min(end, discounts.count)].reduce(0, +)
      start = end
    }
    return sum / ideal
  }
}
