import Ledger
import Transferability

/// How fast the ranking of a metric settles with the rows that it is computed from: Kendall's tau of the
/// order from some rows of each class with the order from all of them.
package struct SampleSettling: Sendable {
  /// Rows of each class, and what their order has in common with that of all rows.
  package struct Level: Sendable {
    /// Rows of each class.
    package let perClass: Int
    /// By dataset, the mean over seeds.
    package let agreement: [Double]
    /// The least of any seed and dataset.
    package let least: Double

    /// Over the datasets.
    package var mean: Double { agreement.reduce(0, +) / Double(agreement.count) }
  }

  /// From all rows.
  package let setting: MethodSetting
  /// Those with values of every level.
  package let datasets: [String]
  /// By their rows.
  package let levels: [Level]

  /// The mean agreement that counts as settled.
  package static let settled = 0.9

  /// The fewest rows of each class from which on the mean agreement is at least ``settled``; nil where the
  /// most are not enough.
  package var enough: Int? {
    levels.reversed().prefix { $0.mean >= Self.settled }.last?.perClass
  }

  /// - Parameter setting: from all rows.
  /// - Returns: nil where it was not run from all rows and from some, on the same dataset.
  package init?(_ record: ExperimentRecord, _ setting: MethodSetting) throws {
    var own = setting
    let runs = NewestRuns.of(record.runs).filter { run in
      own.samplesPerClass = run.specification.sample?.perClass
      return MethodSetting(run.specification) == own
    }
    let scores = try record.scores(of: runs)
    var all: [String: RunScores] = [:]
    var sampled: [Int: [String: [RunScores]]] = [:]
    for run in runs {
      guard let found = scores[run.id] else { continue }
      let dataset = run.specification.dataset
      if let sample = run.specification.sample {
        sampled[sample.perClass, default: [:]][dataset, default: []].append(found)
      } else if all[dataset] == nil {
        all[dataset] = found
      }
    }
    let taus = sampled.mapValues { byDataset in
      byDataset.reduce(into: [String: [Double]]()) { found, item in
        guard let whole = all[item.key] else { return }
        let values = item.value.map { $0.agreement(with: whole) }.filter { !$0.isNaN }
        if !values.isEmpty { found[item.key] = values }
      }
    }
    let common = all.keys.filter { dataset in taus.values.allSatisfy { $0[dataset] != nil } }
    guard !taus.isEmpty, !common.isEmpty else { return nil }
    let shared = common.sorted()
    datasets = shared
    self.setting = setting
    levels = taus.sorted { $0.key < $1.key }.map { size, byDataset in
      let values = shared.map { byDataset[$0, default: []] }
      return Level(
        perClass: size, agreement: values.map { $0.reduce(0, +) / Double($0.count) },
        least: values.joined().min() ?? .nan)
    }
  }
}

extension RunScores {
  /// Kendall's tau of two orders of the models that both have scored.
  fileprivate func agreement(with other: RunScores) -> Double {
    let known = Dictionary(uniqueKeysWithValues: zip(other.models, other.scores))
    let common = models.indices.filter { known[models[$0]] != nil }
    return RankCorrelation.value(
      of: RankStatistic.kendallTau.name, scores: common.map { scores[$0] },
      truth: common.compactMap { known[models[$0]] })
  }
}
