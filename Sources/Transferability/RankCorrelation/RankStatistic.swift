/// How a number that says how well scores rank models is computed. The one table of them; how each is
/// called and kept is in the ledger's (`CorrelationStatistic`), under the same names.
package struct RankStatistic: Sendable {
  /// As columns and JSON keys have it.
  package let name: String
  /// Whether it is a share of the best accuracy, which a ratio of errors is not.
  package let isShare: Bool
  /// NaN where it is undefined. Every score and every truth is a number.
  let compute: @Sendable (RankedScores) -> Double

  init(
    _ name: String, isShare: Bool = false, _ compute: @escaping @Sendable (RankedScores) -> Double
  ) {
    self.name = name
    self.isShare = isShare
    self.compute = compute
  }

  /// The table.
  package static let all = [
    weightedTau, kendallTau,
    RankStatistic("spearman") { LinearCorrelation.spearman($0.scores, $0.truth) },
    RankStatistic("pearson") { LinearCorrelation.pearson($0.scores, $0.truth) },
    relativeAccuracy(top: 1), relativeAccuracy(top: 3),
    regret(top: 1), regret(top: 3), recall(top: 1), recall(top: 3), gain(top: 3),
  ]

  /// `scipy.stats.weightedtau`.
  package static let weightedTau = RankStatistic("weighted_tau") { $0.kernel.value }
  /// Tau-b.
  package static let kendallTau = RankStatistic("kendall_tau") { $0.kernel.concordance.kendallTau }

  private static func relativeAccuracy(top k: Int) -> RankStatistic {
    RankStatistic("rel_at_\(k)", isShare: true) { ranked in
      TopSelection.relativeAccuracy(scores: ranked.scores, accuracies: ranked.truth, top: k)
    }
  }

  private static func regret(top k: Int) -> RankStatistic {
    RankStatistic("regret_at_\(k)") { ranked in
      TopSelection.regret(scores: ranked.scores, accuracies: ranked.truth, top: k)
    }
  }

  private static func recall(top k: Int) -> RankStatistic {
    RankStatistic("recall_at_\(k)") { ranked in
      TopSelection.recall(scores: ranked.scores, accuracies: ranked.truth, top: k)
    }
  }

  private static func gain(top k: Int) -> RankStatistic {
    RankStatistic("ndcg_at_\(k)") { ranked in
      CumulativeGain.normalised(scores: ranked.scores, accuracies: ranked.truth, top: k)
    }
  }
}
