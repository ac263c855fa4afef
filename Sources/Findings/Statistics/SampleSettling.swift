import Ledger
import Transferability

/// How fast the ranking of a metric settles with the rows that it is computed from: Kendall's tau of the
/// order from some rows of each class with the order from all of them, or from the most where all were not
/// run.
package struct SampleSettling: Sendable {
  /// Rows of each class, and what their order has in common with that of the most rows.
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
  /// Rows of each class that orders are compared with, of the same seed; nil: all rows.
  package let most: Int?
  /// Those with values of every level.
  package let datasets: [String]
  /// By their rows, without those that they are compared with.
  package let levels: [Level]

  /// The mean agreement that counts as settled.
  package static let settled = 0.9

  /// The fewest rows of each class from which on the mean agreement is at least ``settled``; nil where the
  /// most are not enough.
  package var enough: Int? {
    levels.reversed().prefix { $0.mean >= Self.settled }.last?.perClass
  }

  /// - Parameter setting: from all rows.
  /// - Returns: nil where it was not run from two numbers of rows on the same dataset.
  package init?(_ record: ExperimentRecord, _ setting: MethodSetting) throws {
    var own = setting
    let runs = NewestRuns.of(record.runs).filter { run in
      own.samplesPerClass = run.specification.sample?.perClass
      return MethodSetting(run.specification) == own
    }
    let scores = try record.scores(of: runs)
    let all = runs.filter { $0.specification.sample == nil }
    var sampled = Dictionary(grouping: runs.filter { $0.specification.sample != nil }) {
      $0.specification.sample?.perClass ?? 0
    }
    most = all.isEmpty ? sampled.keys.max() : nil
    let whole = Whole(most.flatMap { sampled.removeValue(forKey: $0) } ?? all, scores)
    let taus = sampled.mapValues { whole.agreement(of: $0, scores) }
    let known = Set(taus.values.flatMap(\.keys))
    datasets = known.filter { dataset in taus.values.allSatisfy { $0[dataset] != nil } }.sorted()
    guard !datasets.isEmpty else { return nil }
    self.setting = setting
    let shared = datasets
    levels = taus.sorted { $0.key < $1.key }.map { size, byDataset in
      let values = shared.map { byDataset[$0, default: []] }
      return Level(
        perClass: size, agreement: values.map { $0.reduce(0, +) / Double($0.count) },
        least: values.joined().min() ?? .nan)
    }
  }
}

/// The runs from the most rows, by dataset and seed of the sample; those from all rows have no seed.
private struct Whole {
  private struct Key: Hashable {
    let dataset: String
    let seed: Int?
  }

  private var scores: [Key: RunScores] = [:]
  private let isSampled: Bool

  init(_ runs: [RecordedRun], _ known: [String: RunScores]) {
    isSampled = runs.contains { $0.specification.sample != nil }
    for run in runs {
      let key = Key(dataset: run.specification.dataset, seed: run.specification.sample?.seed)
      if scores[key] == nil { scores[key] = known[run.id] }
    }
  }

  /// Of each run with the one from the most rows, by dataset.
  func agreement(
    of runs: [RecordedRun], _ known: [String: RunScores]
  ) -> [String: [Double]] {
    runs.reduce(into: [:]) { found, run in
      let dataset = run.specification.dataset
      let seed = isSampled ? run.specification.sample?.seed : nil
      guard let own = known[run.id], let whole = scores[Key(dataset: dataset, seed: seed)] else {
        return
      }
      let value = own.agreement(with: whole)
      if !value.isNaN { found[dataset, default: []].append(value) }
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
