/// Scores that are equal up to rounding.
///
/// SFDA often saturates at 1: several models then differ in the last digits only, which depend on
/// the BLAS and the CPU, and so do their ranks.
package enum RoundingTies {
  /// Relative gap up to which two scores count as equal: what the scores are reproducible to.
  package static let tolerance = 1e-9

  /// How many models share their score with another one up to rounding.
  ///
  /// Neighbours a <= b in the sorted scores are equal if b - a <= 1e-9 max(s, |a|, |b|), where s is
  /// the largest magnitude of all scores but at most 1 (scores as small as 1e-12 are not all
  /// equal). Exact ties count too: whether a saturated score is exact depends on the CPU.
  package static func count(_ scores: [Double]) -> Int {
    groups(scores).reduce(0) { $0 + $1.count }
  }

  /// Indices of the models of each group of two or more, highest score first. NaN is in no group.
  package static func groups(_ scores: [Double]) -> [[Int]] {
    let order = scores.indices.filter { !scores[$0].isNaN }.sorted { scores[$0] > scores[$1] }
    let scale = min(1, order.reduce(0) { max($0, abs(scores[$1])) })
    var groups: [[Int]] = []
    var group: [Int] = []
    for index in order {
      if let last = group.last, !areEqual(scores[last], scores[index], scale: scale) {
        groups.append(group)
        group = []
      }
      group.append(index)
    }
    groups.append(group)
    return groups.filter { $0.count > 1 }
  }

  private static func areEqual(_ a: Double, _ b: Double, scale: Double) -> Bool {
    a == b || abs(a - b) <= tolerance * max(scale, abs(a), abs(b)) && a.isFinite && b.isFinite
  }
}
