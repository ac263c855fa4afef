/// A number that says how well the scores of a run rank its models. The one table of them: columns of
/// the ledger, of conditions, tables, exports and pages are made from it. How each is computed is in
/// `RankStatistic`, under the same name.
package struct CorrelationStatistic: Sendable, Hashable {
  /// Which end of the values is best.
  package enum Better: Sendable {
    case higher, lower
  }

  /// As columns and JSON keys have it.
  package let name: String
  /// As sentences have it.
  package let title: String
  /// As a column of a table is headed.
  package let brief: String
  /// Which end is best.
  package let better: Better
  /// What is shown beside another value, not by itself.
  package let isIntervalEnd: Bool
  /// The version of the ledger that first has the column.
  let version: Int
  /// The place in ``all``.
  let index: Int

  /// Whether the first version of the ledger did not have it: older runs are recorded without it.
  package var isLater: Bool { version > 1 }

  /// nil where it is undefined or not recorded.
  package func value(of correlations: Correlations?) -> Double? { correlations?[self] }

  /// In the order of the columns: new ones come last.
  package static let all: [CorrelationStatistic] = declared.enumerated().map { index, entry in
    CorrelationStatistic(
      name: entry.name, title: entry.title, brief: entry.brief, better: entry.better,
      isIntervalEnd: entry.isIntervalEnd, version: entry.version, index: index)
  }

  /// Those that a table can show.
  package static let shown = all.filter { !$0.isIntervalEnd }

  /// nil for a name that is none.
  package static func named(_ name: String) -> CorrelationStatistic? {
    all.first { $0.name == name }
  }

  /// The one that tables show by default.
  package static let weightedTau = all[0]
  /// Of ranks.
  package static let spearman = all[4]
  /// A ratio of accuracies: undefined where the truth is an error.
  package static let relAt1 = all[6]

  private static let declared: [Declaration] = [
    Declaration("weighted_tau", "weighted Kendall tau", "weighted τ"),
    Declaration(
      "weighted_tau_low", "weighted Kendall tau, low end of the interval", "low",
      isIntervalEnd: true),
    Declaration(
      "weighted_tau_high", "weighted Kendall tau, high end of the interval", "high",
      isIntervalEnd: true),
    Declaration("kendall_tau", "Kendall tau-b", "Kendall τ"),
    Declaration("spearman", "Spearman's rho", "Spearman"),
    Declaration("pearson", "Pearson's r", "Pearson"),
    Declaration("rel_at_1", "Rel@1", "Rel@1"),
    Declaration("rel_at_3", "Rel@3", "Rel@3"),
    Declaration(
      "regret_at_1", "regret@1 (accuracy lost by taking the first)", "regret@1", .lower, version: 5),
    Declaration(
      "regret_at_3", "regret@3 (accuracy lost by trying the first three)", "regret@3", .lower,
      version: 5),
    Declaration("recall_at_1", "recall@1", "recall@1", version: 5),
    Declaration("recall_at_3", "recall@3", "recall@3", version: 5),
    Declaration("ndcg_at_3", "nDCG@3", "nDCG@3", version: 5),
  ]
}

/// One line of the table.
private struct Declaration {
  let name: String
  let title: String
  let brief: String
  let better: CorrelationStatistic.Better
  let isIntervalEnd: Bool
  let version: Int

  init(
    _ name: String, _ title: String, _ brief: String,
    _ better: CorrelationStatistic.Better = .higher,
    isIntervalEnd: Bool = false, version: Int = 1
  ) {
    (self.name, self.title, self.brief, self.better) = (name, title, brief, better)
    (self.isIntervalEnd, self.version) = (isIntervalEnd, version)
  }
}

/// By name, of those that a table can show.
extension CorrelationStatistic: RawRepresentable, CaseIterable {
  /// ``name``
  package var rawValue: String { name }

  /// ``shown``
  package static var allCases: [CorrelationStatistic] { shown }

  /// nil for a name that no table can show.
  package init?(rawValue: String) {
    guard let found = Self.named(rawValue), !found.isIntervalEnd else { return nil }
    self = found
  }
}
