import Ledger
import Transferability

extension ExperimentRecord {
  /// The record with every statistic of its runs: those that an earlier version of the ledger did not
  /// have are computed from the recorded scores and accuracies. Reads the scores of such runs alone.
  package func withEveryStatistic() throws -> ExperimentRecord {
    let incomplete = runs.filter { run in
      guard let found = run.correlations, found.accuracies > 1, found.weightedTau != nil else {
        return false
      }
      return Self.later.allSatisfy { found[$0] == nil }
    }
    guard !incomplete.isEmpty else { return self }
    // Of these runs alone: each id is there once.
    let scores = try scores(of: incomplete)
    return replacing(
      runs.map { run in
        guard let found = scores[run.id] else { return run }
        var run = run
        for statistic in Self.later {
          let value = RankCorrelation.value(
            of: statistic.name, scores: found.scores, truth: found.merits)
          run.correlations?[statistic] = value.isNaN ? nil : value
        }
        return run
      })
  }

  private static let later = CorrelationStatistic.shown.filter { $0.isLater }
}
